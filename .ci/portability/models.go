package main

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"quxiang/pipelines/model"
)

// results is what became of the models.
type results struct {
	compared []comparison
	copied   []string // written in Go, or of marts/stats
	staging  int
	rewrites int
}

// runModels makes every model's table in order and compares it. A table that
// differs is replaced by DuckDB's: what rests on it is then judged by itself.
func runModels(ctx context.Context, project *model.Project, b *build, pg *pgx.Conn) (*results, error) {
	r := &results{}
	for _, n := range project.Nodes {
		if err := r.model(ctx, n, b, pg); err != nil {
			return nil, fmt.Errorf("%s: %w", n.Path, err)
		}
	}
	return r, nil
}

func (r *results) model(ctx context.Context, n *model.Node, b *build, pg *pgx.Conn) error {
	switch {
	case n.Go != nil || strings.HasPrefix(n.Path, "marts/stats/"):
		r.copied = append(r.copied, n.Name)
		return b.copyTo(ctx, pg, n.Name)
	case n.Layer == "staging": // of DuckDB's, views in memory, nothing is left to compare with
		r.staging++
		return create(ctx, pg, n.Name, r.rewrite(n.SQL))
	}
	c := comparison{table: n.Name}
	start := time.Now()
	failed := create(ctx, pg, n.Name, n.SQL)
	c.took = time.Since(start)
	if failed != nil {
		c.differences = []string{failed.Error()}
	} else if err := c.compare(ctx, b, pg); err != nil {
		return err
	}
	c.tell()
	r.compared = append(r.compared, c)
	if len(c.differences) == 0 {
		return nil
	}
	return b.replace(ctx, pg, n.Name)
}

// create makes a model's table.
func create(ctx context.Context, pg *pgx.Conn, table, query string) error {
	_, err := pg.Exec(ctx, "create table "+table+" as\n"+query)
	if err == nil {
		_, err = pg.Exec(ctx, "analyze "+table)
	}
	return err
}

func (b *build) replace(ctx context.Context, pg *pgx.Conn, table string) error {
	if _, err := pg.Exec(ctx, "drop table if exists "+table); err != nil {
		return err
	}
	return b.copyTo(ctx, pg, table)
}

var (
	tryCast = regexp.MustCompile(`try_cast\(\s*((?:[^()]|\((?:[^()]|\([^()]*\))*\))*?)\s+as\s+decimal\((\d+), (\d+)\)\s*\)`)
	trim    = regexp.MustCompile(`\btrim\(`)
)

// rewrite says to PostgreSQL the two things of staging that no function of its
// own could: try_cast is grammar there is none of, trim is grammar for another
// function.
func (r *results) rewrite(text string) string {
	r.rewrites += len(tryCast.FindAllString(text, -1)) + len(trim.FindAllString(text, -1))
	text = tryCast.ReplaceAllString(text, "try_decimal($1, $2, $3)")
	return trim.ReplaceAllString(text, "trim_text(")
}

// tried plants a wrong number into each table that was found equal and asks for
// it: a comparison that finds nothing must be able to find something.
func (r *results) tried(ctx context.Context, b *build, pg *pgx.Conn) error {
	for _, c := range r.compared {
		if c.integers == 0 || len(c.differences) > 0 {
			continue
		}
		if err := plant(ctx, c, b, pg); err != nil {
			return fmt.Errorf("%s: %w", c.table, err)
		}
	}
	return nil
}

func plant(ctx context.Context, c comparison, b *build, pg *pgx.Conn) error {
	tx, err := pg.Begin(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback(ctx)
	name := pgx.Identifier{c.integer}.Sanitize()
	tag, err := tx.Exec(ctx, fmt.Sprintf("update %[1]s set %[2]s = %[2]s + 1 where ctid = (select ctid from %[1]s where %[2]s is not null limit 1)", c.table, name))
	if err != nil || tag.RowsAffected() != 1 {
		return errors.Join(err, errors.New("no number could be planted"))
	}
	planted := comparison{table: c.table}
	if err := planted.compare(ctx, b, pg); err != nil {
		return err
	}
	if len(planted.differences) == 0 {
		return errors.New("a planted number was not found")
	}
	return nil
}
