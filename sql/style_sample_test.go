package sqlfiles

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

var ruleName = regexp.MustCompile(`^\d+: (\w+):`)

// Each bad sample breaks the rules named before it, the good ones none: a lint
// that no longer bites would pass every file.
func TestStyleBites(t *testing.T) {
	tests := []struct{ rules, file, text string }{
		{"", "marts/a.sql", "select g.a as b\nfrom warehouse.g as g\n"},
		{"", "marts/a.sql", "with\n\ng as (\n    select * from warehouse.g\n    where a = 1\n),\n\nh as (\n    select a from g\n)\n\nselect a from h\n"},
		{"", "staging/a.sql", "select norm_label(a) as a, b // 2 as b from raw.a as r\n"},
		{"", "marts/a.sql", "select cast(sum(n) filter (where a is distinct from b) as bigint) as n\nfrom warehouse.g\n"},
		{"", "marts/a.sql", "select extract(year from day) as y, date '2024-01-01' as d from warehouse.g\n"},
		{"", "marts/a.sql", "select 'SELECT x y FROM // [' as a from warehouse.g -- PIVOT // X\n"},
		{"", "marts/a.sql", "select a from (select a from warehouse.g) as s order by a desc nulls last\n"},
		{"", "marts/stats/a.sql", "select pct(a, b) as p from warehouse.g\n"},
		{"case", "marts/a.sql", "SELECT a from warehouse.g\n"},
		{"case", "marts/a.sql", "select A from warehouse.g\n"},
		{"width", "marts/a.sql", "select " + strings.Repeat("a + ", 20) + "a as a from warehouse.g\n"},
		{"space", "marts/a.sql", "select a \nfrom warehouse.g\n"},
		{"space", "marts/a.sql", "select\ta\nfrom warehouse.g\n"},
		{"space", "marts/a.sql", "select a from warehouse.g"},
		{"alias", "marts/a.sql", "select a b from warehouse.g\n"},
		{"alias", "marts/a.sql", "select sum(a) total from warehouse.g\n"},
		{"alias", "marts/a.sql", "select g.a from warehouse.g g\n"},
		{"alias", "marts/a.sql", "select 1 one from warehouse.g\n"},
		{"alias", "checks/a.sql", "select a from (select a from marts.m) s\n"},
		{"final", "marts/a.sql", "insert into marts.a select 1 as a\n"},
		{"final", "marts/a.sql", "with g as (select a from warehouse.g) table g\n"},
		{"imports", "marts/a.sql", "with a as (select n + 1 as n from warehouse.a), b as (select * from warehouse.b) select n from a\n"},
		{"schema", "marts/a.sql", "select a from fct_graduate\n"},
		{"schema", "marts/a.sql", "with g as (select a from warehouse.g) select a from g inner join h using (a)\n"},
		{"dialect", "marts/a.sql", "select a // 2 as a from warehouse.g\n"},
		{"dialect", "warehouse/a.sql", "select a from raw.g qualify row_number() over (order by a) = 1\n"},
		{"dialect", "marts/a.sql", "select * exclude (a) from warehouse.g\n"},
		{"dialect", "marts/a.sql", "select a, count(*) as n from warehouse.g group by all\n"},
		{"dialect", "marts/a.sql", "pivot warehouse.g on a\n"},
		{"dialect", "marts/a.sql", "select [a, b] as l from warehouse.g\n"},
		{"dialect", "marts/a.sql", "select list_sort(a) as l from warehouse.g\n"},
		{"dialect", "marts/a.sql", "select a from warehouse.g cross join unnest(string_split(b, '|')) as t(a)\n"},
		{"dialect", "marts/a.sql", "select pct(a, b) as p from warehouse.g\n"},
	}
	for _, tt := range tests {
		var got []string
		for _, complaint := range lint(tt.file, tt.text, []string{"pct", "norm_label"}) {
			got = append(got, ruleName.FindStringSubmatch(complaint)[1])
		}
		if want := strings.Fields(tt.rules); len(want) == 0 && len(got) > 0 || len(want) > 0 && !slices.Contains(got, want[0]) {
			t.Errorf("%s: %q gives %v, want %q", tt.file, tt.text, got, tt.rules)
		}
	}
}
