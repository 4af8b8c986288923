package chapter

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"quxiang/pipelines/fault"
	"quxiang/reports/figure"
)

// Options is what a report is told besides the data.
type Options struct {
	Institution   string   // 示例大学
	Cohort        int      // year of graduation reported on
	FirstCohort   int      // first cohort of the trend; 0: four before Cohort
	Edition       string   // auto, 2021, 2024
	MainCutoff    string   // MM-DD; where the cohort lacks it, its last cut-off
	PublishCutoff string   // MM-DD of what a public report shows of its cohort; empty: 11-30
	SmallN        int      // fewer people than this: marked as a small base; 0: 10
	Stale         bool     // the store has changed since the build
	Province      bool     // of many schools
	CardRules     []string // chosen in the configuration, which may have changed since the build
	Public        bool     // this cohort's cut-offs are 初次 and that of publication only
	Supplement    bool     // the short report on this cohort's 年终

	Chapters  []string                   // ids in their order; none: all, in ours
	Titles    map[string]string          // in place of ours, by chapter or chapter-section
	Audiences map[string]figure.Audience // in place of ours, by chapter or chapter-section
	Texts     []OwnText                  // the school's own
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
	if len(data.cutoffsOf(opts.Cohort)) == 0 {
		r := reader{ctx: ctx, q: q}
		if fill(&r, &data.Cutoffs, "marts.cutoff", ""); r.err != nil { // the fault names those that are there
			return nil, r.err
		}
	}
	if data.heldFrom(opts) {
		data.Linkage = LinkageData{}
		r := reader{ctx: ctx, q: q}
		if readLinkage(&r, &data.Linkage, opts.Cohort-1); r.err != nil {
			return nil, r.err
		}
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
	doc, err := r.document()
	if err != nil {
		return nil, err
	}
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
	if err := opts.checkNames(); err != nil {
		return nil, err
	}
	if len(data.cutoffsOf(opts.Cohort)) == 0 {
		return nil, &fault.Error{
			Kind: fault.Usage, Op: "生成报告",
			Why:  "数据仓库里没有" + strconv.Itoa(opts.Cohort) + "届的毕业去向登记",
			Hint: "先载入这一届的毕业去向登记并构建，或用 --year 换一届" + data.haveCohorts(),
		}
	}
	published, err := data.publication(opts)
	if err != nil {
		return nil, err
	}
	own := *published
	own.Cutoffs = opts.titled(published.Cutoffs)
	r := &report{Data: &own, opts: opts, cutoffs: own.cutoffsOf(opts.Cohort)}
	return r, r.settle()
}

// haveCohorts says which cohorts there are, for whoever asked for another.
func (d *Data) haveCohorts() string {
	var have []string
	for _, c := range d.Cutoffs {
		if year := strconv.Itoa(c.Cohort); !slices.Contains(have, year) {
			have = append(have, year)
		}
	}
	if have == nil {
		return ""
	}
	return "；现有 " + strings.Join(have, "、") + " 届，每次都要的届次写在 quxiang.toml 的 report.year"
}

// cutoffsOf are the cut-offs of one cohort.
func (d *Data) cutoffsOf(cohort int) []CutoffRow {
	return without(d.Cutoffs, func(c CutoffRow) bool { return c.Cohort != cohort })
}

// document assembles cover and chapters.
func (r *report) document() (*Document, error) {
	doc := &Document{
		Title:       r.opts.Institution + strconv.Itoa(r.opts.Cohort) + r.subject(),
		Heading:     r.heading(),
		Institution: r.opts.Institution,
		Cohort:      r.opts.Cohort,
		Supplement:  r.opts.Supplement,
		Notices:     r.notices(),
		Summary:     r.summary(),
		Cards:       r.cards(),
	}
	for _, b := range r.Builds {
		doc.BuildID, doc.BuiltAt, doc.Version = b.BuildID, b.BuiltAt, b.Version
		if o := strings.Fields(b.Origin); len(o) == 3 {
			doc.Origin = Origin{Config: o[0], Rules: o[1], Models: o[2]}
		}
	}
	doc.space, doc.Doubts = r.space, r.doubts()
	for _, f := range r.sourceFiles() {
		doc.Origin.Inputs = append(doc.Origin.Inputs, Input{Name: f.Name, SHA256: f.SHA256})
	}
	all := r.allChapters()
	notices, err := r.placeTexts(all)
	if err != nil {
		return nil, err
	}
	doc.Notices, doc.Chapters = append(doc.Notices, notices...), r.chosen(all)
	return doc, nil
}

// subject is what the report is, as its title says after the year.
func (r *report) subject() string {
	if r.opts.Supplement {
		return "届毕业生就业质量年度报告（年终补充）"
	}
	return "届毕业生就业质量年度报告"
}
