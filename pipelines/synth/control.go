package synth

import (
	"cmp"
	"slices"
	"strconv"
)

// total is one line of the registration system's own statistics.
type total struct {
	level, college, code string
	count                int
}

// controlTotals are the true figures of a cut-off by level, college and
// destination. The system knows nothing of those it has no destination for.
func controlTotals(cells []Cell) []total {
	counts := map[total]int{}
	for _, c := range cells {
		if c.Exclusion != "" || c.Destination == codeUnregistered || c.Destination == codeUnrecognised {
			continue
		}
		counts[total{level: c.Level, college: c.College, code: c.Destination}] += c.Count
	}
	var out []total
	for t, n := range counts {
		t.count = n
		out = append(out, t)
	}
	slices.SortFunc(out, func(a, b total) int {
		return cmp.Or(cmp.Compare(a.college, b.college), cmp.Compare(a.level, b.level), cmp.Compare(a.code, b.code))
	})
	return out
}

// planControl writes the totals of a cut-off, with one falsified in the last
// two cohorts' year ends. In odd years the college is merged over its rows.
func (b *builder) planControl(cohort int, cutoff string, cells []Cell) {
	totals := controlTotals(cells)
	if cutoff == "12-31" && cohort >= b.opts.Cohorts[len(b.opts.Cohorts)-1]-1 {
		b.falsify(cohort, cutoff, totals)
	}
	year := strconv.Itoa(cohort)
	f := File{Path: "数据/核对/登记系统统计-" + year + "届-" + year + cutoff[:2] + cutoff[3:] + ".xlsx",
		Contract: "control_total", Cohort: cohort, AsOf: year + "-" + cutoff, Sheet: "统计", Rows: len(totals), Skipped: 1}
	merge := cohort%2 == 1
	g := grid{sheet: f.Sheet, lines: slices.Values(controlLines(f, totals, merge))}
	if merge {
		g.merged = mergedColleges(totals)
	}
	b.add(f, "", g, "")
}

// falsify adds two to one total, so that the tie-out has something to say.
func (b *builder) falsify(cohort int, cutoff string, totals []total) {
	r := stream(b.world.seed, topic("control", cohort))
	t := &totals[r.IntN(len(totals))]
	b.manifest.ControlDifferences = append(b.manifest.ControlDifferences, ControlDifference{Cohort: cohort,
		Cutoff: cutoff, Level: t.level, College: t.college, Destination: t.code, True: t.count, Written: t.count + 2})
	t.count += 2
}

func controlLines(f File, totals []total, merge bool) []line {
	out := []line{{cells: []any{"所在院系", "毕业年度", "截止日期", "学历", "毕业去向代码", "毕业去向", "人数", "来源", "导出日期"}}}
	for i, t := range totals {
		college := t.college
		if merge && i > 0 && totals[i-1].college == college {
			college = ""
		}
		out = append(out, line{cells: []any{college, strconv.Itoa(f.Cohort), f.AsOf, t.level, t.code,
			label("destination", t.code), t.count, "登记系统统计页", f.AsOf}})
	}
	return out
}

// mergedColleges are the ranges of column A that hold one college each.
func mergedColleges(totals []total) [][4]int {
	var out [][4]int
	for i := 0; i < len(totals); {
		j := i
		for j < len(totals) && totals[j].college == totals[i].college {
			j++
		}
		if j-i > 1 {
			out = append(out, [4]int{i + 2, 1, j + 1, 1})
		}
		i = j
	}
	return out
}
