package chapter

import (
	"strconv"

	"quxiang/reports/figure"
)

// judged lists every major that a rule looked at: its conclusion with the
// reason, and the evidence, whether or not there is a card.
func (c cards) judged() Section {
	t := &Table{ID: "card-judged", Title: "全部专业的规则结论与证据", Appendix: true,
		Basis: Basis{Cohort: strconv.Itoa(c.cohort), Source: "marts.major_verdict"}, Columns: c.judgedColumns()}
	for _, j := range c.Judged {
		t.Rows = append(t.Rows, c.judgedRow(j))
		t.Basis.CutoffTitle = cutoffWord(j.Cutoff)
	}
	return section("card-judged", "全部专业", "没有专业可判。", t)
}

func (c cards) judgedColumns() []Column {
	columns := []Column{{Key: "rule", Title: "规则"}}
	if c.province {
		columns = append(columns, Column{Key: "institution", Title: "学校"})
	}
	return append(columns, Column{Key: "level", Title: "学历层次"}, Column{Key: "major", Title: "专业"}, Column{Key: "conclusion", Title: "规则结论"},
		Column{Key: "mark", Title: "标记"}, Column{Key: "graduates", Title: "本届毕业生", Unit: "人", Numeric: true}, Column{Key: "rate", Title: "率", Unit: "%", Numeric: true},
		Column{Key: "low", Title: "区间下限", Unit: "%", Numeric: true}, Column{Key: "high", Title: "区间上限", Unit: "%", Numeric: true},
		Column{Key: "employed", Title: "单位就业", Unit: "%", Numeric: true}, Column{Key: "flexible", Title: "灵活就业", Unit: "%", Numeric: true},
		Column{Key: "seeking", Title: "待就业", Unit: "%", Numeric: true},
		Column{Key: "pooled", Title: "近三届合并", Unit: "%", Numeric: true}, Column{Key: "phi", Title: "过度离散 φ", Numeric: true},
		Column{Key: "effective", Title: "有效人数", Unit: "人", Numeric: true}, Column{Key: "evidence", Title: "证据"},
		Column{Key: "probability", Title: "各届都在界线之外的概率", Unit: "%", Numeric: true}, Column{Key: "reason", Title: "理由"})
}

func (c cards) judgedRow(j JudgedRow) []Cell {
	v := VerdictRow{Rule: j.Rule, InstitutionCode: j.InstitutionCode, Level: j.Level, MajorKey: j.MajorKey, Major: j.Major, Kind: j.Kind}
	p := c.place(v, j.Cohort)
	p.Grain = "judged"
	row := []Cell{labelCell(j.Rule)}
	if c.province {
		row = append(row, labelCell(j.Institution))
	}
	probability := p.Scaled("judged_probability", j.Probability, 2, "%")
	if !j.Weighed {
		probability = probability.Withheld(figure.NotApplicable, "没有可以衡量的届次")
	}
	row = append(row, labelCell(j.Level), labelCell(v.Name()), labelCell(j.Conclusion), Cell{Label: j.Mark})
	for _, f := range []*figure.Figure{p.Count("judged_graduates", j.Graduates, "人"), p.Share("judged_rate", j.Settled, j.Graduates),
		p.Scaled("judged_low", j.WilsonLow, 2, "%"), p.Scaled("judged_high", j.WilsonHigh, 2, "%"), p.Share("judged_employed", j.Employed, j.Graduates),
		p.Share("judged_flexible", j.Flexible, j.Graduates), p.Share("judged_seeking", j.Seeking, j.Graduates), p.Share("judged_pooled", j.PooledSettled, j.PooledGraduates),
		p.Scaled("judged_phi", j.Phi, 2, ""), p.Scaled("judged_effective", j.Effective, 1, "人")} {
		row = append(row, figureCell(f))
	}
	return append(row, Cell{Label: j.Evidence}, figureCell(probability), citeCell(j.Reason))
}
