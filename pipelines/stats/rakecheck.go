package stats

import (
	"strconv"
	"strings"

	"quxiang/pipelines/fault"
)

// weighing is what a fault says was being done.
const weighing = "按名册给答卷加权"

// checkRaking refuses what cannot be raked.
func checkRaking(cells []SampleCell, margins []Margin, o RakeOptions) error {
	if !(o.Cap > 1) || !(o.Tolerance > 0) || o.Rounds < 1 || o.LeastAnswers < 1 {
		return &fault.Error{Kind: fault.Usage, Op: weighing,
			Why:  "权数上限须大于平均权数的 1 倍，允许的差、轮数和每类最少答卷数须大于 0",
			Hint: "改正调查的加权设置，或删去，用默认值"}
	}
	for i, c := range cells {
		if !c.fits(margins) {
			return &fault.Error{Op: weighing, Value: strconv.Itoa(i + 1), Why: "这一格的类别不在边际之内"}
		}
		if c.Answers < 0 || c.Answers > c.People {
			return &fault.Error{Op: weighing, Value: c.names(margins),
				Why:  "有效答卷 " + strconv.FormatInt(c.Answers, 10) + " 份，名册上只有 " + strconv.FormatInt(c.People, 10) + " 人",
				Hint: "每人只计一份有效答卷；各边际的类别取自名册，不取自答卷"}
		}
	}
	return nil
}

// fits reports whether the cell has one category of each margin.
func (c SampleCell) fits(margins []Margin) bool {
	if len(c.Categories) != len(margins) {
		return false
	}
	for m, category := range c.Categories {
		if category < 0 || category >= len(margins[m].Categories) {
			return false
		}
	}
	return true
}

// names says who is in the cell: 本科、工学.
func (c SampleCell) names(margins []Margin) string {
	names := make([]string, len(margins))
	for m, category := range c.Categories {
		names[m] = margins[m].Categories[category]
	}
	return strings.Join(names, "、")
}
