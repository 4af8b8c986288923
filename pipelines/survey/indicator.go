package survey

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"quxiang/pipelines/query"
	"quxiang/pipelines/stats"
)

// Units of which there are estimates.
const (
	ofAll   = "全部"
	ofLevel = "层次"
	ofMajor = "专业"
)

// Why a unit has no estimate; all but the first are about majors.
const (
	tooFew       = "答卷不足"
	fewAnswers   = "回收率不足"
	fewEffective = "有效样本不足"
)

// indicatorModel is marts.survey_indicator: what every survey says of all, of
// each level and of each major.
type indicatorModel struct{}

func (indicatorModel) Name() string { return "marts.survey_indicator" }
func (indicatorModel) Inputs() []string {
	return append(cellInputs(), "marts.survey_response", "warehouse.survey_value", "reference.survey_indicator")
}

func (indicatorModel) Rows(ctx context.Context, conn *sql.Conn) ([][]string, error) {
	all, u, err := polls(ctx, conn)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	e := estimator{rules: u, polls: map[key]*poll{}, measures: map[[2]string]measure{}, values: map[place][]value{}, people: map[unit]counts{}}
	for _, p := range all {
		e.polls[p.key] = p
	}
	for _, read := range []func(context.Context, query.Querier) error{e.readMeasures, e.readPeople, e.readValues} {
		if err := read(ctx, conn); err != nil {
			return nil, err
		}
	}
	return e.rows(), nil
}

// unit is the whole of a survey, a level or a major of it.
type unit struct {
	key
	kind, level, major string
}

// place is what an estimate is of: an indicator of a unit; option is — but for
// the shares of several answers.
type place struct {
	unit
	indicator, option string
}

// value is a value that n answers of a cell gave; divisor is 1 but for ratios.
type value struct {
	cell           int
	value, divisor float64
	n              int64
}

// counts are the people of a unit's roster and its valid answers.
type counts struct{ people, valid int64 }

// estimator gathers what was answered by what it is an estimate of.
type estimator struct {
	rules
	polls    map[key]*poll
	measures map[[2]string]measure // by survey and indicator
	values   map[place][]value
	people   map[unit]counts
}

func (e *estimator) readMeasures(ctx context.Context, q query.Querier) error {
	return query.Each(ctx, q, "surveys", "select survey, indicator, kind, decimals from reference.survey_indicator order by 1, 2", func(scan func(...any) error) error {
		var survey, indicator string
		var m measure
		err := scan(&survey, &indicator, &m.kind, &m.decimals)
		e.measures[[2]string{survey, indicator}] = m
		return err
	})
}

func (e *estimator) readPeople(ctx context.Context, q query.Querier) error {
	return query.Each(ctx, q, "surveys", `select survey, institution_code, survey_year, cohort, unit, level, major_key, people, valid
		from marts.survey_response`, func(scan func(...any) error) error {
		var u unit
		var c counts
		err := scan(&u.survey, &u.institution, &u.year, &u.cohort, &u.kind, &u.level, &u.major, &c.people, &c.valid)
		e.people[u] = c
		return err
	})
}

// readValues puts every value to its major, its level and the whole. An
// indicator that is taken out of its table is not estimated.
func (e *estimator) readValues(ctx context.Context, q query.Querier) error {
	return query.Each(ctx, q, "surveys", `select survey, institution_code, survey_year, cohort, level, major_key, cell, indicator, option, value, divisor, n
		from warehouse.survey_value inner join reference.survey_indicator using (survey, indicator) order by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11`, func(scan func(...any) error) error {
		var k key
		var level, major, cell, indicator, option string
		var v value
		if err := scan(&k.survey, &k.institution, &k.year, &k.cohort, &level, &major, &cell, &indicator, &option, &v.value, &v.divisor, &v.n); err != nil {
			return err
		}
		var err error
		if v.cell, err = e.cell(k, cell); err != nil {
			return err
		}
		units := []unit{{k, ofAll, notApplicable, notApplicable}}
		if level != notApplicable { // employers have neither
			units = append(units, unit{k, ofLevel, level, notApplicable}, unit{k, ofMajor, level, major})
		}
		for _, u := range units {
			at := place{u, indicator, option}
			e.values[at] = append(e.values[at], v)
		}
		return nil
	})
}

// cell is a cell's place in its survey; a model that a workspace has changed may
// name one that the roster lacks.
func (e *estimator) cell(k key, name string) (int, error) {
	if p := e.polls[k]; p != nil {
		if i, known := p.at[name]; known {
			return i, nil
		}
	}
	return 0, fmt.Errorf("cell %q of survey %s %d of %d is not on its roster", name, k.survey, k.year, k.cohort)
}

// rows are the estimates in the order of their keys.
func (e *estimator) rows() [][]string {
	e.complete()
	var rows [][]string
	for _, at := range sorted(e.values) {
		rows = append(rows, e.row(at))
	}
	return rows
}

// complete gives every option of a question the answers that chose another, as
// noughts.
func (e *estimator) complete() {
	chosen := map[place][]string{}
	for at := range e.values {
		if at.option != notApplicable {
			whole := place{at.unit, at.indicator, ""}
			chosen[whole] = append(chosen[whole], at.option)
		}
	}
	added := map[place][]value{}
	for whole, options := range chosen {
		slices.Sort(options) // sums of floats must not depend on a map's order
		for _, option := range options {
			at := place{whole.unit, whole.indicator, option}
			for _, other := range options {
				if other != option {
					added[at] = append(added[at], noughts(e.values[place{whole.unit, whole.indicator, other}])...)
				}
			}
		}
	}
	for at, values := range added {
		e.values[at] = append(e.values[at], values...)
	}
}

func noughts(values []value) []value {
	out := slices.Clone(values)
	for i := range out {
		out[i].value = 0
	}
	return out
}

// answers are values as package stats takes them.
func answers(values []value) []stats.Answer {
	out := make([]stats.Answer, len(values))
	for i, v := range values {
		out[i] = stats.Answer{Cell: v.cell, Value: v.value, N: v.n}
	}
	return out
}
