package chapter

import (
	"cmp"
	"slices"
	"strconv"

	"quxiang/reports/figure"
	"quxiang/reports/prose"
)

// benchmarkTitles name the comparisons by kind of unit.
var benchmarkTitles = map[string]struct{ title, against string }{
	"institution":       {"学校与其结构应有的率", "其他学校中同一层次、同一门类、同一生源的毕业生"},
	"major":             {"专业与其结构应有的率", "其他专业中同一层次、同一门类、同一生源的毕业生"},
	"institution_major": {"学校的专业与同一专业在别校", "别校同一专业、同一生源的毕业生"},
}

// benchmark sets the units of a kind beside what their composition lets
// expect. Of the majors of schools, of which there are thousands, only those
// that differ materially and beyond chance are listed.
func (k ranks) benchmark(kind string) Section {
	rows := slices.DeleteFunc(slices.Clone(k.Benchmarks), func(b BenchmarkRow) bool {
		return b.Kind != kind || kind == "institution_major" && !(b.Material && b.BeyondChance)
	})
	slices.SortStableFunc(rows, func(a, b BenchmarkRow) int { return cmp.Compare(a.Difference, b.Difference) })
	titles := benchmarkTitles[kind]
	t := &Table{ID: "benchmark-" + kind, Title: titles.title, Appendix: true, Ordered: true,
		Basis: Basis{Cohort: strconv.Itoa(k.cohort), Source: "marts.benchmark"}, Columns: benchmarkColumns(kind)}
	for _, b := range rows {
		t.Basis.CutoffTitle = cutoffWord(b.Cutoff)
		t.Rows = append(t.Rows, b.row())
	}
	return section("benchmark-"+kind, titles.title, "没有差别既大于二点五个百分点、又超出偶然的。", k.benchmarkWords(kind), t, k.benchmarkNote(kind))
}

func benchmarkColumns(kind string) []Column {
	var columns []Column
	if kind != "major" {
		columns = append(columns, Column{Key: "institution", Title: "学校"})
	}
	if kind != "institution" {
		columns = append(columns, Column{Key: "level", Title: "学历层次"}, Column{Key: "major", Title: "专业"})
	}
	return append(columns, Column{Key: "graduates", Title: "毕业生", Unit: "人", Numeric: true}, Column{Key: "compared", Title: "参加比较", Unit: "人", Numeric: true}, Column{Key: "observed", Title: "实际的率", Unit: "%", Numeric: true},
		Column{Key: "expected", Title: "按结构应有", Unit: "%", Numeric: true}, Column{Key: "difference", Title: "相差", Unit: "个百分点", Numeric: true},
		Column{Key: "material", Title: "差别大小"}, Column{Key: "chance", Title: "是否超出偶然"}, Column{Key: "own", Title: "自身份额", Unit: "%", Numeric: true},
		Column{Key: "women", Title: "女生占比（只列出）", Unit: "%", Numeric: true})
}

func (b BenchmarkRow) row() []Cell {
	var row []Cell
	if b.Kind != "major" {
		row = append(row, labelCell(b.Name))
	}
	if b.Kind != "institution" {
		row = append(row, labelCell(b.Level), labelCell(b.Major))
	}
	p := b.place()
	values := []*figure.Figure{p.Scaled("benchmark_observed", b.Observed, 2, "%"), p.Scaled("benchmark_expected", b.Expected, 2, "%"), p.Scaled("benchmark_difference", b.Difference, 2, "个百分点")}
	row = append(row, figureCell(p.Count("benchmark_graduates", b.Graduates+b.Missing, "人")), figureCell(p.Count("benchmark_compared", b.Graduates, "人")))
	for _, f := range values {
		if !b.Comparable {
			f = f.Withheld(figure.NotApplicable, orText(b.Why, "没有可比的参照"))
		}
		row = append(row, figureCell(f))
	}
	return append(row, Cell{Label: b.size()}, Cell{Label: b.chance()}, figureCell(p.Scaled("benchmark_own", b.OwnShare, 2, "%")),
		figureCell(p.Share("benchmark_women", b.Women, b.Gendered)))
}

// size and chance are the two separate answers about a difference.
func (b BenchmarkRow) size() string {
	switch {
	case !b.Comparable:
		return "不可比"
	case b.Material:
		return "较大"
	}
	return "不大"
}

func (b BenchmarkRow) chance() string {
	switch {
	case !b.Comparable:
		return "不可比"
	case b.BeyondChance:
		return "超出偶然"
	}
	return "不超出偶然"
}

func (b BenchmarkRow) place() figure.Place {
	return figure.Place{Cohort: b.Cohort, Cutoff: b.Cutoff, Grain: "benchmark_" + b.Kind, Source: "marts.benchmark",
		Keys: []figure.Key{{Name: "institution", Value: b.Institution}, {Name: "level", Value: b.Level}, {Name: "major", Value: b.MajorKey}}}
}

// benchmarkWords tells how many comparisons were made and how many units stand
// out.
func (k ranks) benchmarkWords(kind string) Block {
	var comparisons, high, low int64
	cutoff := ""
	for _, b := range k.Benchmarks {
		if b.Kind != kind {
			continue
		}
		comparisons, cutoff = b.Comparisons, b.Cutoff
		switch {
		case !b.Material || !b.BeyondChance:
		case b.Difference > 0:
			high++
		default:
			low++
		}
	}
	if comparisons == 0 {
		return nil
	}
	p := figure.Place{Cohort: k.cohort, Cutoff: cutoff, Grain: "benchmark_" + kind, Source: "marts.benchmark"}
	return finding([]Span{prose.T("一共比较了"), prose.F(p.Count("comparisons", comparisons, "个")), prose.T("个，差别较大且超出偶然的：高于应有的"),
		prose.F(p.Count("benchmark_high", high, "个")), prose.T("个，低于应有的"), prose.F(p.Count("benchmark_low", low, "个")), prose.T("个")})
}

func (k ranks) benchmarkNote(kind string) Block {
	return note([]Span{prose.T("按结构应有的率：把本单位的毕业生按参照的率计算，参照是" + benchmarkTitles[kind].against + "，不含本单位（间接标准化）。" +
		"参照中一半以上是自己的人，或没有参照的，标“—”。差别较大指二点五个百分点以上；是否超出偶然按 Benjamini 与 Hochberg 的办法校正了比较的个数，水平百分之五。性别只列出，不校正")})
}
