// Package model turns sql/ into a graph and runs it: a model is one plain
// SELECT with a sidecar that says what its columns mean, what must hold of
// them, and by which examples it was tried. What SQL can't do is a Go model;
// the graph doesn't care which kind a node is.
package model

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"quxiang/pipelines/check"
	"quxiang/pipelines/model/token"
	"quxiang/pipelines/query"
	"quxiang/pipelines/store"
)

// ranks orders the layers; a model reads its own layer or one below.
var ranks = map[string]int{
	"raw": 0, "meta": 0, "reference": 0,
	"staging": 1, "warehouse": 2, "marts": 3, "provenance": 4,
}

var modelLayers = []string{"staging", "warehouse", "marts"}

// GoModel is a model written in Go.
type GoModel = query.Model

// Node is a model.
type Node struct {
	Name    string // warehouse.fct_graduate
	Layer   string // warehouse
	Path    string // warehouse/fct_graduate.sql; of a Go model, its sidecar
	SQL     string // without the final semicolon; empty for a Go model
	Inputs  []string
	Go      GoModel
	Sidecar Sidecar
}

// Kind is view, table or go.
func (n *Node) Kind() string {
	switch {
	case n.Go != nil:
		return "go"
	case n.Layer == "staging" && !n.Sidecar.Materialise:
		return "view"
	}
	return "table"
}

// Project is everything in sql/, checked and in order.
type Project struct {
	Nodes      []*Node // in an order in which they can be built
	References []Reference
	Macros     []Macro
	Checks     []check.Check
	Overrides  []Override
	Raw        []store.Table
	meta       []string // tables of schema meta
	files      fs.FS
	base       fs.FS
}

// Macro is a file of sql/macros, run as it is.
type Macro struct{ Path, SQL string }

// Load reads base with overlay lying over it, file by file (overlay may be
// nil). raw are the tables of the contracts. Every problem found is in the
// error, each naming its file.
func Load(base, overlay fs.FS, raw []store.Table, models ...GoModel) (*Project, error) {
	p := &Project{Raw: raw, base: base, files: Layer(base, overlay)}
	nodes, err := p.readNodes(models)
	err = errors.Join(err, p.readMacros(), p.readReferences(), p.readMeta(), p.readOverrides(overlay))
	var checkErr error
	p.Checks, checkErr = check.Load(p.files)
	if err = errors.Join(err, checkErr); err != nil {
		return nil, err
	}
	if err := p.link(nodes); err != nil {
		return nil, err
	}
	return p, nil
}

func (p *Project) readNodes(models []GoModel) ([]*Node, error) {
	var nodes []*Node
	var problems error
	for _, name := range modelLayers {
		err := fs.WalkDir(p.files, name, func(file string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || path.Ext(file) != ".sql" {
				return skipMissing(err)
			}
			n, err := p.readNode(file, name)
			problems = errors.Join(problems, err)
			nodes = append(nodes, n)
			return nil
		})
		problems = errors.Join(problems, err)
	}
	for _, m := range models {
		n, err := p.readGo(m)
		problems = errors.Join(problems, err)
		nodes = append(nodes, n)
	}
	return nodes, problems
}

// skipMissing lets a layer without any file be.
func skipMissing(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

func (p *Project) readNode(file, layerName string) (*Node, error) {
	text, err := fs.ReadFile(p.files, file)
	if err != nil {
		return nil, err
	}
	n := &Node{Layer: layerName, Path: file, SQL: trimSQL(string(text)),
		Name: layerName + "." + strings.TrimSuffix(path.Base(file), ".sql")}
	for _, s := range sources(n.SQL) {
		n.Inputs = append(n.Inputs, s.name)
	}
	return n, p.addSidecar(n, strings.TrimSuffix(file, ".sql")+".toml")
}

func (p *Project) readGo(m GoModel) (*Node, error) {
	layerName, table, _ := strings.Cut(m.Name(), ".")
	n := &Node{Name: m.Name(), Layer: layerName, Inputs: m.Inputs(), Go: m}
	for _, folder := range []string{layerName, layerName + "/stats"} {
		n.Path = folder + "/" + table + ".toml"
		if _, err := fs.Stat(p.files, n.Path); err == nil {
			break
		}
	}
	return n, p.addSidecar(n, n.Path)
}

func (p *Project) addSidecar(n *Node, file string) error {
	data, err := fs.ReadFile(p.files, file)
	if err != nil {
		return invalid(n.Path, "没有同名的 .toml 说明", "写一个 "+file+"：description、grain、每一列一段 [[column]]")
	}
	n.Sidecar, err = readSidecar(file, data)
	return err
}

func (p *Project) readMacros() error {
	names, err := fs.Glob(p.files, "macros/*.sql")
	if err != nil {
		return err
	}
	for _, name := range names {
		text, err := fs.ReadFile(p.files, name)
		if err != nil {
			return err
		}
		p.Macros = append(p.Macros, Macro{name, string(text)})
	}
	return nil
}

// readMeta learns the names of meta's tables from the migrations.
func (p *Project) readMeta() error {
	names, err := fs.Glob(p.files, "meta/*.sql")
	if err != nil {
		return err
	}
	for _, name := range names {
		text, err := fs.ReadFile(p.files, name)
		if err != nil {
			return err
		}
		for i, tokens := 0, token.Lex(string(text)); i+4 < len(tokens); i++ {
			if tokens[i].Name() == "create" && tokens[i+1].Name() == "table" && tokens[i+2].Name() == "meta" {
				p.meta = append(p.meta, "meta."+tokens[i+4].Name())
			}
		}
	}
	return nil
}

// Node returns the model called name; the layer may be left out where one
// model alone has that name. It is nil when there is none.
func (p *Project) Node(name string) *Node {
	var found []*Node
	for _, n := range p.Nodes {
		if n.Name == name {
			return n
		}
		if strings.HasSuffix(n.Name, "."+name) {
			found = append(found, n)
		}
	}
	if len(found) == 1 {
		return found[0]
	}
	return nil
}

// Names lists the models in order of name.
func (p *Project) Names() []string {
	names := make([]string, len(p.Nodes))
	for i, n := range p.Nodes {
		names[i] = n.Name
	}
	slices.Sort(names)
	return names
}

func trimSQL(text string) string { return strings.TrimRight(strings.TrimSpace(text), "; \n\t") }
