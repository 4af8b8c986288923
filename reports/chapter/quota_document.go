package chapter

import (
	"context"
	"strconv"

	"quxiang/reports/prose"
)

// ComposeQuota makes a document of a proposal alone.
func ComposeQuota(ctx context.Context, q Querier, d QuotaData, opts Options) (*Document, error) {
	k := quotas{&d, opts.Cohort, nil}
	year := ""
	if s, ok := k.setting(); ok {
		year = strconv.Itoa(s.Year)
	}
	doc := &Document{Title: opts.Institution + year + "年招生计划建议方案",
		Heading:     []Span{prose.L(orUnknown(opts.Institution)), prose.D(orText(year, "未知")), prose.T("年招生计划建议方案")},
		Summary:     []Span{prose.T("按现有构建试算，未重新构建")},
		Institution: opts.Institution, Cohort: opts.Cohort, Chapters: []Chapter{k.chapter()}}
	return doc.of(ctx, q)
}
