package workspace

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"quxiang/pipelines/fault"
	"quxiang/pipelines/source"
)

// Text is a file of the school's own words for the report: Name says where in
// the report it stands, File is its path within the workspace.
type Text struct{ Name, File, Markdown string }

// Texts reads the Markdown files of the folder of the school's own text, in the
// order of their names; without the folder there are none.
func (w *Workspace) Texts() ([]Text, error) {
	folder := w.Config.Report.Text
	if folder == "" {
		return nil, nil
	}
	entries, err := os.ReadDir(w.Path(folder))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, &fault.Error{Kind: fault.Usage, Op: "读学校的文字", File: folder, Why: "读不了文件夹", Err: err,
			Hint: "检查 quxiang.toml 里 [report] 的 text 和文件夹的权限"}
	}
	var texts []Text
	for _, e := range entries {
		if e.IsDir() || strings.HasPrefix(e.Name(), ".") || !isMarkdown(e.Name()) {
			continue
		}
		markdown, err := source.ReadText(filepath.Join(w.Path(folder), e.Name()))
		if err != nil {
			return nil, err
		}
		texts = append(texts, Text{strings.TrimSuffix(e.Name(), filepath.Ext(e.Name())), path.Join(filepath.ToSlash(folder), e.Name()), markdown})
	}
	return texts, nil
}

func isMarkdown(name string) bool {
	ext := strings.ToLower(filepath.Ext(name))
	return ext == ".md" || ext == ".markdown"
}
