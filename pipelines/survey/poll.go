package survey

import (
	"context"
	"fmt"
	"slices"

	"quxiang/pipelines/query"
	"quxiang/pipelines/stats"
)

// key names one survey of one cohort; employers are asked about no cohort, 0.
type key struct {
	survey, institution string
	year, cohort        int
}

// poll is a survey beside its roster.
type poll struct {
	key
	cells  []string       // names
	at     map[string]int // cell's place by name
	sample []stats.SampleCell
	sides  []stats.Margin
	raking stats.Raking
}

// rules are the one row of reference.survey_rule.
type rules struct {
	leastResponse, leastEffective float64 // whole percent; answers
	leastToName                   int64   // the fewest answers of which a mean is told
	band                          float64 // a share of one
	rake                          stats.RakeOptions
}

// margins are the columns of marts.survey_cell that answers are weighted by; a
// column that says — does not belong to the survey.
var margins = []string{"level", "category", "gender", "origin", "first_destination", "nature", "industry", "hires"}

const notApplicable = "—"

// polls reads and weights every survey, in the order of its key.
func polls(ctx context.Context, q query.Querier) ([]*poll, rules, error) {
	u, err := readRules(ctx, q)
	if err != nil {
		return nil, u, err
	}
	all, err := readCells(ctx, q)
	if err != nil {
		return nil, u, err
	}
	var out []*poll
	for _, rows := range all {
		p, err := newPoll(rows, u.rake)
		if err != nil {
			return nil, u, err
		}
		out = append(out, p)
	}
	return out, u, nil
}

func readRules(ctx context.Context, q query.Querier) (rules, error) {
	var u rules
	var band float64
	err := query.Each(ctx, q, "surveys", `select least_response, least_effective, least_answers, least_to_name, largest_weight, band
		from reference.survey_rule`, func(scan func(...any) error) error {
		return scan(&u.leastResponse, &u.leastEffective, &u.rake.LeastAnswers, &u.leastToName, &u.rake.Cap, &band)
	})
	u.band = band / 100
	return u, err
}

// cellRow is a row of marts.survey_cell.
type cellRow struct {
	key
	cell            string
	categories      [8]string // of margins
	people, answers int64
}

// readCells reads the cells of each survey together.
func readCells(ctx context.Context, q query.Querier) ([][]cellRow, error) {
	var all [][]cellRow
	err := query.Each(ctx, q, "surveys", `select survey, institution_code, survey_year, cohort, cell,
			level, category, gender, origin, first_destination, nature, industry, hires, people, answers
		from marts.survey_cell order by 1, 2, 3, 4, 5`, func(scan func(...any) error) error {
		var r cellRow
		c := &r.categories
		err := scan(&r.survey, &r.institution, &r.year, &r.cohort, &r.cell,
			&c[0], &c[1], &c[2], &c[3], &c[4], &c[5], &c[6], &c[7], &r.people, &r.answers)
		if n := len(all); n == 0 || all[n-1][0].key != r.key {
			all = append(all, nil)
		}
		all[len(all)-1] = append(all[len(all)-1], r)
		return err
	})
	return all, err
}

// newPoll weights a survey to its roster.
func newPoll(rows []cellRow, o stats.RakeOptions) (*poll, error) {
	p := &poll{key: rows[0].key, at: map[string]int{}, sample: make([]stats.SampleCell, len(rows))}
	for i, r := range rows {
		p.cells = append(p.cells, r.cell)
		p.at[r.cell] = i
		p.sample[i] = stats.SampleCell{People: r.people, Answers: r.answers}
	}
	for m, name := range margins {
		if rows[0].categories[m] != notApplicable {
			p.sides = append(p.sides, p.margin(rows, m, name))
		}
	}
	var err error
	p.raking, err = stats.Rake(p.sample, p.sides, o)
	if err != nil {
		return nil, fmt.Errorf("weight survey %s %d of %d: %w", p.survey, p.year, p.cohort, err)
	}
	return p, nil
}

// margin lists a margin's categories and tells each cell which it is in.
func (p *poll) margin(rows []cellRow, m int, name string) stats.Margin {
	seen := map[string]bool{}
	for _, r := range rows {
		seen[r.categories[m]] = true
	}
	side := stats.Margin{Name: name}
	for c := range seen {
		side.Categories = append(side.Categories, c)
	}
	slices.Sort(side.Categories)
	for i, r := range rows {
		p.sample[i].Categories = append(p.sample[i].Categories, slices.Index(side.Categories, r.categories[m]))
	}
	return side
}
