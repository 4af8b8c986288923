package difference

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"quxiang/pipelines/query"
)

// Compare reads what differs between two builds in the marts that both have, by
// mart, then by measure, then the largest first.
func Compare(ctx context.Context, q query.Querier, marts []Mart) ([]Change, error) {
	var all []Change
	for _, m := range marts {
		both, err := m.common(ctx, q)
		if err != nil {
			return nil, err
		}
		if !both {
			continue
		}
		changes, err := m.compare(ctx, q)
		if err != nil {
			return nil, err
		}
		all = append(all, changes...)
	}
	return all, nil
}

// common leaves the columns that both builds have; false where they lack the
// table or a column of its grain, as builds by an older program may.
func (m *Mart) common(ctx context.Context, q query.Querier) (bool, error) {
	schema, table, _ := strings.Cut(m.Name, ".")
	have := map[string]int{}
	err := query.Each(ctx, q, "columns of "+m.Name, `select column_name, count(distinct table_catalog) from information_schema.columns
		where table_catalog in ('a', 'b') and table_schema = ? and table_name = ? group by column_name`,
		func(scan func(...any) error) error {
			var name string
			var n int
			err := scan(&name, &n)
			have[name] = n
			return err
		}, schema, table)
	if err != nil {
		return false, err
	}
	m.Columns = slices.DeleteFunc(slices.Clone(m.Columns), func(c Column) bool { return have[c.Name] < 2 })
	m.Rates = slices.DeleteFunc(slices.Clone(m.Rates), func(r Rate) bool { return !m.holds(r) })
	return len(m.Grain) > 0 && !slices.ContainsFunc(m.Grain, func(g string) bool { return have[g] < 2 }), nil
}

// holds says whether a rate's columns are there.
func (m *Mart) holds(r Rate) bool { return m.index(r.Numerator) >= 0 && m.index(r.Denominator) >= 0 }

func (m *Mart) index(column string) int {
	return slices.IndexFunc(m.Columns, func(c Column) bool { return c.Name == column })
}

// label is the column that names a key's values; -1 where there is none.
func (m *Mart) label(key string) int {
	for _, name := range []string{strings.TrimSuffix(key, "_key"), strings.TrimSuffix(key, "_code"), "label"} {
		if i := m.index(name); i >= 0 && name != key && !slices.Contains(m.Grain, name) && (name != "label" || key == "code") {
			return i
		}
	}
	return -1
}

// statement is the query for the rows that differ: which side has it, the key's
// values, then every column of either side, all as text.
func (m *Mart) statement() string {
	var on, differ, out []string
	out = append(out, "a_side.a_row is not null", "b_side.b_row is not null")
	for _, g := range m.Grain {
		on = append(on, fmt.Sprintf("a_side.%[1]s is not distinct from b_side.%[1]s", query.Identifier(g)))
		out = append(out, fmt.Sprintf("cast(coalesce(b_side.%[1]s, a_side.%[1]s) as varchar)", query.Identifier(g)))
	}
	differ = append(differ, "a_side.a_row is null", "b_side.b_row is null")
	for _, c := range m.Columns {
		out = append(out, fmt.Sprintf("cast(a_side.%[1]s as varchar), cast(b_side.%[1]s as varchar)", query.Identifier(c.Name)))
		if c.compared() && !slices.Contains(m.Grain, c.Name) {
			differ = append(differ, fmt.Sprintf("a_side.%[1]s is distinct from b_side.%[1]s", query.Identifier(c.Name)))
		}
	}
	return "select " + strings.Join(out, ", ") + " from (select *, 1 as a_row from a." + m.Name + ") as a_side full join " +
		"(select *, 1 as b_row from b." + m.Name + ") as b_side on " + strings.Join(on, " and ") + " where " + strings.Join(differ, " or ")
}

// compared says whether a column's changes are told: floats differ in their last
// digits by the order in which they are added.
func (c Column) compared() bool { return c.integer() || c.text() }

func (c Column) integer() bool {
	return slices.Contains([]string{"bigint", "integer", "int", "smallint"}, strings.ToLower(c.Type))
}

func (c Column) text() bool {
	return slices.Contains([]string{"text", "varchar", "boolean", "bool", "date"}, strings.ToLower(c.Type))
}

// row is one row that differs.
type row struct {
	inA, inB bool
	keys     []sql.NullString
	a, b     []sql.NullString
}

func (m *Mart) scan(scan func(...any) error) (row, error) {
	r := row{keys: make([]sql.NullString, len(m.Grain)), a: make([]sql.NullString, len(m.Columns)), b: make([]sql.NullString, len(m.Columns))}
	targets := []any{&r.inA, &r.inB}
	for i := range r.keys {
		targets = append(targets, &r.keys[i])
	}
	for i := range r.a {
		targets = append(targets, &r.a[i], &r.b[i])
	}
	return r, scan(targets...)
}

func (m *Mart) compare(ctx context.Context, q query.Querier) ([]Change, error) {
	var all []Change
	err := query.Each(ctx, q, m.Name, m.statement(), func(scan func(...any) error) error {
		r, err := m.scan(scan)
		if err != nil {
			return err
		}
		all = append(all, m.changes(r)...)
		return nil
	})
	slices.SortStableFunc(all, func(x, y Change) int {
		return cmp.Or(cmp.Compare(x.order, y.order), cmp.Compare(y.size(), x.size()), strings.Compare(keyText(x.Keys), keyText(y.Keys)))
	})
	return all, err
}

func keyText(keys []Key) string {
	var b strings.Builder
	for _, k := range keys {
		b.WriteString(k.Value + "\x00")
	}
	return b.String()
}

// changes are the numbers of one row that differ. A row that only one build has
// is one change: its first number.
func (m *Mart) changes(r row) []Change {
	keys := m.keys(r)
	if !r.inA || !r.inB {
		return m.whole(r, keys)
	}
	var all []Change
	told := map[string]bool{}
	for i, rate := range m.Rates {
		c := Change{Mart: m.Name, Measure: rate.Indicator, Title: rate.Title, Kind: Changed, Ratio: true, Keys: keys, order: i,
			Old: m.ratio(r.a, rate), New: m.ratio(r.b, rate)}
		told[rate.Numerator], told[rate.Denominator] = true, true
		if rate.applies(keys) && c.Old != c.New {
			c.Points = points(c.Old, c.New)
			all = append(all, c)
		}
	}
	for i, column := range m.Columns {
		if told[column.Name] || !column.compared() || slices.Contains(m.Grain, column.Name) || r.a[i] == r.b[i] || m.names(i) {
			continue
		}
		all = append(all, m.change(column, i, keys, Changed, r))
	}
	return all
}

// names says whether a column only names a key.
func (m *Mart) names(column int) bool {
	return slices.ContainsFunc(m.Grain, func(g string) bool { return m.label(g) == column })
}

// change is one column of a row.
func (m *Mart) change(column Column, i int, keys []Key, kind Kind, r row) Change {
	return Change{Mart: m.Name, Measure: column.Name, Title: brief(column.Description), Unit: column.Unit, Kind: kind, Words: !column.integer(),
		Keys: keys, order: len(m.Rates) + i, Old: column.value(r.a[i]), New: column.value(r.b[i])}
}

// whole is a row that only one build has, told by its first number.
func (m *Mart) whole(r row, keys []Key) []Change {
	kind := Added
	if r.inA {
		kind = Gone
	}
	for i, column := range m.Columns {
		if column.integer() && !slices.Contains(m.Grain, column.Name) {
			return []Change{m.change(column, i, keys, kind, r)}
		}
	}
	return []Change{{Mart: m.Name, Measure: "", Title: brief(m.Description), Kind: kind, Words: true, Keys: keys, order: len(m.Rates) + len(m.Columns),
		Old: Value{None: !r.inA}, New: Value{None: !r.inB}}}
}

// keys are a row's coordinates; those that are null play no part.
func (m *Mart) keys(r row) []Key {
	var keys []Key
	for i, g := range m.Grain {
		if !r.keys[i].Valid {
			continue
		}
		k := Key{Name: g, Value: r.keys[i].String}
		if l := m.label(g); l >= 0 {
			k.Label = cmp.Or(r.b[l].String, r.a[l].String)
		}
		if k.Label == k.Value {
			k.Label = ""
		}
		keys = append(keys, k)
	}
	return keys
}

func (c Column) value(cell sql.NullString) Value {
	if !cell.Valid {
		return Value{None: true}
	}
	if !c.integer() {
		return Value{Text: cell.String}
	}
	n, _ := strconv.ParseInt(cell.String, 10, 64)
	return Value{Num: n}
}

func (m *Mart) ratio(cells []sql.NullString, r Rate) Value {
	num, den := m.Columns[m.index(r.Numerator)].value(cells[m.index(r.Numerator)]), m.Columns[m.index(r.Denominator)].value(cells[m.index(r.Denominator)])
	return Value{Num: num.Num, Den: den.Num, None: num.None || den.None}
}

// brief is the first clause of a description.
func brief(description string) string {
	for _, mark := range []string{"：", "，", "；", "（", "。"} {
		if head, _, found := strings.Cut(description, mark); found && head != "" {
			description = head
		}
	}
	return description
}
