package model

import (
	"context"
	"database/sql"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"quxiang/pipelines/card"
	"quxiang/pipelines/contract"
	"quxiang/pipelines/duty"
	"quxiang/pipelines/fault"
	"quxiang/pipelines/posting"
	"quxiang/pipelines/proposal"
	"quxiang/pipelines/query"
	"quxiang/pipelines/ranking"
	"quxiang/pipelines/store"
	"quxiang/pipelines/survey"
	sqlfiles "quxiang/sql"
)

func shipped(t *testing.T) *Project {
	t.Helper()
	set, err := contract.LoadAll(sqlfiles.Files)
	if err != nil {
		t.Fatal(err)
	}
	var raw []store.Table
	for _, c := range set {
		table := store.Table{Name: c.Name}
		for _, column := range c.RawColumns() {
			table.Columns = append(table.Columns, store.Column(column))
		}
		raw = append(raw, table)
	}
	p, err := Load(sqlfiles.Files, nil, raw, goModels()...)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func testConfig(t *testing.T, p *Project) store.Config {
	t.Helper()
	return store.Config{Dir: t.TempDir(), Verb: "test", Raw: p.Raw, Memory: 1 << 30, Functions: Functions()}
}

// goModels are the models in Go, without any rule chosen and with a few duties.
func goModels() []GoModel {
	models := append(card.Models(nil, 2020, 2024), survey.Models()...)
	models = append(models, proposal.Models(proposal.Options{Preset: "equal"})...)
	duties, err := duty.Sample(sqlfiles.Files)
	if err != nil {
		panic(err) // tested where the duties are
	}
	models = append(models, duty.Models(duties, duty.Setting{}, 2020, 2024)...)
	postings, err := posting.Load(sqlfiles.Files)
	if err != nil {
		panic(err) // tested where the postings are
	}
	models = append(models, posting.Model{Rules: postings})
	return append(models, ranking.Model{}, ranking.BenchmarkModel{Cohort: 2024, Cutoff: "12-31"})
}

// A workspace into which nothing was loaded builds, and nothing blocks.
func TestShippedModelsBuildOnAnEmptyStore(t *testing.T) {
	p := shipped(t)
	cfg := testConfig(t, p)
	b, err := store.NewBuild(context.Background(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.Build(context.Background(), b, DefaultParams()); err != nil {
		t.Fatal(err)
	}
	if err := b.Publish(context.Background()); err != nil {
		t.Fatal(err)
	}
	r, err := store.OpenCurrent(context.Background(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	var undescribed int
	err = r.DB().QueryRow(`select count(*) from duckdb_columns()
		where schema_name in ('warehouse', 'marts', 'reference') and database_name = 'build' and comment is null
			and table_name not in ('run_parameter', 'report_cutoff')`).Scan(&undescribed)
	if err != nil || undescribed != 0 {
		t.Errorf("%d columns without a comment, %v", undescribed, err)
	}
}

// The lexer and the database's own parser find the same tables in every model
// and check; what the parser finds without a schema is a common table
// expression, so no model names a table in short.
func TestLexerAgreesWithTheParser(t *testing.T) {
	p := shipped(t)
	sandbox, err := store.NewSandbox(context.Background(), testConfig(t, p))
	if err != nil {
		t.Fatal(err)
	}
	defer sandbox.Close()
	texts := map[string]string{}
	for _, n := range p.Nodes {
		texts[n.Path] = n.SQL
	}
	for _, c := range p.Checks {
		texts[c.Path] = c.SQL
	}
	for file, text := range texts {
		want := parsedTables(t, sandbox.Conn(), file, text)
		got := sourceNames(text)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("%s: the lexer finds %v, the parser %v", file, got, want)
		}
	}
}

func parsedTables(t *testing.T, conn *sql.Conn, file, text string) []string {
	t.Helper()
	var tree string
	err := conn.QueryRowContext(context.Background(), "select json_serialize_sql("+query.Literal(text)+")::varchar").Scan(&tree)
	if err != nil {
		t.Fatal(file, err)
	}
	var parsed any
	if err := json.Unmarshal([]byte(tree), &parsed); err != nil {
		t.Fatal(file, err)
	}
	found, local := map[string]bool{}, map[string]bool{}
	walk(parsed, found, local)
	var names []string
	for name := range found {
		if schema, table, _ := strings.Cut(name, "."); schema != "" {
			names = append(names, name)
		} else if !local[table] {
			t.Errorf("%s: %s is named without its schema", file, table)
		}
	}
	slices.Sort(names)
	return names
}

// walk collects base tables and the names of common table expressions.
func walk(node any, found, local map[string]bool) {
	switch v := node.(type) {
	case []any:
		for _, child := range v {
			walk(child, found, local)
		}
	case map[string]any:
		if v["type"] == "BASE_TABLE" {
			found[v["schema_name"].(string)+"."+v["table_name"].(string)] = true
		}
		if ctes, ok := v["cte_map"].(map[string]any); ok {
			entries, _ := ctes["map"].([]any)
			for _, e := range entries {
				local[e.(map[string]any)["key"].(string)] = true
			}
		}
		for _, child := range v {
			walk(child, found, local)
		}
	}
}

func TestLexer(t *testing.T) {
	tests := []struct{ text, want string }{
		{"select 1 from raw.a -- raw.b", "raw.a"},
		{"select 'raw.b', $$raw.c$$, \"raw.d\" from raw.a /* raw.e\n */", "raw.a"},
		{"from raw.a join RAW.A using (x) join Raw . \"b\" on true", "raw.a raw.b"},
		{"select marts.f(1), a.b from warehouse.x as a", "warehouse.x"},
		{"select store.raw.a.c from store.raw.a", "raw.a"},
		{"select other.raw.a from marts.m", "marts.m"},
		{"select 1.5, 'it''s raw.b', e.raw from \"marts\".\"m\" as e", "marts.m"},
		{"", ""},
		{"select 'open from raw.a", ""},
	}
	for _, tt := range tests {
		if got := strings.Join(sourceNames(tt.text), " "); got != tt.want {
			t.Errorf("%q: %q, want %q", tt.text, got, tt.want)
		}
	}
}

func TestLineage(t *testing.T) {
	column := "\n[[column]]\nname = \"n\"\ntype = \"integer\"\ndescription = \"n\"\n"
	files := fstest.MapFS{
		"reference/code.csv":  {Data: []byte("n\n1\n")},
		"reference/code.toml": {Data: []byte("description = \"码\"" + column)},
		"warehouse/f.sql":     {Data: []byte("select n from reference.code")},
		"warehouse/f.toml":    {Data: []byte("description = \"f 的粒度\"" + column)},
		"marts/m.sql":         {Data: []byte("select n from warehouse.f")},
		"marts/m.toml":        {Data: []byte("description = \"m\"" + column)},
		"checks/c.sql":        {Data: []byte("select n from marts.m where n < 0")},
		"checks/c.toml":       {Data: []byte("severity = \"info\"\ntitle = \"t\"\nwhy = \"w\"\nremedy = \"r\"\n")},
	}
	p, err := Load(files, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	l, err := p.Lineage("f")
	if err != nil {
		t.Fatal(err)
	}
	if l.Name != "warehouse.f" || l.Kind != "table" || l.Description != "f 的粒度" || l.Path != "warehouse/f.sql" ||
		strings.Join(l.Upstream, " ") != "reference.code" || strings.Join(l.Downstream, " ") != "marts.m check:c" {
		t.Errorf("%+v", l)
	}
	if l, err = p.Lineage("reference.code"); err != nil || strings.Join(l.Downstream, " ") != "warehouse.f marts.m check:c" {
		t.Errorf("%+v, %v", l, err)
	}
	if l, err = p.Lineage("marts.m"); err != nil || strings.Join(l.Upstream, " ") != "reference.code warehouse.f" {
		t.Errorf("%+v, %v", l, err)
	}
	if _, err = p.Lineage("warehouse.g"); fault.KindOf(err) != fault.Usage || !strings.Contains(err.Error(), "warehouse.f") {
		t.Errorf("an unknown name: %v", err)
	}
}

// The statistician's loop: copy, edit, and the copy counts.
func TestCopy(t *testing.T) {
	p := shipped(t)
	dir := t.TempDir()
	written, err := Copy(p, "marts.placement", dir)
	if err != nil || len(written) != 2 {
		t.Fatal(written, err)
	}
	if _, err := Copy(p, "marts.placement", dir); fault.KindOf(err) != fault.Usage {
		t.Errorf("a second copy: %v", err)
	}
	if _, err := Copy(p, "marts.none", dir); fault.KindOf(err) != fault.Usage {
		t.Errorf("an unknown model: %v", err)
	}
	q, err := Load(sqlfiles.Files, os.DirFS(dir), p.Raw, goModels()...)
	if err != nil {
		t.Fatal(err)
	}
	if len(q.Overrides) == 0 || slices.ContainsFunc(q.Overrides, func(o Override) bool { return o.BaseChanged || o.BaseSHA256 == "" }) {
		t.Errorf("%+v", q.Overrides)
	}
	if text, err := q.Diff("placement"); err != nil || text != "" {
		t.Errorf("a fresh copy differs: %q, %v", text, err)
	}
	if _, err := q.Diff("marts.flow"); fault.KindOf(err) != fault.Usage {
		t.Errorf("the difference of what is not overridden: %v", err)
	}
	edited := filepath.Join(dir, "marts", "placement.sql")
	if err := os.WriteFile(edited, []byte("select broken"), 0o644); err != nil {
		t.Fatal(err)
	}
	if q, err = Load(sqlfiles.Files, os.DirFS(dir), p.Raw, goModels()...); err != nil || q.Node("marts.placement").SQL != "select broken" {
		t.Errorf("the copy does not count: %v", err)
	}
	text, err := q.Diff("marts.placement")
	if err != nil || !strings.Contains(text, "+select broken") || !strings.Contains(text, "-from warehouse") && !strings.Contains(text, "-with") {
		t.Errorf("the difference: %s, %v", text, err)
	}
}

// doubler is a Go model: twice each number of its input.
type doubler struct{}

func (doubler) Name() string     { return "marts.doubled" }
func (doubler) Inputs() []string { return []string{"warehouse.f"} }
func (doubler) Rows(ctx context.Context, conn *sql.Conn) ([][]string, error) {
	var n int
	err := conn.QueryRowContext(ctx, "select 2 * n from warehouse.f").Scan(&n)
	return [][]string{{strconv.Itoa(n)}}, err
}

func TestGoModel(t *testing.T) {
	column := "\n[[column]]\nname = \"n\"\ntype = \"integer\"\ndescription = \"n\"\ntests = [\"non_negative\"]\n"
	files := fstest.MapFS{
		"warehouse/f.sql":  {Data: []byte("select 21 as n")},
		"warehouse/f.toml": {Data: []byte("description = \"f\"" + column)},
		"marts/stats/doubled.toml": {Data: []byte("description = \"d\"" + column +
			"[[test]]\nname = \"twice\"\nexpect = \"n\\n8\"\n[test.given]\n\"warehouse.f\" = \"n\\n4\"\n")},
		"marts/after.sql":  {Data: []byte("select n from marts.doubled")},
		"marts/after.toml": {Data: []byte("description = \"a\"" + column)},
	}
	p, err := Load(files, nil, nil, doubler{})
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	cfg := testConfig(t, p)
	results, err := p.Test(ctx, cfg)
	if err != nil || len(results) != 1 || !results[0].Passed() {
		t.Fatalf("%+v, %v", results, err)
	}
	b, err := store.NewBuild(ctx, cfg)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Discard()
	if _, err := p.Build(ctx, b, DefaultParams()); err != nil {
		t.Fatal(err)
	}
	var n int
	if err := b.Conn().QueryRowContext(ctx, "select n from marts.after").Scan(&n); err != nil || n != 42 {
		t.Errorf("%d, %v, want 42", n, err)
	}
}

func TestLayeredReadsBothTrees(t *testing.T) {
	base := fstest.MapFS{"a/x": {Data: []byte("1")}, "a/y": {Data: []byte("2")}}
	over := fstest.MapFS{"a/y": {Data: []byte("3")}, "a/z": {Data: []byte("4")}, "b/w": {Data: []byte("5")}}
	merged := Layer(base, over)
	for name, want := range map[string]string{"a/x": "1", "a/y": "3", "a/z": "4", "b/w": "5"} {
		if got, err := fs.ReadFile(merged, name); err != nil || string(got) != want {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	if names, err := fs.Glob(merged, "a/*"); err != nil || strings.Join(names, " ") != "a/x a/y a/z" {
		t.Errorf("%v, %v", names, err)
	}
}
