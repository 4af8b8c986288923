package workspace

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"quxiang/pipelines/fault"
	"quxiang/pipelines/fresh"
)

// Folders are the folders of a new workspace.
var Folders = []string{DataFolder, TemplateFolder, "mappings", "reports"}

// DataFolder holds the files to be loaded; where the configuration names none,
// all that lie in it are.
const DataFolder = "数据"

// TemplateFolder holds the blank workbooks to fill in.
const TemplateFolder = "空白模板"

// Create makes a workspace in dir, which may exist but must not be one already,
// with the configuration c and opens it. What furnish puts there lies there
// before the configuration does: a folder becomes a workspace when it is whole,
// so that an init that was cut off can be repeated.
func Create(dir string, c Config, furnish ...func(*Workspace) error) (*Workspace, error) {
	text := Render(c)
	if _, err := Decode(ConfigName, text); err != nil {
		return nil, err
	}
	if _, err := os.Stat(filepath.Join(dir, ConfigName)); err == nil {
		return nil, taken(dir)
	}
	w := &Workspace{Dir: dir, Config: c}
	warehouse := w.Warehouse()
	if place := Inspect(warehouse); !place.Fit() {
		return nil, initFault(warehouse, place.Why(), "加 --data-dir 指定本机磁盘上的文件夹存放数据仓库", nil)
	}
	for _, folder := range Folders {
		if err := os.MkdirAll(filepath.Join(dir, folder), 0o755); err != nil {
			return nil, initFault(dir, "建不了文件夹", "检查路径和权限", err)
		}
	}
	for _, put := range furnish {
		if err := put(w); err != nil {
			return nil, err
		}
	}
	if err := writeNew(filepath.Join(dir, ConfigName), text); err != nil {
		return nil, err
	}
	return Open(dir)
}

// writeNew never overwrites: a second init must not lose a configuration.
func writeNew(file string, text []byte) error {
	err := fresh.Write(file, text, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return taken(filepath.Dir(file))
	}
	if err != nil {
		return initFault(file, "写不了文件", "检查权限和磁盘空间", err)
	}
	return nil
}

func taken(dir string) error {
	return initFault(dir, "这里已经是一个工作区", "换一个文件夹，或直接修改其中的 "+ConfigName, nil)
}

func initFault(path, why, hint string, cause error) error {
	return &fault.Error{Kind: fault.Usage, Op: "新建工作区", File: path, Why: why, Hint: hint, Err: cause}
}
