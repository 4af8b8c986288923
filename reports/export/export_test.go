package export

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"quxiang/pipelines/fault"
	"quxiang/reports/figure"
	sqlfiles "quxiang/sql"
)

func TestConditions(t *testing.T) {
	cases := []struct {
		texts []string
		want  string
		fails bool
	}{
		{nil, "", false},
		{[]string{"cohort=2024"}, "cohort=2024", false},
		{[]string{"cohort=2024", "level=本科", "cohort=2023"}, "cohort=2024 或 2023，level=本科", false},
		{[]string{" label = a=b "}, "label=a=b", false},
		{[]string{"level="}, "level=", false},
		{[]string{"cohort"}, "", true},
		{[]string{"=2024"}, "", true},
	}
	for _, c := range cases {
		got, err := Conditions(c.texts)
		if words(got) != c.want || (err != nil) != c.fails || err != nil && fault.KindOf(err) != fault.Usage {
			t.Errorf("%q: %q, %v", c.texts, words(got), err)
		}
	}
}

var small = Mart{Name: "small", Grain: []string{"cohort", "level"}, Columns: []Column{
	{Name: "level", Type: "text"}, {Name: "cohort", Type: "integer"}, {Name: "n", Type: "bigint"}, {Name: "odd\"", Type: "decimal(3,2)"}}}

func TestQueryIsInATotalOrder(t *testing.T) {
	table, err := FromMart(nil, small, nil, []string{"n"})
	if err != nil {
		t.Fatal(err)
	}
	clause, args, err := small.clause([]Condition{{"level", []string{"本科", ""}}, {"cohort", []string{"2024"}}}, nil)
	if err != nil || len(args) != 2 {
		t.Fatal(clause, args, err)
	}
	want := `select cast("level" as varchar) as "level", "cohort", cast("odd""" as varchar) as "odd""" from marts."small" as m` +
		` where (cast("level" as varchar) = ? or "level" is null) and (cast("cohort" as varchar) = ?)` +
		` order by m."cohort" nulls first, m."level" nulls first, m."n" nulls first, m."odd""" nulls first`
	if got := small.query(table.Columns, clause); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// A column that leads to a person never leaves, and what is withheld can't be
// asked for by a filter either.
func TestNothingPrivateLeaves(t *testing.T) {
	for _, name := range []string{"person_key", "record_key", "pid_idcard"} {
		m := small
		m.Columns = append(slices.Clone(m.Columns), Column{Name: name, Type: "text"})
		if _, err := FromMart(nil, m, nil, nil); fault.KindOf(err) != fault.Usage || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for column, withheld := range map[string][]string{"none": nil, "n": {"n"}} {
		if _, err := FromMart(nil, small, []Condition{{column, []string{"1"}}}, withheld); fault.KindOf(err) != fault.Usage {
			t.Errorf("a filter on %s: %v", column, err)
		}
	}
}

func TestTarget(t *testing.T) {
	dir := t.TempDir()
	cases := []struct {
		to, format string
		tables     int
		want       string // file of the table "x", internal; empty: refused
	}{
		{"a.csv", "", 1, "a-内部版.csv"}, {"a.XLSX", "", 1, "a-内部版.XLSX"}, {"a-内部版.csv", "", 1, "a-内部版.csv"},
		{"out", "", 1, "out/x-内部版.csv"}, {"out", "arrow", 2, "out/x-内部版.arrow"}, {"a.b", "parquet", 1, "a.b/x-内部版.parquet"},
		{dir, "xlsx", 1, dir + "/x-内部版.xlsx"},
		{"导出2024.12", "", 1, "导出2024.12/x-内部版.csv"},
		{"a.txt", "", 1, ""}, {"a.xls", "csv", 2, ""}, {"a.csv", "", 2, ""}, {"a.csv", "xlsx", 1, ""}, {"out", "json", 1, ""}, {"", "csv", 1, ""},
	}
	for _, c := range cases {
		target, err := NewTarget(c.to, c.format, c.tables)
		got := ""
		if err == nil {
			got = filepath.ToSlash(target.path("x", Facts{Audience: figure.Internal}))
		}
		if got != filepath.ToSlash(c.want) || err != nil && fault.KindOf(err) != fault.Usage {
			t.Errorf("%s %s: %q, %v", c.to, c.format, got, err)
		}
	}
	if got := (Target{To: "a.csv", Format: "csv"}).path("x", Facts{}); got != "a-公开版.csv" {
		t.Errorf("public: %s", got)
	}
}

// What may be public has no number of people: every column whose unit is 人 is
// withheld, and every mart listed is one.
func TestPublicMartsCountNobody(t *testing.T) {
	all, err := Permissions(sqlfiles.Files)
	if err != nil || len(all) < 5 {
		t.Fatalf("%d permissions, %v", len(all), err)
	}
	for _, p := range all {
		text, err := fs.ReadFile(sqlfiles.Files, "marts/"+p.Mart+".toml")
		if err != nil {
			t.Errorf("%s: %v", p.Mart, err)
			continue
		}
		var sidecar struct{ Column []Column }
		if _, err := toml.Decode(string(text), &sidecar); err != nil {
			t.Fatal(err)
		}
		if p.Rule == "" {
			t.Errorf("%s may leave without a reason", p.Mart)
		}
		for _, c := range sidecar.Column {
			if c.Unit == "人" && !slices.Contains(p.Withheld, c.Name) {
				t.Errorf("%s.%s counts people and may leave", p.Mart, c.Name)
			}
		}
	}
	for _, mart := range []string{"placement", "distribution", "major_year", "survey_cell", "no_such"} {
		_, err := Permit(all, mart)
		var f *fault.Error
		if !errors.As(err, &f) || f.Kind != fault.Usage || !strings.Contains(f.Hint, "figures --public") {
			t.Errorf("%s: %v", mart, err)
		}
	}
	if p, err := Permit(all, "edition"); err != nil || p.Mart != "edition" {
		t.Errorf("edition: %v", err)
	}
}

func TestHeadsAreDifferent(t *testing.T) {
	table := Table{Columns: []Column{{"a", "text", "", "人数"}, {"b", "text", "", "人数"}, {"c", "text", "", "名称"}, {"d", "text", "", ""}}}
	if got := table.heads(false); !slices.Equal(got, []any{"人数（a）", "人数（b）", "名称", "d"}) {
		t.Errorf("%v", got)
	}
	if got := table.heads(true); !slices.Equal(got, []any{"a", "b", "c", "d"}) {
		t.Errorf("%v", got)
	}
}

// A failing export leaves the file of the last one as it was, and no other.
func TestWriteReplacesWholeFilesOnly(t *testing.T) {
	dir := t.TempDir()
	target, err := NewTarget(filepath.Join(dir, "x.csv"), "", 1)
	if err != nil {
		t.Fatal(err)
	}
	o := Options{Facts: Facts{Audience: figure.Internal}}
	good := rowsTable([]Column{{"a", "text", "", "a"}}, [][]any{{"1"}})
	if _, err := Write(t.Context(), []Table{good}, target, o); err != nil {
		t.Fatal(err)
	}
	bad := rowsTable(good.Columns, [][]any{{"2"}})
	bad.each = failing(bad.each)
	if _, err := Write(t.Context(), []Table{bad}, target, o); !errors.Is(err, errPlanted) {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 1 || entries[0].Name() != "x-内部版.csv" {
		t.Fatalf("%v, %v", entries, err)
	}
	if text, _ := os.ReadFile(filepath.Join(dir, "x-内部版.csv")); string(text) != "\ufeffa\r\n1\r\n" {
		t.Errorf("%q", text)
	}
	if _, err := Write(t.Context(), []Table{good}, Target{Format: "csv", To: filepath.Join(dir, "none", "x.csv")}, o); fault.KindOf(err) != fault.Failed || !strings.Contains(err.Error(), "写不了") {
		t.Errorf("a folder that is not there: %v", err)
	}
}
