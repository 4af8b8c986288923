package pipelines

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"

	"quxiang/pipelines/model"
	"quxiang/pipelines/workspace"
	sqlfiles "quxiang/sql"
)

// Origin is by what rules reports are made here, each as a sha256 in
// hexadecimal: the configuration, the rules of cards and quotas, and all that
// turns files into marts.
type Origin struct{ Config, Rules, Models string }

// Origin reads what is in use: the workspace's files over those shipped.
func (e *Engine) Origin() (o Origin, err error) {
	files := model.Layer(sqlfiles.Files, e.Workspace.SQL())
	if o.Config, err = hashFiles(os.DirFS(e.Workspace.Dir), workspace.ConfigName); err != nil {
		return o, err
	}
	read, err := e.factsWord()
	if err != nil {
		return o, err
	}
	o.Config += read
	if o.Rules, err = hashFiles(files, "rules"); err != nil {
		return o, err
	}
	o.Models, err = hashFiles(files, "sources", "reference", "macros", "staging", "warehouse", "marts", "checks")
	return o, err
}

// hashFiles is one sha256 over files and folders: each file's path and content.
func hashFiles(files fs.FS, roots ...string) (string, error) {
	sum := sha256.New()
	for _, root := range roots {
		paths, err := filesBelow(files, root)
		if err != nil {
			return "", err
		}
		for _, p := range paths {
			if err := hashFile(sum, files, p); err != nil {
				return "", err
			}
		}
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// filesBelow lists the files of a folder, or the file itself, in order.
func filesBelow(files fs.FS, root string) ([]string, error) {
	entries, err := fs.ReadDir(files, root)
	if err != nil {
		return []string{root}, nil // a file, whose reading tells what is wrong
	}
	var out []string
	for _, e := range entries {
		below := []string{path.Join(root, e.Name())}
		if e.IsDir() {
			if below, err = filesBelow(files, below[0]); err != nil {
				return nil, err
			}
		}
		out = append(out, below...)
	}
	slices.Sort(out)
	return out, nil
}

// hashFile adds a file by its path, its length and its content.
func hashFile(sum io.Writer, files fs.FS, name string) error {
	content, err := fs.ReadFile(files, name)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	_, err = fmt.Fprintf(sum, "%s\x00%d\x00%s", name, len(content), content)
	return err
}
