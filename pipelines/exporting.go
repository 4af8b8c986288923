package pipelines

import (
	"cmp"
	"io/fs"
	"os"
	"slices"

	"quxiang/pipelines/model"
	sqlfiles "quxiang/sql"
)

// formFolder holds forms: that of the workspace lies over the shipped one.
const formFolder = "forms"

// FormFolder is where a workspace keeps forms of its own.
func (e *Engine) FormFolder() string { return e.Workspace.Path(formFolder) }

// Forms are the mappings and templates of forms, those of the workspace over
// those shipped.
func (e *Engine) Forms() (fs.FS, error) {
	shipped, err := fs.Sub(sqlfiles.Files, formFolder)
	if err != nil {
		return nil, err
	}
	if info, err := os.Stat(e.FormFolder()); err != nil || !info.IsDir() {
		return shipped, nil
	}
	return model.Layer(shipped, os.DirFS(e.FormFolder())), nil
}

// Marts are the models of the layer that may leave the warehouse, by name.
func (e *Engine) Marts() []*model.Node {
	var marts []*model.Node
	for _, n := range e.Project.Nodes {
		if n.Layer == "marts" {
			marts = append(marts, n)
		}
	}
	slices.SortFunc(marts, func(a, b *model.Node) int { return cmp.Compare(a.Name, b.Name) })
	return marts
}
