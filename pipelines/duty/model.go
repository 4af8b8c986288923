package duty

import (
	"context"
	"database/sql"
	"slices"
	"strconv"

	"quxiang/pipelines/query"
)

// Models are the models that this package adds to sql/: the duties, and how the
// cohorts from first to last stand to them.
func Models(r Rules, s Setting, first, last int) []query.Model {
	j := judging{r, s, first, last}
	return []query.Model{ruleModel{r}, verdictModel{j}, gapModel{j}, unmeasuredModel{r}}
}

// judging judges every school and cohort of a build. Computing the verdicts
// again for each table costs less than keeping them right.
type judging struct {
	rules       Rules
	setting     Setting
	first, last int
}

// Inputs are the tables it reads.
func (judging) Inputs() []string {
	return []string{"marts.duty_college", "marts.duty_measure", "marts.institution"}
}

// judge judges the last cohort of every school, and those before that have a
// register: of the others there is nothing to say but that there is no data.
func (j judging) judge(ctx context.Context, q query.Querier) ([]Verdict, error) {
	all, err := Read(ctx, q, j.first, j.last)
	var verdicts []Verdict
	for _, f := range all {
		if f.Cohort == j.last || j.rules.registered(&f) {
			verdicts = append(verdicts, Evaluate(j.rules, f, j.setting)...)
		}
	}
	return verdicts, err
}

// destinations is the register without which there is no cohort.
const destinations = "毕业去向登记"

// registered tells whether a measure of another register is there.
func (r *Rules) registered(f *Facts) bool {
	return slices.ContainsFunc(f.Numbers, func(n Number) bool {
		m := r.measure(n.Measure)
		return m != nil && m.Template != destinations
	})
}

// verdictModel is marts.duty_verdict: how a school or college stands to a duty.
type verdictModel struct{ judging }

func (verdictModel) Name() string { return "marts.duty_verdict" }

func (m verdictModel) Rows(ctx context.Context, conn *sql.Conn) ([][]string, error) {
	verdicts, err := m.judge(ctx, conn)
	rows := make([][]string, len(verdicts))
	for i, v := range verdicts {
		rows[i] = []string{v.Institution, strconv.Itoa(v.Cohort), v.Duty.ID, v.College, v.Duty.Section, v.CollegeName, string(v.Status),
			integer(v.Num), integer(v.Den), integer(v.Need), integer(v.Shortfall), integer(v.Reached), integer(v.Units), v.Words}
	}
	return rows, err
}

// gapModel is marts.duty_shortfall: the list behind what is missing.
type gapModel struct{ judging }

func (gapModel) Name() string { return "marts.duty_shortfall" }

func (m gapModel) Rows(ctx context.Context, conn *sql.Conn) ([][]string, error) {
	verdicts, err := m.judge(ctx, conn)
	var rows [][]string
	for _, v := range verdicts {
		if v.College == "" { // what the colleges lack stands in the school's list
			for _, g := range v.Short {
				rows = append(rows, []string{v.Institution, strconv.Itoa(v.Cohort), v.Duty.ID, g.College, g.Item, g.CollegeName,
					query.Integer(g.Num), integer(g.Den), query.Integer(g.Need), query.Integer(g.Shortfall)})
			}
		}
	}
	return rows, err
}

// ruleModel is marts.duty_rule: the duties in the order of the files.
type ruleModel struct{ rules Rules }

func (ruleModel) Name() string     { return "marts.duty_rule" }
func (ruleModel) Inputs() []string { return nil }

func (m ruleModel) Rows(context.Context, *sql.Conn) ([][]string, error) {
	rows := make([][]string, len(m.rules.Duties))
	for i := range m.rules.Duties {
		d := &m.rules.Duties[i]
		rows[i] = []string{d.ID, strconv.Itoa(i), d.Section, m.rules.SectionTitle(d.Section), d.Clause, d.Quote, d.Title, string(d.Force),
			d.Scope, d.Aggregation, d.Measure.Name, d.Measure.Title, d.Measure.Template, query.Integer(d.Measure.Scale), d.Threshold(),
			d.Measure.Unit + d.Measure.Of, d.Document, d.Mark, d.Note, d.Applies()}
	}
	return rows, nil
}

// unmeasuredModel is marts.duty_unmeasured: what has no duty, and why.
type unmeasuredModel struct{ rules Rules }

func (unmeasuredModel) Name() string     { return "marts.duty_unmeasured" }
func (unmeasuredModel) Inputs() []string { return nil }

func (m unmeasuredModel) Rows(context.Context, *sql.Conn) ([][]string, error) {
	rows := make([][]string, len(m.rules.Unmeasured))
	for i, u := range m.rules.Unmeasured {
		rows[i] = []string{u.Clause, strconv.Itoa(i), u.Section, u.Quote, u.Reason, u.Document}
	}
	return rows, nil
}

// integer is a number as the text of an integer column, empty where there is
// none.
func integer(n *int64) string {
	if n == nil {
		return ""
	}
	return query.Integer(*n)
}
