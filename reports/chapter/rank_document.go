package chapter

import (
	"context"
	"strconv"

	"quxiang/reports/figure"
	"quxiang/reports/prose"
)

// ComposeRanks makes a document of a ranking alone.
func ComposeRanks(ctx context.Context, q Querier, d RankData, opts Options) (*Document, error) {
	year := strconv.Itoa(opts.Cohort)
	k := ranks{&d, opts.Cohort, opts.Province}
	ch := Chapter{ID: "ranks", Title: "排名", Audience: figure.Internal}
	const missing = "没有可以排名的单位。"
	for _, unit := range []struct{ unit, title string }{{"institution", "学校的位次"}, {"major", "专业的位次"}} {
		if len(k.of(unit.unit)) > 0 {
			ch.Sections = append(ch.Sections, k.ranking(unit.unit, "rank-"+unit.unit, unit.title, missing))
		}
	}
	if opts.Province {
		ch.Sections = append(ch.Sections, k.benchmark("institution"), k.benchmark("major"), k.benchmark("institution_major"))
	}
	if len(ch.Sections) == 0 {
		ch.Sections = []Section{section("ranks", "排名", missing)}
	}
	doc := &Document{Title: opts.Institution + year + "届毕业生去向排名",
		Heading:     []Span{prose.L(orUnknown(opts.Institution)), prose.D(year), prose.T("届毕业生去向排名")},
		Summary:     []Span{prose.T("对现有构建排名，未重新构建")},
		Institution: opts.Institution, Cohort: opts.Cohort, Chapters: []Chapter{ch}}
	return doc.of(ctx, q)
}
