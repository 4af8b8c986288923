package chapter

import (
	"slices"
	"strconv"

	"quxiang/pipelines/fault"
	"quxiang/reports/prose"
)

// The two cut-offs that every cohort has, MM-DD.
const (
	firstCutoff = "08-31" // 初次
	yearEnd     = "12-31" // 年终
)

// publication takes away what an edition may not hold of this cohort: the rows
// of every cut-off but its own. The report is due by the end of the year, so a
// public one has this cohort's 初次 and its cut-off of publication, and 年终 of
// the cohorts before; a supplement has this cohort's 年终 alone.
func (d *Data) publication(opts Options) (*Data, error) {
	if !opts.Public && !opts.Supplement {
		return d, nil
	}
	kept := d.published(opts)
	if len(kept) == 0 {
		return nil, unpublishable(opts)
	}
	return d.only(opts.Cohort, kept, d.heldFrom(opts)), nil
}

// unpublishable says which cut-off is missing.
func unpublishable(opts Options) error {
	if opts.Supplement {
		return &fault.Error{Kind: fault.Usage, Op: "生成年终补充",
			Why:  "数据仓库里没有" + strconv.Itoa(opts.Cohort) + "届年终（" + yearEnd + "）的毕业去向登记",
			Hint: "载入这一届年终的毕业去向登记并构建"}
	}
	return &fault.Error{Kind: fault.Usage, Op: "生成公开版",
		Why:  "数据仓库里没有" + strconv.Itoa(opts.Cohort) + "届截至 " + opts.publishCutoff() + " 或更早的毕业去向登记",
		Hint: "载入初次（" + firstCutoff + "）或公布截止日的毕业去向登记并构建；公布截止日写在 quxiang.toml 的 [report] publish_cutoff"}
}

// publishCutoff is the cut-off of publication, MM-DD.
func (o Options) publishCutoff() string {
	if o.PublishCutoff == "" {
		return "11-30"
	}
	return o.PublishCutoff
}

// published are the cut-offs of this cohort that an edition holds: 初次, and the
// one of publication or, where that is not loaded, the last before it.
func (d *Data) published(opts Options) []CutoffRow {
	var all []CutoffRow
	last := strconv.Itoa(opts.Cohort) + "-" + opts.publishCutoff()
	for _, c := range d.cutoffsOf(opts.Cohort) {
		switch {
		case opts.Supplement && c.Cutoff == yearEnd, !opts.Supplement && c.AsOf <= last:
			all = append(all, c)
		}
	}
	slices.SortStableFunc(all, func(a, b CutoffRow) int { return compareTimes(a, b) })
	return slices.DeleteFunc(all, func(c CutoffRow) bool {
		return c.Cutoff != firstCutoff && c.Cutoff != all[len(all)-1].Cutoff
	})
}

// only is the data without the rows of a cohort at any cut-off that is not
// kept. What is judged or planned by them goes too.
func (d *Data) only(cohort int, kept []CutoffRow, held bool) *Data {
	gone := func(of int, cutoff string) bool {
		return of == cohort && !slices.ContainsFunc(kept, func(c CutoffRow) bool { return c.Cutoff == cutoff })
	}
	out := *d
	out.Cutoffs = without(d.Cutoffs, func(c CutoffRow) bool { return gone(c.Cohort, c.Cutoff) })
	out.Placement = without(d.Placement, func(p PlacementRow) bool { return gone(p.Cohort, p.Cutoff) })
	out.Distribution = without(d.Distribution, func(x DistributionRow) bool { return gone(x.Cohort, x.Cutoff) })
	out.Flow = without(d.Flow, func(f FlowRow) bool { return gone(f.Cohort, f.Cutoff) })
	out.Excluded = without(d.Excluded, func(x ExcludedRow) bool { return gone(x.Cohort, x.Cutoff) })
	out.Moves = without(d.Moves, func(m MoveRow) bool { return gone(m.Cohort, m.FromCutoff) || gone(m.Cohort, m.ToCutoff) })
	out.TieOut = without(d.TieOut, func(x TieOutRow) bool { return gone(x.Cohort, x.Cutoff) })
	out.RosterDifference = without(d.RosterDifference, func(x RosterDifferenceRow) bool { return gone(x.Cohort, x.Cutoff) })
	out.TrendBreak = without(d.TrendBreak, func(b TrendBreakRow) bool { return gone(b.Cohort, b.Cutoff) })
	out.Starts = without(d.Starts, func(s StartRow) bool { return gone(s.Cohort, s.Cutoff) })
	out.KeyGroups = without(d.KeyGroups, func(g KeyGroupRow) bool { return gone(g.Cohort, g.Cutoff) })
	out.KeyRegions = without(d.KeyRegions, func(k KeyRegionRow) bool { return gone(k.Cohort, k.Cutoff) })
	out.Loads = without(d.Loads, func(l LoadRow) bool { return l.Cohort == cohort && l.AsOf > kept[len(kept)-1].AsOf })
	if held {
		out.held = true
		out.withoutOutcomes(cohort, gone)
	}
	return &out
}

// heldFrom says whether an edition does without this cohort's last cut-off, so
// that entry cohorts are followed to the cohort before.
func (d *Data) heldFrom(opts Options) bool {
	all := d.cutoffsOf(opts.Cohort)
	if !opts.Public && !opts.Supplement || len(all) == 0 {
		return false
	}
	last := slices.MaxFunc(all, compareTimes)
	return !slices.Contains(d.published(opts), last)
}

// withoutOutcomes drops what was computed from a cohort's last cut-off, one of
// those that went: its cards, ranks and plan, the verdicts on duties, and the
// entry cohorts that graduated with it.
func (d *Data) withoutOutcomes(cohort int, gone func(int, string) bool) {
	d.Cards, d.Ranks, d.Quotas, d.Duties = CardData{}, RankData{}, QuotaData{}, DutyData{Work: d.Duties.Work, Schools: d.Duties.Schools}
	k := &d.Linkage
	due := func(institution string, entry int, level, kind string) bool {
		return slices.ContainsFunc(k.Cohorts, func(c EntryCohortRow) bool {
			return c.Due >= cohort && c.Institution == institution && c.EntryYear == entry && c.Level == level && c.Type == kind
		})
	}
	k.Majors = without(k.Majors, func(m LinkageRow) bool { return due(m.Institution, m.EntryYear, m.Level, m.Type) })
	k.Careers = without(k.Careers, func(c CareerRow) bool { return c.Due >= cohort })
	k.Vacancies = without(k.Vacancies, func(v VacancyRow) bool { return gone(v.Cohort, v.Cutoff) })
	k.Cohorts = without(k.Cohorts, func(c EntryCohortRow) bool { return c.Due >= cohort })
}

// without is rows less those that a test drops.
func without[T any](rows []T, drop func(T) bool) []T {
	return slices.DeleteFunc(slices.Clone(rows), drop)
}

// compareTimes orders cut-offs in time.
func compareTimes(a, b CutoffRow) int {
	switch {
	case a.AsOf < b.AsOf:
		return -1
	case a.AsOf > b.AsOf:
		return 1
	}
	return 0
}

// heldBack is a chapter that an edition does without, because it rests on this
// cohort's 年终.
func (r *report) heldBack(c Chapter) Chapter {
	if !r.held {
		return c
	}
	c.Sections = []Section{section(c.ID+"-held", "不在这一版", "这一章按本届年终的登记计算；公开版不含本届年终，见内部版。")}
	return c
}

// lastYearEnd is 年终 of the cohort before, which a public report shows beside
// this cohort's own cut-offs.
func (r *report) lastYearEnd() (CutoffRow, bool) {
	if !r.opts.Public || r.opts.Supplement {
		return CutoffRow{}, false
	}
	if _, here := r.cutoffOf(r.opts.Cohort, yearEnd); here {
		return CutoffRow{}, false
	}
	return r.cutoffOf(r.opts.Cohort-1, yearEnd)
}

// withLastYearEnd are the cut-offs that the report shows, in its order.
func (r *report) withLastYearEnd() []CutoffRow {
	out := slices.Clone(r.cutoffs)
	if c, ok := r.lastYearEnd(); ok {
		out = append(out, c)
	}
	return out
}

// publicationNotice tells that the cut-off of publication is not there.
func (r *report) publicationNotice() []Paragraph {
	if !r.opts.Public || r.opts.Supplement || r.main.Cutoff == r.opts.publishCutoff() {
		return nil
	}
	return []Paragraph{warning([]Span{prose.T("没有载入公布截止日（"), prose.D(r.opts.publishCutoff()),
		prose.T("）的毕业去向登记，本届数据截至"), prose.D(r.main.AsOf)}).(Paragraph)}
}
