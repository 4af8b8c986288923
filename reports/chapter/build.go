package chapter

import (
	"context"
	"errors"
	"strconv"

	"quxiang/pipelines/fault"
)

// Options is what a report is told besides the data.
type Options struct {
	Institution string   // 示例大学
	Cohort      int      // year of graduation reported on
	FirstCohort int      // first cohort of the trend; 0: four before Cohort
	Edition     string   // auto, 2021, 2024
	MainCutoff  string   // MM-DD; where the cohort lacks it, its last cut-off
	SmallN      int      // fewer people than this: marked as a small base; 0: 10
	Stale       bool     // the store has changed since the build
	Province    bool     // of many schools
	CardRules   []string // chosen in the configuration, which may have changed since the build
}

// first is the first cohort of the trend.
func (o Options) first() int {
	if o.FirstCohort > 0 {
		return min(o.FirstCohort, o.Cohort)
	}
	return o.Cohort - 4
}

// Build reads the marts and makes the report. A cohort without destinations is
// a usage fault; a document that breaks its own rules is an internal error.
func Build(ctx context.Context, q Querier, opts Options) (*Document, error) {
	data, err := Read(ctx, q, opts.first(), opts.Cohort)
	if err != nil {
		return nil, err
	}
	return Compose(data, opts)
}

// Compose makes the report of rows already read. It is pure: the same rows and
// options give the same document.
func Compose(data *Data, opts Options) (*Document, error) {
	r, err := newReport(data, opts)
	if err != nil {
		return nil, err
	}
	doc := r.document()
	if opts.Province {
		doc.sayProvince()
	}
	return doc, errors.Join(Check(doc)...)
}

// newReport decides cut-offs and edition, or says what is missing.
func newReport(data *Data, opts Options) (*report, error) {
	if opts.SmallN <= 0 {
		opts.SmallN = 10
	}
	r := &report{Data: data, opts: opts}
	for _, c := range data.Cutoffs {
		if c.Cohort == opts.Cohort {
			r.cutoffs = append(r.cutoffs, c)
		}
	}
	if len(r.cutoffs) == 0 {
		return nil, &fault.Error{
			Kind: fault.Usage, Op: "生成报告",
			Why:  "数据仓库里没有" + strconv.Itoa(opts.Cohort) + "届的毕业去向登记",
			Hint: "先载入这一届的毕业去向登记并构建，或用 --year 换一届",
		}
	}
	return r, r.settle()
}

// document assembles cover and chapters.
func (r *report) document() *Document {
	doc := &Document{
		Title:       r.opts.Institution + strconv.Itoa(r.opts.Cohort) + "届毕业生就业质量年度报告",
		Heading:     r.heading(),
		Institution: r.opts.Institution,
		Cohort:      r.opts.Cohort,
		Notices:     r.notices(),
		Summary:     r.summary(),
		Cards:       r.cards(),
	}
	for _, b := range r.Builds {
		doc.BuildID, doc.BuiltAt, doc.Version = b.BuildID, b.BuiltAt, b.Version
	}
	doc.Chapters = []Chapter{
		r.about(), r.structure(), r.settlement(), r.flow(),
		r.unplaced(), r.trend(),
	}
	doc.Chapters = append(doc.Chapters, r.surveyChapter()...)
	doc.Chapters = append(doc.Chapters, r.linkageChapter()...)
	doc.Chapters = append(doc.Chapters, r.quotaChapter()...)
	doc.Chapters = append(doc.Chapters, r.cardChapter(), r.rankChapter(), r.appendix())
	return doc
}
