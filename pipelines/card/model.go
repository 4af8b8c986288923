package card

import (
	"context"
	"database/sql"
	"strconv"

	"quxiang/pipelines/query"
	"quxiang/pipelines/rule"
	"quxiang/pipelines/stats"
)

// PriorModel is marts.major_prior: what the peers of every major say of it in
// every cohort, itself left out, and how much more classes vary than coins.
type PriorModel struct{}

// Name is the model's table.
func (PriorModel) Name() string { return "marts.major_prior" }

// Inputs are the tables it reads.
func (PriorModel) Inputs() []string { return []string{"marts.major_year"} }

// Rows fits a prior for every row of marts.major_year whose rate may be made.
func (PriorModel) Rows(ctx context.Context, conn *sql.Conn) ([][]string, error) {
	var units []unitYear
	err := query.Each(ctx, conn, "majors", `select institution_code, level, major_key, category, cohort, cutoff, settled, graduates
		from marts.major_year where not rate_refused and major_key not like '%:未识别' order by 1, 2, 3, 5, 6`, func(scan func(...any) error) error {
		var u unitYear
		err := scan(&u.Institution, &u.Level, &u.Major, &u.category, &u.cohort, &u.cutoff, &u.K, &u.N)
		units = append(units, u)
		return err
	})
	if err != nil {
		return nil, err
	}
	rows := make([][]string, len(units))
	for i, p := range priors(units) {
		rows[i] = priorRow(units[i], p)
	}
	return rows, nil
}

func priorRow(u unitYear, p Prior) []string {
	return []string{u.Institution, strconv.Itoa(u.cohort), u.cutoff, u.Level, u.Major, query.Integer(u.N), query.Integer(u.K),
		p.Group, strconv.Itoa(p.Peers), string(p.Boundary), float(p.A), float(p.B), float(p.Phi), strconv.Itoa(p.PhiUnits)}
}

// Models are the models that this package adds to sql/; the rules are those
// that the workspace has chosen, the last year the one it reports on.
func Models(rules []rule.Rule, first, last int) []query.Model {
	return append(WhatIf(rules, first, last), PriorModel{})
}

// WhatIf are those of the models that depend on the rules: over a build that is
// there already, they say what other rules would have found.
func WhatIf(rules []rule.Rule, first, last int) []query.Model {
	j := &judging{rules: rules, first: first, last: last}
	return []query.Model{ruleModel{rule.InForce(rules, last)}, verdictModel{j}, yearModel{j}}
}

// HistoryInputs are the tables that Read reads.
func HistoryInputs() []string {
	return []string{"marts.institution", "marts.major_history", "marts.cutoff", "marts.trend_break",
		"marts.major_change", "marts.major_indicator", "marts.major_plan"}
}

// judgeInputs are what judging reads.
func judgeInputs() []string { return append(HistoryInputs(), "marts.major_prior") }

// judging applies the rules to the cohorts between first and last, once for
// both tables that tell of it.
type judging struct {
	rules       []rule.Rule
	first, last int
	latest      []Card // of the last time
}

// judge judges every cohort in question that has data.
func (j *judging) judge(ctx context.Context, q query.Querier) ([]Card, error) {
	j.latest = nil
	if len(j.rules) == 0 {
		return nil, nil
	}
	data, err := ReadPriors(ctx, q, j.rules)
	if err != nil {
		return nil, err
	}
	for _, year := range data.Cohorts {
		if j.first <= year && year <= j.last {
			j.latest = append(j.latest, Judge(data, j.rules, year)...)
		}
	}
	return j.latest, nil
}

// again is what was judged last where marts.major_verdict holds just that;
// else, as where one model is tried by itself, it is judged anew.
func (j *judging) again(ctx context.Context, q query.Querier) ([]Card, error) {
	var want, have summary
	for _, c := range j.latest {
		want.add(c)
	}
	err := query.Each(ctx, q, "majors", "select count(*), coalesce(sum(den), 0), coalesce(sum(probability), 0) from marts.major_verdict",
		func(scan func(...any) error) error { return scan(&have.rows, &have.people, &have.probability) })
	if err != nil || have == want {
		return j.latest, err
	}
	return j.judge(ctx, q)
}

// summary tells one set of verdicts from another.
type summary struct{ rows, people, probability int64 }

func (s *summary) add(c Card) {
	s.rows++
	if n := len(c.Years); n > 0 {
		s.people += c.Years[n-1].Den
	}
	if p, err := strconv.ParseInt(share(c.Probability), 10, 64); err == nil {
		s.probability += p
	}
}

// verdictModel is marts.major_verdict: what each rule says of each major.
type verdictModel struct{ *judging }

func (verdictModel) Name() string     { return "marts.major_verdict" }
func (verdictModel) Inputs() []string { return judgeInputs() }

func (m verdictModel) Rows(ctx context.Context, conn *sql.Conn) ([][]string, error) {
	cards, err := m.judge(ctx, conn)
	var rows [][]string
	for _, c := range cards {
		rows = append(rows, verdictRow(c))
	}
	return rows, err
}

// yearModel is marts.major_verdict_year: the cohorts that verdicts rest on.
type yearModel struct{ *judging }

func (yearModel) Name() string     { return "marts.major_verdict_year" }
func (yearModel) Inputs() []string { return append(judgeInputs(), "marts.major_verdict") }

func (m yearModel) Rows(ctx context.Context, conn *sql.Conn) ([][]string, error) {
	cards, err := m.again(ctx, conn)
	var rows [][]string
	for _, c := range cards {
		for _, y := range c.Years {
			rows = append(rows, yearRow(c, y))
		}
	}
	return rows, err
}

// keyCells are the columns that name a verdict.
func keyCells(c Card) []string {
	return []string{c.Rule, c.Key.Institution, strconv.Itoa(c.Year), c.Key.Level, c.Key.Major, c.Key.Kind}
}

func verdictRow(c Card) []string {
	row := append(keyCells(c), c.Institution.Name, c.Name, c.Class, string(c.Conclusion), c.Shown, c.Mark, c.Reason,
		c.Consequence, c.ReviewDate, strconv.FormatBool(c.SpansBreak), string(c.Evidence), share(c.Probability))
	num, den, phi, effective := "", "", "", ""
	if n := len(c.Years); n > 0 {
		y := c.Years[n-1]
		num, den = query.Integer(y.Num), query.Integer(y.Den)
		phi = query.Scaled(y.Prior.Phi, 100)
		effective = query.Scaled(stats.Dispersion{Phi: y.Prior.Phi}.Effective(y.Den), 10)
	}
	return append(row, num, den, query.Integer(c.Pooled.K), query.Integer(c.Pooled.N), phi, effective)
}

func yearRow(c Card, y Year) []string {
	return append(keyCells(c), strconv.Itoa(y.Cohort), query.Integer(y.Num), query.Integer(y.Den), line(y), query.Integer(y.DistanceHundredths),
		strconv.FormatBool(y.Fires), strconv.Itoa(y.Position), strconv.Itoa(y.Peers), y.Breaks,
		query.Scaled(y.Wilson.Low, 10000), query.Scaled(y.Wilson.High, 10000), share(y.Probability), y.Prior.Group,
		strconv.Itoa(y.Prior.Peers), string(y.Prior.Boundary), query.Scaled(y.Prior.Phi, 100), strconv.Itoa(y.Prior.PhiUnits),
		query.Integer(y.Employed), query.Integer(y.Agreement+y.Contract), query.Integer(y.Flexible), query.Integer(y.FurtherStudy), query.Integer(y.Seeking), codes(y.Majors))
}

// ruleModel is marts.card_rule: the rules as the workspace has chosen them.
type ruleModel struct{ rules []rule.Rule }

func (ruleModel) Name() string     { return "marts.card_rule" }
func (ruleModel) Inputs() []string { return nil }

func (m ruleModel) Rows(context.Context, *sql.Conn) ([][]string, error) {
	var rows [][]string
	for i := range m.rules {
		r := &m.rules[i]
		rows = append(rows, []string{r.Name, strconv.Itoa(i), r.Title, r.Indicator, r.IndicatorTitle(), r.Authority, r.Document, r.Citation, r.Mark, r.Note,
			r.Words(), r.Cutoff, strconv.FormatInt(r.MinGraduates, 10)})
	}
	return rows, nil
}
