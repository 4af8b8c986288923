package pipelines

import (
	"context"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"quxiang/pipelines/explain"
	"quxiang/pipelines/ledger"
	"quxiang/pipelines/model"
	"quxiang/pipelines/query"
	"quxiang/pipelines/store"
	sqlfiles "quxiang/sql"
)

// Explainer explains the figures of one build.
type Explainer struct {
	engine *Engine
	build  *store.Reader
	set    *explain.Set
}

// Explainer reads what a build's figures are explained by.
func (e *Engine) Explainer(ctx context.Context, build *store.Reader) (*Explainer, error) {
	families, err := explain.Load(model.Layer(sqlfiles.Files, e.Workspace.SQL()))
	if err != nil {
		return nil, err
	}
	set, err := explain.Open(ctx, build.DB(), families)
	return &Explainer{e, build, set}, err
}

// Explain finds out where a figure comes from.
func (x *Explainer) Explain(ctx context.Context, f explain.Figure) (explain.Explanation, error) {
	return x.set.Explain(ctx, f, x.engine.way, x.engine.counts)
}

// Tally is Explain with its numbers alone.
func (x *Explainer) Tally(ctx context.Context, f explain.Figure) (explain.Explanation, error) {
	return x.set.Tally(ctx, f)
}

// Find resolves words to figures; what they leave open is as configured.
func (x *Explainer) Find(ctx context.Context, words []string) ([]explain.Found, error) {
	r := x.engine.Workspace.Config.Report
	return x.set.Find(ctx, words, explain.Defaults{Cohort: r.Year, Cutoff: r.MainCutoff, Edition: r.Edition}, x.engine.counts)
}

// Words are the words that figures can be asked for by.
func (x *Explainer) Words(ctx context.Context) ([]string, error) {
	return x.set.Words(ctx, x.engine.counts)
}

// way is the lineage of a mart from the mart down to the files' tables.
func (e *Engine) way(mart string) (chain []explain.Step, contracts []string, err error) {
	l, err := e.Project.Lineage(mart)
	if err != nil {
		return nil, nil, err
	}
	names := slices.Clone(l.Upstream)
	slices.Reverse(names)
	for _, name := range append([]string{l.Name}, names...) {
		chain = append(chain, e.step(name))
		if contract, raw := strings.CutPrefix(name, "raw."); raw {
			contracts = append(contracts, contract)
		}
	}
	return chain, contracts, nil
}

// step is a table of the way with its description, of a raw table its contract.
func (e *Engine) step(name string) explain.Step {
	layer, table, _ := strings.Cut(name, ".")
	s := explain.Step{Name: name, Kind: layer}
	if n := e.Project.Node(name); n != nil {
		s.Kind, s.Description = n.Kind(), chinese(n.Sidecar.Description)
	}
	for _, c := range e.Contracts {
		if layer == "raw" && c.Name == table {
			s.Description = c.Title
		}
	}
	for _, r := range e.Project.References {
		if r.Name == name {
			s.Description = chinese(r.Sidecar.Description)
		}
	}
	return s
}

// chinese is a description without the English sentences that come first.
func chinese(description string) string {
	if description == "" || description[0] >= utf8.RuneSelf {
		return description
	}
	return strings.TrimSpace(description[strings.LastIndex(description, ". ")+1:])
}

// counts is what a column of a model holds, as its sidecar says.
func (e *Engine) counts(mart, column string) string {
	n := e.Project.Node(mart)
	if n == nil {
		return ""
	}
	for _, c := range n.Sidecar.Columns {
		if c.Name == column {
			return c.Description
		}
	}
	return ""
}

// ExplainedLines are the lines behind a figure with what their rows say; reading
// them is written down, as an output of that name.
type ExplainedLines struct {
	Lines []explain.Line
	Said  map[ledger.Row]ledger.Line
	Paths map[int64]string // of the files
}

// Lines lists the lines behind a figure, and what the store has of them. verb
// and output go into the record of who took out names.
func (x *Explainer) Lines(ctx context.Context, f explain.Figure, verb, output string) (found ExplainedLines, err error) {
	if found.Lines, err = x.set.Lines(ctx, f); err != nil {
		return found, err
	}
	if found.Paths, err = paths(ctx, x.build); err != nil {
		return found, err
	}
	var rows []ledger.Row
	for _, l := range found.Lines {
		for _, at := range l.At {
			if at.File != 0 {
				rows = append(rows, ledger.Row{File: at.File, Sheet: at.Sheet, Row: at.Row})
			}
		}
	}
	found.Said, err = ledger.Lines(ctx, x.engine.ledger("explain"), verb, output, len(found.Lines), rows, ledger.Order{})
	return found, err
}

// WriteLines writes the lines behind a figure as a workbook.
func (e *Engine) WriteLines(path string, about [][2]string, places []string, lines []ledger.Explained) error {
	return ledger.WriteLines(path, e.owner(), time.Now(), about, places, lines)
}

// paths are the files of a build by their numbers.
func paths(ctx context.Context, build *store.Reader) (map[int64]string, error) {
	all := map[int64]string{}
	err := query.Each(ctx, build.DB(), "provenance.file", "select file_id, path from provenance.file", func(scan func(...any) error) error {
		var id int64
		var path string
		err := scan(&id, &path)
		all[id] = path
		return err
	})
	return all, err
}
