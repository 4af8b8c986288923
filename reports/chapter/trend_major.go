package chapter

import (
	"slices"
	"sort"
	"strconv"

	"quxiang/reports/figure"
	"quxiang/reports/prose"
)

// changeMin is the fewest graduates, in both cohorts, for a major's change to
// be listed: below it one person moves the rate by more than three points.
const changeMin = 30

// pair is a major in the cohort before and in this one.
type pair struct{ from, to PlacementRow }

// change is the pair's change in hundredths of a percentage point.
func (p pair) change() int64 {
	h, _ := figure.PointsBetween(p.from.Settled, p.from.Graduates, p.to.Settled, p.to.Graduates)
	return h
}

// majorChanges lists the majors whose rate moved most since the cohort before,
// within one regime only.
func (r *report) majorChanges() Section {
	const id, title = "major-changes", "落实率变化最大的专业"
	now, before, ok := r.compared()
	switch {
	case !ok:
		return section(id, title, "没有上一届同一统计时点的数据，不比较各专业。")
	case now.RateRefused || before.RateRefused:
		return section(id, title, "有一届不能计算落实率，不比较各专业。")
	case r.regime(before.Cohort, before.Cutoff) != r.regime(now.Cohort, now.Cutoff):
		return section(id, title, "两届的统计口径不同，不比较各专业。")
	}
	pairs := r.pairs(before, now)
	up := r.changeTable("majors-up", "落实率提高最多的专业", now, moved(pairs, 1))
	down := r.changeTable("majors-down", "落实率下降最多的专业", now, moved(pairs, -1))
	switch {
	case len(pairs) == 0:
		return section(id, title, "没有两届人数都足够的专业。")
	case len(up.Rows)+len(down.Rows) == 0:
		return section(id, title, "", r.changeNote(before), finding([]Span{prose.T("这些专业的落实率都与上届相同")}))
	}
	return section(id, title, "", r.changeNote(before), up, down)
}

// compared is the cut-off at which majors are set against the cohort before:
// the main one, else the latest that both cohorts have.
func (r *report) compared() (now, before CutoffRow, ok bool) {
	if before, ok = r.cutoffOf(r.main.Cohort-1, r.main.Cutoff); ok {
		return r.main, before, true
	}
	for _, c := range slices.Backward(r.cutoffs) {
		if before, ok = r.cutoffOf(c.Cohort-1, c.Cutoff); ok {
			return c, before, true
		}
	}
	return CutoffRow{}, CutoffRow{}, false
}

// pairs are the majors with enough graduates in both cohorts.
func (r *report) pairs(before, now CutoffRow) []pair {
	old := map[string]PlacementRow{}
	for _, p := range r.placement(before, "major") {
		old[p.MajorKey] = p
	}
	var out []pair
	for _, p := range r.placement(now, "major") {
		from, ok := old[p.MajorKey]
		if ok && !unknown(p.Major) && from.Graduates >= changeMin && p.Graduates >= changeMin {
			out = append(out, pair{from, p})
		}
	}
	return out
}

// moved are the pairs that moved in one direction, the largest change first,
// with all that tie with the last.
func moved(pairs []pair, sign int64) []pair {
	var out []pair
	for _, p := range pairs {
		if p.change()*sign > 0 {
			out = append(out, p)
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].change()*sign > out[j].change()*sign })
	n := min(listed, len(out))
	for n > 0 && n < len(out) && out[n].change() == out[n-1].change() {
		n++
	}
	return out[:n]
}

// changeTable lists pairs with both rates and their change.
func (r *report) changeTable(id, title string, now CutoffRow, pairs []pair) *Table {
	t := &Table{ID: id, Title: title, Basis: r.basis(now), Ordered: true,
		Columns: []Column{{Key: "level", Title: "学历层次"}, {Key: "major", Title: "专业"},
			{Key: "graduates_before", Title: "上届人数", Unit: "人", Numeric: true},
			{Key: "rate_before", Title: "上届落实率", Unit: "%", Numeric: true},
			{Key: "graduates", Title: "本届人数", Unit: "人", Numeric: true},
			{Key: "settled_rate", Title: "本届落实率", Unit: "%", Numeric: true},
			{Key: "change", Title: "变化", Unit: "个百分点", Numeric: true}}}
	for _, p := range pairs {
		from := r.rate(p.from, "settled_rate", p.from.Settled)
		to := r.rate(p.to, "settled_rate", p.to.Settled)
		t.Rows = append(t.Rows, []Cell{labelCell(p.to.Level), labelCell(p.to.Major),
			figureCell(r.place(p.from).Count("graduates", p.from.Graduates, "人")), figureCell(from),
			figureCell(r.place(p.to).Count("graduates", p.to.Graduates, "人")), figureCell(to), figureCell(figure.Points(*from, *to))})
	}
	return t
}

// changeNote says which majors are compared with what.
func (r *report) changeNote(before CutoffRow) Block {
	p := figure.Place{Grain: "setting"}
	return note([]Span{prose.T("与"), prose.D(strconv.Itoa(before.Cohort)),
		prose.T("届同一统计时点相比，只列两届人数都不少于"), prose.F(p.Count("change_min", changeMin, "人")),
		prose.T("人且口径相同的专业；变化按原始人数计算，与两个百分比相减可能相差末位的一")})
}
