package model

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"quxiang/pipelines/check"
	"quxiang/pipelines/fault"
	"quxiang/pipelines/query"
	"quxiang/pipelines/store"
)

// Result is what a build did and found.
type Result struct {
	BuildID  string
	Steps    []Step
	Checks   []check.Result // of models' columns first, then of sql/checks
	Warnings []string       // for the user, in Chinese
}

// Failed lists the failed results of the given severity.
func (r Result) Failed(severity string) []check.Result {
	var failed []check.Result
	for _, c := range r.Checks {
		if c.Status == check.Failed && c.Severity == severity {
			failed = append(failed, c)
		}
	}
	return failed
}

// Build runs every model and check into b. The caller publishes b when the
// error is nil and discards it otherwise; a fault of kind Check says that a
// blocking check failed, and the Result then still lists everything.
func (p *Project) Build(ctx context.Context, b *store.Build, params Params) (Result, error) {
	r := Result{BuildID: b.ID, Warnings: p.Warnings()}
	if err := p.prepare(ctx, b.Conn(), params); err != nil {
		return r, err
	}
	c := newCrew(b.Conns())
	var err error
	if r.Steps, err = p.run(ctx, c); err != nil {
		return r, err
	}
	if r.Checks, err = p.check(ctx, c); err != nil {
		return r, err
	}
	if err := p.sign(ctx, b, params, r); err != nil {
		return r, err
	}
	return r, r.blocked()
}

// prepare makes what models read: provenance, macros, code tables, parameters.
func (p *Project) prepare(ctx context.Context, conn *sql.Conn, params Params) error {
	return store.Transact(ctx, conn, func(conn *sql.Conn) error {
		if err := createProvenance(ctx, conn); err != nil {
			return err
		}
		return p.createInputs(ctx, conn, params)
	})
}

func (p *Project) createInputs(ctx context.Context, conn *sql.Conn, params Params) error {
	for _, m := range p.Macros {
		if _, err := conn.ExecContext(ctx, m.SQL); err != nil {
			return broken("建立宏", m.Path, err)
		}
	}
	for _, r := range p.References {
		if err := r.create(ctx, conn); err != nil {
			return err
		}
	}
	return params.create(ctx, conn)
}

// run makes the node's view or table.
func (n *Node) run(ctx context.Context, conn *sql.Conn) (Step, error) {
	start := time.Now()
	step := Step{Model: n.Name, Kind: n.Kind()}
	var err error
	if step.Rows, err = n.create(ctx, conn); err != nil {
		return step, err
	}
	if err := n.matchColumns(ctx, conn); err != nil {
		return step, err
	}
	step.Duration = time.Since(start)
	return step, nil
}

// create returns the rows of what it made, -1 of a view. What an attempt that ran
// out of memory left is replaced.
func (n *Node) create(ctx context.Context, conn *sql.Conn) (int64, error) {
	switch n.Kind() {
	case "go":
		return n.fill(ctx, conn)
	case "view":
		_, err := conn.ExecContext(ctx, "create or replace view "+n.qualified()+" as\n"+n.SQL)
		return -1, n.failed(err)
	}
	var rows int64
	err := conn.QueryRowContext(ctx, "create or replace table "+n.qualified()+" as\n"+n.SQL).Scan(&rows)
	return rows, n.failed(err)
}

// fill makes a Go model's table from its sidecar and puts the model's rows in.
func (n *Node) fill(ctx context.Context, conn *sql.Conn) (int64, error) {
	_, err := conn.ExecContext(ctx, "drop table if exists build."+n.Name)
	if err == nil {
		err = n.createDeclared(ctx, conn)
	}
	if err != nil {
		return 0, n.failed(err)
	}
	return n.append(ctx, conn, "build."+n.Name)
}

// qualified is the node's name with the database that its layer lies in.
func (n *Node) qualified() string {
	if n.Layer == "staging" {
		return "stg." + n.Name
	}
	return "build." + n.Name
}

// failed is the fault of a model that could not be run, nil of no error. What a
// Go model finds wrong with the configuration is no fault of the model.
func (n *Node) failed(err error) error {
	if err == nil {
		return nil
	}
	if f := (*fault.Error)(nil); errors.As(err, &f) && f.Kind == fault.Usage {
		return f
	}
	return broken("运行模型 "+n.Name, n.Path, err)
}

func broken(op, file string, err error) error {
	return &fault.Error{Op: op, File: file, Why: "查询出错", Err: err,
		Hint: "改正这个文件，用 quxiang test 试过再构建"}
}

// comment puts the sidecars' words where a shell shows them. One transaction:
// each statement of its own would be a write to disk.
func (p *Project) comment(ctx context.Context, conn *sql.Conn) error {
	return store.Transact(ctx, conn, func(conn *sql.Conn) error {
		for _, n := range p.Nodes {
			if n.Layer == "staging" {
				continue // gone when the build ends
			}
			if err := commentOn(ctx, conn, "build."+n.Name, n.Sidecar); err != nil {
				return n.failed(err)
			}
		}
		for _, r := range p.References {
			if err := commentOn(ctx, conn, "build."+r.Name, r.Sidecar); err != nil {
				return broken("说明码表", r.Path, err)
			}
		}
		return nil
	})
}

func commentOn(ctx context.Context, conn *sql.Conn, table string, s Sidecar) error {
	var text strings.Builder
	fmt.Fprintf(&text, "comment on table %s is %s;\n", table, query.Literal(s.Description))
	for _, c := range s.Columns {
		words := c.Description
		if c.Unit != "" {
			words += "（" + c.Unit + "）"
		}
		fmt.Fprintf(&text, "comment on column %s.%s is %s;\n", table, query.Identifier(c.Name), query.Literal(words))
	}
	_, err := conn.ExecContext(ctx, text.String())
	return err
}

// check runs column tests and checks, and beside them writes the comments.
func (p *Project) check(ctx context.Context, c crew) ([]check.Result, error) {
	tested, checked := make([][]check.Result, len(p.Nodes)), make([]check.Result, len(p.Checks))
	todo := []task{p.comment}
	for i, n := range p.Nodes {
		todo = append(todo, func(ctx context.Context, conn *sql.Conn) (err error) {
			tested[i], err = n.testColumns(ctx, conn)
			return err
		})
	}
	for i, one := range p.Checks {
		todo = append(todo, func(ctx context.Context, conn *sql.Conn) (err error) {
			checked[i], err = check.Run(ctx, conn, one)
			return err
		})
	}
	err := c.all(ctx, todo)
	return append(slices.Concat(tested...), checked...), err
}

// sign writes what this build did into the build itself.
func (p *Project) sign(ctx context.Context, b *store.Build, params Params, r Result) error {
	conn := b.Conn()
	fingerprint, err := store.Fingerprint(ctx, conn)
	if err != nil {
		return err
	}
	parameters, err := params.json()
	if err != nil {
		return err
	}
	return store.Transact(ctx, conn, func(conn *sql.Conn) error {
		_, err := conn.ExecContext(ctx, "insert into build.provenance.build values (?, ?, ?, ?, ?, ?)",
			b.ID, b.Started, params.Version, fingerprint, parameters, params.Origin)
		if err != nil {
			return fmt.Errorf("provenance.build: %w", err)
		}
		if err := p.recordSources(ctx, conn); err != nil {
			return err
		}
		return r.record(ctx, conn, p.Overrides)
	})
}

// Warnings tells of models that the workspace copied and whose originals have
// changed since.
func (p *Project) Warnings() []string {
	var lines []string
	for _, o := range p.Overrides {
		if o.BaseChanged {
			lines = append(lines, "工作区改写了 "+o.Name+"，而随程序发布的原件在复制之后变过；用 quxiang model diff "+o.Name+" 查看")
		}
	}
	return lines
}

// blocked turns failed blocking results into the fault that keeps the last
// build current.
func (r Result) blocked() error {
	failed := r.Failed(check.Block)
	if len(failed) == 0 {
		return nil
	}
	var lines []string
	for _, c := range failed {
		lines = append(lines, fmt.Sprintf("%s（%s，%d 行）", c.Title, c.Check, c.BadRows))
	}
	return &fault.Error{Kind: fault.Check, Op: "构建", Why: fmt.Sprintf("%d 项检查不通过：", len(failed)) + strings.Join(lines, "；"),
		Hint: "按每项的处理办法改正后再构建；在此之前沿用上一次的构建"}
}
