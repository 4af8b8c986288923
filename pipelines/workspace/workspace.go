// Package workspace knows the folder a user works in: quxiang.toml, where
// everything lies, and whether the disk under it is fit for a database.
package workspace

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"quxiang/pipelines/fault"
	"quxiang/pipelines/private"
)

// ConfigName is the file that makes a folder a workspace.
const ConfigName = "quxiang.toml"

// Workspace is an opened workspace.
type Workspace struct {
	Dir    string // absolute
	Config Config
}

// Open reads the workspace in dir.
func Open(dir string) (*Workspace, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	file := filepath.Join(abs, ConfigName)
	text, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, &fault.Error{Kind: fault.Usage, Op: "打开工作区", File: abs,
			Why:  "这里没有 " + ConfigName,
			Hint: elsewhere(abs) + "用 -C 指明工作区文件夹，或先运行 quxiang init 文件夹 --institution 代码 --name 名称"}
	}
	if err != nil {
		return nil, &fault.Error{Kind: fault.Usage, Op: "打开工作区", File: file, Why: "读不了", Err: err,
			Hint: "检查文件权限，或关闭占用它的程序"}
	}
	config, err := Decode(ConfigName, text)
	if err != nil {
		return nil, err
	}
	return &Workspace{Dir: abs, Config: config}, nil
}

// Path returns rel inside the workspace; an absolute path stays as it is.
func (w *Workspace) Path(rel string) string {
	if filepath.IsAbs(rel) {
		return rel
	}
	return filepath.Join(w.Dir, filepath.FromSlash(rel))
}

// Glob lists the files of a pattern, which is relative to the workspace or
// absolute; a bracket or star in the workspace's own name is no sign.
func (w *Workspace) Glob(pattern string) ([]string, error) {
	if filepath.IsAbs(pattern) {
		return filepath.Glob(pattern)
	}
	dir := strings.NewReplacer("[", "[[]", "*", "[*]", "?", "[?]").Replace(w.Dir)
	return filepath.Glob(filepath.Join(dir, filepath.FromSlash(pattern)))
}

// Find returns a file given on the command line: as it stands when it is there,
// else inside the workspace.
func (w *Workspace) Find(file string) string {
	if !exists(file) && exists(w.Path(file)) {
		return w.Path(file)
	}
	return file
}

// Warehouse is the folder of the database files.
func (w *Workspace) Warehouse() string {
	if w.Config.Data.Dir != "" {
		return w.Path(w.Config.Data.Dir)
	}
	return w.Path("warehouse")
}

// Reports is the folder of the reports on one cohort.
func (w *Workspace) Reports(year int) string {
	return w.Path(filepath.Join("reports", strconv.Itoa(year)))
}

// Mappings is the folder of mapping files.
func (w *Workspace) Mappings() string { return w.Path("mappings") }

// elsewhere names workspaces near dir: in it, above it and beside it, a few.
func elsewhere(dir string) string {
	here, above := &Workspace{Dir: dir}, &Workspace{Dir: filepath.Dir(dir)}
	near, _ := here.Glob("*/" + ConfigName)
	beside, _ := above.Glob("*/" + ConfigName)
	if exists(above.Path(ConfigName)) {
		near = append(near, above.Path(ConfigName))
	}
	near = append(near, beside...)
	if len(near) == 0 {
		return ""
	}
	near = near[:min(len(near), 3)]
	for i, file := range near {
		near[i] = filepath.Dir(file)
	}
	return "附近有工作区 " + strings.Join(near, "、") + "；"
}

// Loads are the configuration's groups of files, or everything in DataFolder
// where it has none.
func (w *Workspace) Loads() []Load {
	if len(w.Config.Load) == 0 {
		return []Load{{Files: []string{DataFolder}}}
	}
	return w.Config.Load
}

// MappingFile is the file of a mapping that quxiang.toml or --mapping names.
func (w *Workspace) MappingFile(name string) string {
	if filepath.Ext(name) == "" {
		name += ".toml"
	}
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(w.Mappings(), name)
}

// SQL returns the models that override the shipped ones, nil when there are none.
func (w *Workspace) SQL() fs.FS {
	dir := w.Path("sql")
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return nil
	}
	return os.DirFS(dir)
}

// TempDir makes and returns the one folder that everything spills to, so that
// personal data never lands in the system's temporary folder.
func (w *Workspace) TempDir() (string, error) {
	dir := filepath.Join(w.Warehouse(), "tmp")
	if err := private.Folder(dir); err != nil {
		return "", &fault.Error{Op: "准备临时文件夹", File: dir, Why: "建不了文件夹", Err: err,
			Hint: "检查磁盘空间和权限，或在 quxiang.toml 的 [data] dir 另指本机文件夹"}
	}
	return dir, nil
}
