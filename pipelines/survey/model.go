package survey

import (
	"context"
	"database/sql"
	"strconv"
	"strings"

	"quxiang/pipelines/query"
	"quxiang/pipelines/stats"
)

// Models are the models that this package adds to sql/.
func Models() []query.Model {
	return []query.Model{weightModel{}, rakingModel{}, balanceModel{}, indicatorModel{}}
}

// cellInputs are what weighting reads.
func cellInputs() []string { return []string{"marts.survey_cell", "reference.survey_rule"} }

// weightModel is marts.survey_weight: how many people one answer of a cell
// stands for.
type weightModel struct{}

func (weightModel) Name() string     { return "marts.survey_weight" }
func (weightModel) Inputs() []string { return cellInputs() }

func (weightModel) Rows(ctx context.Context, conn *sql.Conn) ([][]string, error) {
	all, _, err := polls(ctx, conn)
	var rows [][]string
	for _, p := range all {
		for i, c := range p.cells {
			if p.sample[i].Answers > 0 {
				rows = append(rows, append(p.keyCells(), c, query.Integer(p.sample[i].Answers), query.Scaled(p.raking.Weights[i], 1e6)))
			}
		}
	}
	return rows, err
}

// rakingModel is marts.survey_raking: how well the weighting went.
type rakingModel struct{}

func (rakingModel) Name() string     { return "marts.survey_raking" }
func (rakingModel) Inputs() []string { return cellInputs() }

func (rakingModel) Rows(ctx context.Context, conn *sql.Conn) ([][]string, error) {
	all, _, err := polls(ctx, conn)
	var rows [][]string
	for _, p := range all {
		rows = append(rows, p.rakingRow())
	}
	return rows, err
}

func (p *poll) rakingRow() []string {
	r := &p.raking
	counts := make([]int64, len(p.sample))
	for i, c := range p.sample {
		counts[i] = c.Answers
	}
	return append(p.keyCells(), query.Integer(r.People), query.Integer(r.Answers), strconv.Itoa(r.Rounds), strconv.FormatBool(r.Converged),
		query.Scaled(r.WorstGap, 1e9), strconv.FormatBool(r.Capped), query.Integer(r.Trimmed), query.Scaled(r.Largest, 100),
		query.Scaled(stats.DesignEffect(r.Weights, counts), 100), query.Scaled(stats.EffectiveN(r.Weights, counts), 10), merged(r.Merged))
}

// balanceModel is marts.survey_balance: who answered beside who was asked.
type balanceModel struct{}

func (balanceModel) Name() string     { return "marts.survey_balance" }
func (balanceModel) Inputs() []string { return cellInputs() }

func (balanceModel) Rows(ctx context.Context, conn *sql.Conn) ([][]string, error) {
	all, _, err := polls(ctx, conn)
	var rows [][]string
	for _, p := range all {
		for m, side := range p.sides {
			rows = append(rows, p.balance(m, side)...)
		}
	}
	return rows, err
}

// balance compares the answers with the roster by one margin.
func (p *poll) balance(m int, side stats.Margin) [][]string {
	n := len(side.Categories)
	people, answers, weighted := make([]int64, n), make([]int64, n), make([]float64, n)
	for i, c := range p.sample {
		at := c.Categories[m]
		people[at] += c.People
		answers[at] += c.Answers
		weighted[at] += p.raking.Weights[i] * float64(c.Answers)
	}
	index, largest := stats.Imbalance(people, answers)
	var rows [][]string
	for i, c := range side.Categories {
		rows = append(rows, append(p.keyCells(), titles[side.Name], strconv.Itoa(m+1), c, query.Integer(people[i]), query.Integer(answers[i]),
			query.Scaled(weighted[i], 1), query.Scaled(index, 1e4), query.Scaled(largest, 1e4)))
	}
	return rows
}

// titles are the margins in the words of the report.
var titles = map[string]string{"level": "学历层次", "category": "学科门类", "gender": "性别", "origin": "生源地",
	"first_destination": "毕业时的去向", "nature": "单位性质", "industry": "单位行业", "hires": "录用人数"}

// merged words the categories that had to be put together.
func merged(all []stats.Merge) string {
	var words []string
	for _, m := range all {
		w := titles[m.Margin] + "：" + strings.Join(m.Together, "、") + "合并"
		if m.Dropped {
			w = titles[m.Margin] + "：答卷太少，不参加加权"
		}
		words = append(words, w)
	}
	return strings.Join(words, "；")
}

// keyCells are the columns that name a survey.
func (p *poll) keyCells() []string {
	return []string{p.survey, p.institution, strconv.Itoa(p.year), strconv.Itoa(p.cohort)}
}
