package model

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/diff"

	"quxiang/pipelines/fault"
	"quxiang/pipelines/fresh"
)

// layered is base with a workspace's sql/ lying over it, file by file.
type layered struct{ base, over fs.FS }

// Layer is base with over lying over it, file by file; over may be nil.
func Layer(base, over fs.FS) fs.FS {
	if over == nil {
		return base
	}
	return layered{base, over}
}

// Open opens the overlay's file where there is one.
func (l layered) Open(name string) (fs.File, error) {
	f, err := l.over.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return l.base.Open(name)
	}
	return f, err
}

// ReadDir lists both folders as one.
func (l layered) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, errOver := fs.ReadDir(l.over, name)
	below, errBase := fs.ReadDir(l.base, name)
	if errOver != nil && errBase != nil {
		return nil, errBase
	}
	for _, e := range below {
		same := func(o fs.DirEntry) bool { return o.Name() == e.Name() }
		if !slices.ContainsFunc(entries, same) {
			entries = append(entries, e)
		}
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries, nil
}

// Stat describes the file that Open would open; a folder of either is one.
func (l layered) Stat(name string) (fs.FileInfo, error) {
	info, err := fs.Stat(l.over, name)
	if errors.Is(err, fs.ErrNotExist) {
		return fs.Stat(l.base, name)
	}
	return info, err
}

// Override is a file of sql/ that the workspace replaces or adds. Hashes are
// SHA-256 in hexadecimal.
type Override struct {
	Name        string // marts.placement, or the path of another file
	Path        string // marts/placement.sql
	SHA256      string // of the workspace's file
	BaseSHA256  string // of the shipped file that it was copied from; empty: not recorded
	ShippedNow  string // of the shipped file today; empty: the workspace added the file
	BaseChanged bool   // the shipped file has changed since it was copied
}

var baseMark = regexp.MustCompile(`(?m)^(?:--|#) base: \S+ sha256:([0-9a-f]{64})$`)

// readOverrides lists the workspace's files, those equal to the shipped ones
// left out.
func (p *Project) readOverrides(over fs.FS) error {
	if over == nil {
		return nil
	}
	return fs.WalkDir(over, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !overridable(name) {
			return err
		}
		data, err := fs.ReadFile(over, name)
		if err != nil {
			return err
		}
		o := Override{Name: modelName(name), Path: name, SHA256: digest(data)}
		if m := baseMark.FindSubmatch(data); m != nil {
			o.BaseSHA256 = string(m[1])
		}
		if shipped, err := fs.ReadFile(p.base, name); err == nil {
			o.ShippedNow = digest(shipped)
		}
		o.BaseChanged = o.BaseSHA256 != "" && o.BaseSHA256 != o.ShippedNow
		if o.SHA256 != o.ShippedNow {
			p.Overrides = append(p.Overrides, o)
		}
		return nil
	})
}

func overridable(name string) bool {
	switch filepath.Ext(name) {
	case ".sql", ".toml", ".csv":
		return strings.Contains(name, "/")
	}
	return false
}

// modelName turns marts/stats/x.sql into marts.x; other files keep their path.
func modelName(file string) string {
	parts := strings.Split(file, "/")
	if !strings.HasSuffix(file, ".sql") || !slices.Contains(modelLayers, parts[0]) {
		return file
	}
	return parts[0] + "." + strings.TrimSuffix(parts[len(parts)-1], ".sql")
}

func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// Copy writes the shipped model called name, and its sidecar, into dir (a
// workspace's sql/) to be edited there; each begins with a comment that keeps
// the hash of what it was copied from. Of a code table only the CSV is written,
// as it is: its columns stay the program's. Copy returns the paths written, and
// refuses to overwrite a copy. A file of rules is called rules.postings.
func Copy(p *Project, name, dir string) ([]string, error) {
	marks, err := p.copied(name)
	if err != nil {
		return nil, err
	}
	var written []string
	for file, comment := range marks {
		data, err := fs.ReadFile(p.base, file)
		if err != nil {
			return written, invalid(file, "它不是随程序发布的模型", "它已经在工作区的 sql/ 里，直接改")
		}
		target := filepath.Join(dir, filepath.FromSlash(file))
		if err := writeNew(target, marked(file, comment, data)); err != nil {
			remove(written) // a model is two files or none
			return nil, err
		}
		written = append(written, target)
	}
	slices.Sort(written)
	return written, nil
}

// copied are the files of a model, a code table or a file of rules, each with the
// sign that begins a comment in it, "" where there is none.
func (p *Project) copied(name string) (map[string]string, error) {
	if n := p.Node(name); n != nil && n.Go == nil {
		return map[string]string{n.Path: "--", sidecarOf(n.Path): "#"}, nil
	}
	for _, r := range p.References {
		if r.Name == name || r.Name == "reference."+name {
			return map[string]string{r.Path: ""}, nil
		}
	}
	for _, file := range p.ruleFiles() {
		if ruleName(file) == name {
			return map[string]string{file: "#"}, nil
		}
	}
	return nil, p.unknown(name)
}

// ruleFiles are the files of rules, and of families of figures, that ship with
// the program.
func (p *Project) ruleFiles() []string {
	files, _ := fs.Glob(p.base, "rules/*.toml")
	families, _ := fs.Glob(p.base, "explain/*.toml")
	return append(files, families...)
}

// ruleName is what such a file is called by: rules.postings, explain.placement.
func ruleName(file string) string {
	return strings.TrimSuffix(strings.ReplaceAll(file, "/", "."), ".toml")
}

func marked(file, comment string, data []byte) string {
	if comment == "" {
		return string(data)
	}
	return comment + " base: " + file + " sha256:" + digest(data) + "\n" + string(data)
}

// Tables are the names of the code tables and of the files of rules: what Copy
// takes besides models.
func (p *Project) Tables() []string {
	var names []string
	for _, r := range p.References {
		names = append(names, r.Name)
	}
	for _, file := range p.ruleFiles() {
		names = append(names, ruleName(file))
	}
	return names
}

// unknown says that no model or table is called name, and which may be meant.
func (p *Project) unknown(name string) error {
	return invalid("", "没有叫 "+name+" 的模型、代码表或规则", fault.Meant(name, append(p.Names(), p.Tables()...), "全部的见 docs/indicators.md 和 sql/README.md"))
}

func remove(files []string) {
	for _, file := range files {
		_ = os.Remove(file)
	}
}

func writeNew(target, text string) error {
	if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
		return cannotWrite(target, err)
	}
	err := fresh.Write(target, []byte(text), 0o644)
	if errors.Is(err, fs.ErrExist) {
		return &fault.Error{Kind: fault.Usage, Op: "复制模型", File: target, Why: "已经有这份复制件",
			Hint: "直接改它；要重来就先删去"}
	}
	if err != nil {
		return cannotWrite(target, err)
	}
	return nil
}

func cannotWrite(target string, err error) error {
	return &fault.Error{Op: "复制模型", File: target, Why: "写不了", Err: err, Hint: "检查磁盘空间和权限"}
}

// Diff shows how the workspace's files of the model called name differ from
// those shipped now, as unified text; empty where they are equal but for the
// comment that Copy wrote. The fault says when the model is not overridden.
func (p *Project) Diff(name string) (string, error) {
	files, unknown := p.copied(name)
	if unknown != nil {
		files = map[string]string{name: ""} // a file by its path
	}
	var text strings.Builder
	found := false
	for _, o := range p.Overrides {
		if _, ours := files[o.Path]; !ours {
			continue
		}
		found = true
		part, err := p.diffFile(o)
		if err != nil {
			return "", err
		}
		text.Write(part)
	}
	if !found && unknown != nil {
		return "", unknown
	}
	if !found {
		return "", invalid("", "工作区没有改写 "+name, "先 quxiang model copy "+name+"，再改")
	}
	return text.String(), nil
}

func (p *Project) diffFile(o Override) ([]byte, error) {
	ours, err := fs.ReadFile(p.files, o.Path)
	if err != nil {
		return nil, err
	}
	var shipped []byte
	if o.ShippedNow != "" {
		if shipped, err = fs.ReadFile(p.base, o.Path); err != nil {
			return nil, err
		}
	}
	ours = bytes.TrimPrefix(baseMark.ReplaceAll(ours, nil), []byte("\n"))
	return diff.Diff("随程序发布/"+o.Path, shipped, "工作区/"+o.Path, ours), nil
}

func sidecarOf(file string) string { return strings.TrimSuffix(file, ".sql") + ".toml" }
