package model

import (
	"errors"
	"slices"
	"strings"

	"quxiang/pipelines/fault"
)

// link checks every name that a model or a check reads and puts the models in
// order: inputs first, otherwise by layer and name.
func (p *Project) link(nodes []*Node) error {
	slices.SortFunc(nodes, func(a, b *Node) int {
		if d := ranks[a.Layer] - ranks[b.Layer]; d != 0 {
			return d
		}
		return strings.Compare(a.Name, b.Name)
	})
	known := p.tables()
	var problems error
	for _, n := range nodes {
		if known[n.Name] {
			problems = errors.Join(problems, invalid(n.Path, n.Name+" 有两个文件", "留下一个"))
		}
		known[n.Name] = true
	}
	for _, n := range nodes {
		problems = errors.Join(problems, checkInputs(n.Path, n.Layer, n.SQL, n.Inputs, known))
	}
	for _, c := range p.Checks {
		problems = errors.Join(problems, checkInputs(c.Path, "provenance", c.SQL, sourceNames(c.SQL), known))
	}
	if problems != nil {
		return problems
	}
	s := sorter{byName: map[string]*Node{}, state: map[string]int{}}
	for _, n := range nodes {
		s.byName[n.Name] = n
	}
	for _, n := range nodes {
		if err := s.visit(n, nil); err != nil {
			return err
		}
	}
	p.Nodes = s.order
	return nil
}

// tables is the set of what exists before any model has run.
func (p *Project) tables() map[string]bool {
	known := map[string]bool{}
	for _, t := range p.Raw {
		known["raw."+t.Name] = true
	}
	for _, r := range p.References {
		known[r.Name] = true
	}
	for _, name := range slices.Concat(p.meta, parameterTables(), provenanceTables()) {
		known[name] = true
	}
	return known
}

func sourceNames(text string) []string {
	var names []string
	for _, s := range sources(text) {
		names = append(names, s.name)
	}
	return names
}

func checkInputs(file, layer, text string, inputs []string, known map[string]bool) error {
	var problems error
	for _, name := range inputs {
		schema, _, _ := strings.Cut(name, ".")
		switch {
		case !known[name]:
			problems = errors.Join(problems, badInput(file, text, name, "没有 "+name+" 这张表",
				"检查拼写；可用的名字见 quxiang lineage"))
		case ranks[schema] > ranks[layer]:
			problems = errors.Join(problems, badInput(file, text, name, layer+" 层读了上层的 "+name,
				"模型只能读本层或下层的表"))
		}
	}
	return problems
}

func badInput(file, text, name, why, hint string) error {
	f := &fault.Error{Kind: fault.Usage, Op: "读取模型", File: file, Why: why, Hint: hint}
	for _, s := range sources(text) {
		if s.name == name {
			f.Row = s.line
		}
	}
	return f
}

// sorter orders depth first and meets a cycle as a node that it is still in.
type sorter struct {
	byName map[string]*Node
	state  map[string]int // 1: being visited, 2: done
	order  []*Node
}

func (s *sorter) visit(n *Node, trail []string) error {
	trail = append(trail, n.Name)
	switch s.state[n.Name] {
	case 1:
		first := slices.Index(trail, n.Name)
		return invalid(n.Path, "模型互相依赖成环："+strings.Join(trail[first:], " → "), "去掉其中一处引用")
	case 2:
		return nil
	}
	s.state[n.Name] = 1
	for _, name := range n.Inputs {
		if input := s.byName[name]; input != nil {
			if err := s.visit(input, trail); err != nil {
				return err
			}
		}
	}
	s.state[n.Name] = 2
	s.order = append(s.order, n)
	return nil
}

// Lineage is where a table comes from and what depends on it.
type Lineage struct {
	Name        string
	Kind        string // view, table, go, reference, raw, …
	Description string
	Path        string
	Inputs      []string // read directly
	Upstream    []string // everything it rests on, in order of building
	Downstream  []string // everything that rests on it, checks as check:name
}

// Lineage follows name both ways. The fault lists what is known when the name
// is not.
func (p *Project) Lineage(name string) (Lineage, error) {
	l := Lineage{Name: name}
	if n := p.Node(name); n != nil {
		l = Lineage{Name: n.Name, Kind: n.Kind(), Description: n.Sidecar.Description,
			Path: n.Path, Inputs: n.Inputs, Upstream: p.upstream(n)}
	} else if schema, _, _ := strings.Cut(name, "."); p.tables()[name] {
		l.Kind = schema
	} else {
		return l, p.unknown(name)
	}
	l.Downstream = p.downstream(l.Name)
	return l, nil
}

func (p *Project) upstream(n *Node) []string {
	wanted := map[string]bool{}
	var leaves []string
	var mark func(n *Node)
	mark = func(n *Node) {
		for _, name := range n.Inputs {
			if wanted[name] {
				continue
			}
			wanted[name] = true
			if input := p.Node(name); input != nil {
				mark(input)
			} else {
				leaves = append(leaves, name)
			}
		}
	}
	mark(n)
	slices.Sort(leaves)
	for _, m := range p.Nodes {
		if wanted[m.Name] {
			leaves = append(leaves, m.Name)
		}
	}
	return leaves
}

func (p *Project) downstream(name string) []string {
	affected := map[string]bool{name: true}
	var names []string
	touched := func(inputs []string) bool {
		return slices.ContainsFunc(inputs, func(in string) bool { return affected[in] })
	}
	for _, n := range p.Nodes {
		if touched(n.Inputs) {
			affected[n.Name] = true
			names = append(names, n.Name)
		}
	}
	for _, c := range p.Checks {
		if touched(sourceNames(c.SQL)) {
			names = append(names, "check:"+c.Name)
		}
	}
	return names
}
