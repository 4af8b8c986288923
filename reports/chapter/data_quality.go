package chapter

import (
	"quxiang/reports/figure"
	"quxiang/reports/prose"
)

// dataQuality is the chapter 数据质量与核对. What names the faults of single
// files, and the few people on one list only, is for the school itself.
func (r *report) dataQuality() Chapter {
	return Chapter{ID: "data", Title: "数据质量与核对", Sections: []Section{
		r.dataSummary(), r.tieOut(), internal(r.sources()), internal(r.findings()),
		internal(r.rosterSection()), internal(r.checkResults()),
	}}
}

// internal is a section that the public edition leaves out.
func internal(s Section) Section {
	s.Audience = figure.Internal
	return s
}

// dataSummary says on how many files the report rests and how the checks went.
func (r *report) dataSummary() Section {
	var n checkTally
	for _, c := range r.Checks {
		n.add(c)
	}
	return section("accounts", "概况", "这次构建没有记录来源文件和检查结果。", r.sourceWords(), n.words(), r.rosterWords())
}

// rosterWords says how roster and register agree.
func (r *report) rosterWords() Block {
	if !r.main.HasRoster {
		return note([]Span{prose.T("没有载入毕业生名单，分母取自去向登记")})
	}
	var n int64
	for _, d := range r.RosterDifference {
		if d.Cohort == r.main.Cohort && d.Cutoff == r.main.Cutoff {
			n += d.HeadCount
		}
	}
	if n == 0 {
		return finding([]Span{prose.T("毕业生名单与去向登记的人员一致")})
	}
	p := figure.Place{Cohort: r.main.Cohort, Cutoff: r.main.Cutoff, Grain: "school", Source: "marts.roster_difference"}
	return finding([]Span{prose.T("毕业生名单与去向登记中只在一方出现的共"), prose.F(p.Count("roster_difference", n, "人")),
		prose.T("人，分母以名单为准，名单上有而没有登记的算未登记")})
}
