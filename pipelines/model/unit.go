package model

import (
	"context"
	"database/sql"
	"encoding/csv"
	"errors"
	"fmt"
	"slices"
	"strings"

	"quxiang/pipelines/fault"
	"quxiang/pipelines/store"
)

// CaseResult is how one unit test of a model went.
type CaseResult struct {
	Model string
	Path  string // the sidecar that holds the case
	Test  string
	Err   error    // the case could not be run: a bad case, or SQL that fails
	Diff  []string // rows that differ, - expected and + got; empty: passed
}

// Passed tells whether the case holds.
func (c CaseResult) Passed() bool { return c.Err == nil && len(c.Diff) == 0 }

// Test runs the unit tests of the models called names, of all when there are
// none. The graph is made once, empty, in memory; code tables are full; a case
// fills the tables it names, runs the model and is rolled back. The error is
// for what keeps any test from running, such as a model that does not bind.
func (p *Project) Test(ctx context.Context, cfg store.Config, names ...string) ([]CaseResult, error) {
	wanted, err := p.choose(names)
	if err != nil {
		return nil, err
	}
	cfg.Raw = p.Raw
	sandbox, err := store.NewSandbox(ctx, cfg)
	if err != nil {
		return nil, err
	}
	results, err := p.testIn(ctx, sandbox.Conn(), wanted)
	return results, errors.Join(err, sandbox.Close())
}

func (p *Project) choose(names []string) ([]*Node, error) {
	if len(names) == 0 {
		return p.Nodes, nil
	}
	var wanted []*Node
	for _, name := range names {
		n := p.Node(name)
		if n == nil {
			return nil, p.unknown(name)
		}
		wanted = append(wanted, n)
	}
	return wanted, nil
}

func (p *Project) testIn(ctx context.Context, conn *sql.Conn, wanted []*Node) ([]CaseResult, error) {
	if err := p.emptyGraph(ctx, conn, wanted); err != nil {
		return nil, err
	}
	var results []CaseResult
	for _, n := range wanted {
		for _, t := range n.Sidecar.Tests {
			r := CaseResult{Model: n.Name, Path: n.Path, Test: t.Name}
			r.Diff, r.Err = n.runCase(ctx, conn, t)
			results = append(results, r)
		}
	}
	return results, nil
}

// emptyGraph makes every model that wanted rests on as an empty table; the
// column types come from the models themselves.
func (p *Project) emptyGraph(ctx context.Context, conn *sql.Conn, wanted []*Node) error {
	if err := p.prepare(ctx, conn, DefaultParams()); err != nil {
		return err
	}
	if err := p.relax(ctx, conn); err != nil {
		return err
	}
	needed := map[string]bool{}
	for _, n := range wanted {
		needed[n.Name] = true
		for _, name := range p.upstream(n) {
			needed[name] = true
		}
	}
	for _, n := range p.Nodes {
		if !needed[n.Name] {
			continue
		}
		if err := n.createEmpty(ctx, conn); err != nil {
			return err
		}
	}
	return nil
}

// relax takes the constraints off the tables that are no models, so that a
// case may leave out the columns that its model doesn't read.
func (p *Project) relax(ctx context.Context, conn *sql.Conn) error {
	for _, name := range slices.Concat(p.meta, parameterTables()) {
		table := "build." + name
		if _, err := conn.ExecContext(ctx, "create or replace table "+table+" as from "+table); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

func (n *Node) createEmpty(ctx context.Context, conn *sql.Conn) error {
	if n.Go != nil {
		return n.createDeclared(ctx, conn)
	}
	// limit 0 inside, so that nothing is computed from the code tables.
	_, err := conn.ExecContext(ctx, "create table build."+n.Name+" as select * from (\n"+n.SQL+"\n) as m limit 0")
	if err != nil {
		return n.failed(err)
	}
	return n.matchColumns(ctx, conn)
}

// createDeclared makes a Go model's table from its sidecar.
func (n *Node) createDeclared(ctx context.Context, conn *sql.Conn) error {
	_, name, _ := strings.Cut(n.Name, ".")
	_, err := conn.ExecContext(ctx, store.CreateTable("build."+n.Layer, n.declared(name)))
	return err
}

// errRolledBack ends a case's transaction whatever came out of it.
var errRolledBack = errors.New("rolled back")

// runCase fills, runs and compares; the returned lines are the differences.
func (n *Node) runCase(ctx context.Context, conn *sql.Conn, t UnitTest) ([]string, error) {
	var diff []string
	err := store.Transact(ctx, conn, func(conn *sql.Conn) error {
		for _, table := range sortedKeys(t.Given) {
			if err := n.give(ctx, conn, table, t.Given[table]); err != nil {
				return err
			}
		}
		if err := n.rerun(ctx, conn); err != nil {
			return err
		}
		var err error
		if diff, err = n.compare(ctx, conn, t); err != nil {
			return err
		}
		return errRolledBack
	})
	if errors.Is(err, errRolledBack) {
		return diff, nil
	}
	return nil, err
}

// rerun lets a Go model compute its table; an SQL model is run by compare.
func (n *Node) rerun(ctx context.Context, conn *sql.Conn) error {
	if n.Go == nil {
		return nil
	}
	_, err := n.create(ctx, conn)
	return err
}

// give fills one input. A code table or parameter loses its own rows first.
func (n *Node) give(ctx context.Context, conn *sql.Conn, table, text string) error {
	if !slices.Contains(n.Inputs, table) {
		return badCase(n, "given 里的 "+table+" 不是这个模型读的表", "它读："+strings.Join(n.Inputs, "、"))
	}
	header, rows, err := caseRows(n, text)
	if err != nil {
		return err
	}
	if err := n.checkGiven(ctx, conn, table, header); err != nil {
		return err
	}
	if strings.HasPrefix(table, "reference.") {
		if _, err := conn.ExecContext(ctx, "delete from build."+table); err != nil {
			return err
		}
	}
	if err := appendText(ctx, conn, "build."+table, header, rows); err != nil {
		return badCase(n, "given 里 "+table+" 的行放不进去："+err.Error(), "检查每个值的类型")
	}
	return nil
}

// checkGiven refuses columns that the table lacks or the model never names: a
// case that feeds them would prove nothing.
func (n *Node) checkGiven(ctx context.Context, conn *sql.Conn, table string, header []string) error {
	columns, err := describe(ctx, conn, table)
	if err != nil {
		return err
	}
	read := words(n.SQL)
	for _, name := range header {
		exists := slices.ContainsFunc(columns, func(c string) bool { return strings.HasPrefix(c, name+" ") })
		if !exists {
			return badCase(n, table+" 没有列 "+name, "检查 given 的表头")
		}
		if n.Go == nil && !read[name] {
			return badCase(n, "模型没有读 "+table+" 的列 "+name, "从 given 里去掉这一列")
		}
	}
	return nil
}

func caseRows(n *Node, text string) (header []string, rows [][]string, err error) {
	r := csv.NewReader(strings.NewReader(strings.TrimSpace(text)))
	r.TrimLeadingSpace = true
	records, err := r.ReadAll()
	if err != nil {
		return nil, nil, badCase(n, "用例不是合法的 CSV："+err.Error(), "每行列数要相同")
	}
	if len(records) == 0 {
		return nil, nil, badCase(n, "用例的表是空的", "至少写出表头")
	}
	return records[0], records[1:], nil
}

func badCase(n *Node, why, hint string) error {
	return &fault.Error{Kind: fault.Usage, Op: "单元测试", File: strings.TrimSuffix(n.Path, ".sql") + ".toml",
		Why: why, Hint: hint}
}

func sortedKeys(m map[string]string) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
