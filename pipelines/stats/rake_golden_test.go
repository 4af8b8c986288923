package stats

import (
	"math"
	"strconv"
	"testing"
)

// rakeCase is a survey of rake_cells.csv and rake_answers.csv.
type rakeCase struct {
	cells   []SampleCell
	margins []Margin
	options RakeOptions
	rows    []row // of rake_cells.csv
	values  []row // of rake_answers.csv
}

// rakeCases reads the surveys by name; R has raked them.
func rakeCases(t *testing.T) map[string]*rakeCase {
	cases := map[string]*rakeCase{}
	for _, r := range golden(t, "rake_cases.csv") {
		cases[r.values["case"]] = &rakeCase{options: RakeOptions{LeastAnswers: r.int("least"), Cap: r.float("cap")}}
	}
	for _, r := range golden(t, "rake_cells.csv") {
		c := cases[r.values["case"]]
		cell := SampleCell{People: r.int("people"), Answers: r.int("answers")}
		for m := 0; m < 5 && r.int("m"+strconv.Itoa(m+1)) >= 0; m++ {
			category := int(r.int("m" + strconv.Itoa(m+1)))
			cell.Categories = append(cell.Categories, category)
			c.name(m, category)
		}
		c.cells, c.rows = append(c.cells, cell), append(c.rows, r)
	}
	for _, r := range golden(t, "rake_answers.csv") {
		c := cases[r.values["case"]]
		c.values = append(c.values, r)
	}
	return cases
}

// name makes sure that a margin has the category.
func (c *rakeCase) name(margin, category int) {
	for len(c.margins) <= margin {
		c.margins = append(c.margins, Margin{Name: strconv.Itoa(len(c.margins))})
	}
	m := &c.margins[margin]
	for len(m.Categories) <= category {
		m.Categories = append(m.Categories, strconv.Itoa(len(m.Categories)))
	}
}

// rake rakes the survey.
func (c *rakeCase) rake(t *testing.T) Raking {
	t.Helper()
	r, err := Rake(c.cells, c.margins, c.options)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// in are the values of a domain: all, or part, the cells that are multiples of 3.
func (c *rakeCase) in(domain string) []row {
	var rows []row
	for _, r := range c.values {
		if domain == "all" || r.int("cell")%3 == 0 {
			rows = append(rows, r)
		}
	}
	return rows
}

// answersOf are the values of one column.
func answersOf(rows []row, column string) []Answer {
	answers := make([]Answer, len(rows))
	for i, r := range rows {
		answers[i] = Answer{int(r.int("cell")), r.float(column), r.int("n")}
	}
	return answers
}

// pairsIn are pay then and now.
func pairsIn(rows []row) []Pair {
	pairs := make([]Pair, len(rows))
	for i, r := range rows {
		pairs[i] = Pair{int(r.int("cell")), r.float("before"), r.float("after"), r.int("n")}
	}
	return pairs
}

// The weights are compared relative to themselves.
func TestRakeAgreesWithSurvey(t *testing.T) {
	cases := rakeCases(t)
	for _, r := range golden(t, "rake_cases.csv") {
		c := cases[r.values["case"]]
		got, worst := c.rake(t), 0.0
		if !got.Converged || len(got.sides) != int(r.int("used")) {
			t.Errorf("%s: converged %v on %d margins, want %d", r.values["case"], got.Converged, len(got.sides), r.int("used"))
		}
		if got.Cycles != int(r.int("cycles")) || got.Trimmed != r.int("trimmed") {
			t.Errorf("%s: %d cut in %d cycles, want %d in %d", r.values["case"], got.Trimmed, got.Cycles, r.int("trimmed"), r.int("cycles"))
		}
		r.close("largest", got.Largest, 1e-9)
		for i, cell := range c.rows {
			cell.close("weight", got.Weights[i], 1e-9)
			if want := cell.float("weight"); want > 0 {
				worst = max(worst, math.Abs(got.Weights[i]/want-1))
			}
		}
		t.Logf("%s: weights differ by %.1e at most", r.values["case"], worst)
	}
}

func TestEstimatesAgreeWithSurvey(t *testing.T) {
	cases := rakeCases(t)
	worst := map[string]float64{}
	for _, r := range golden(t, "rake_estimates.csv") {
		c := cases[r.values["case"]]
		raking, rows, people := c.rake(t), c.in(r.values["domain"]), r.int("people")
		mean := raking.Mean(answersOf(rows, "after"), people)
		share := raking.Share(answersOf(rows, "suits"), people)
		growth := raking.Ratio(pairsIn(rows), people)
		for heading, got := range map[string]float64{
			"n": float64(mean.N), "deff": mean.DesignEffect, "n_eff": mean.EffectiveN, "mean": mean.Mean,
			"unweighted": mean.Unweighted, "se": mean.SE, "share": share.Mean, "share_se": share.SE,
			"growth": growth.Mean, "growth_se": growth.SE,
		} {
			r.close(heading, got, 1e-9)
			worst[heading] = max(worst[heading], math.Abs(got-r.float(heading))/max(1e-3, r.float(heading)))
		}
		for heading, p := range map[string]float64{"q25": 0.25, "q50": 0.5, "q75": 0.75} {
			got, _ := raking.Quantile(answersOf(rows, "after"), p)
			r.near(heading, got, 0)
		}
	}
	t.Logf("relative differences at most: %v", worst)
}
