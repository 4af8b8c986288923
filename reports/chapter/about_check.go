package chapter

import (
	"strconv"

	"quxiang/reports/figure"
	"quxiang/reports/prose"
)

// rosterSection compares roster and register both ways.
func (r *report) rosterSection() Section {
	const id, title = "roster", "名单与去向登记的核对"
	if !r.main.HasRoster {
		return section(id, title, "没有载入毕业生名单，分母取自去向登记，不能与名单核对。")
	}
	t := &Table{ID: id, Title: "只在一方出现的人数", Basis: r.basis(r.main), Columns: []Column{
		{Key: "side", Title: "情况"}, {Key: "college", Title: "学院"},
		{Key: "head_count", Title: "人数", Unit: "人", Numeric: true}}}
	t.Basis.Source, t.Basis.Edition = "marts.roster_difference", ""
	for _, d := range r.RosterDifference {
		if d.Cohort != r.main.Cohort || d.Cutoff != r.main.Cutoff || d.HeadCount == 0 {
			continue
		}
		p := figure.Place{Cohort: d.Cohort, Cutoff: d.Cutoff, Grain: "roster_difference", Source: "marts.roster_difference",
			Keys: []figure.Key{{Name: "side", Value: d.Side}, {Name: "college", Value: d.College}}}
		t.Rows = append(t.Rows, []Cell{labelCell(d.Side), labelCell(d.College), figureCell(p.Count("roster_difference", d.HeadCount, "人"))})
	}
	return section(id, title, "名单与去向登记的人员一致，没有差异。", t)
}

// tieOut compares the warehouse with the registration system's own counts.
func (r *report) tieOut() Section {
	const id, title = "tie-out", "与登记系统核对"
	t := &Table{ID: id, Title: "与登记系统控制数的差异", Basis: r.basis(r.main), Columns: []Column{
		{Key: "cutoff", Title: "统计时点"}, {Key: "level", Title: "学历层次"}, {Key: "college", Title: "学院"},
		{Key: "major", Title: "专业代码"}, {Key: "destination", Title: "去向代码"},
		{Key: "control", Title: "登记系统", Unit: "人", Numeric: true},
		{Key: "warehouse", Title: "本系统", Unit: "人", Numeric: true},
		{Key: "difference", Title: "差异", Unit: "人", Numeric: true}}}
	t.Basis.Source, t.Basis.Edition, t.Basis.Cutoff, t.Basis.CutoffState, t.Basis.CutoffTitle = "marts.tie_out", "", "", "", ""
	var cells, differ int64
	for i, x := range r.TieOut {
		if x.Cohort != r.main.Cohort {
			continue
		}
		cells++
		if x.Difference != 0 {
			differ++
			t.Rows = append(t.Rows, r.tieOutCells(i, x))
		}
	}
	if cells == 0 {
		return section(id, title, "没有载入登记系统的控制数，不能核对。")
	}
	p := figure.Place{Cohort: r.main.Cohort, Grain: "tie_out", Source: "marts.tie_out"}
	words := []Span{prose.T("与登记系统控制数逐格核对"), prose.F(p.Count("tie_out_cells", cells, "格")), prose.T("格，")}
	if differ == 0 {
		return section(id, title, "", finding(words, []Span{prose.T("全部一致")}))
	}
	return section(id, title, "", warning(words, []Span{prose.F(p.Count("tie_out_differences", differ, "格")),
		prose.T("格不一致，列在下表")}), t)
}

// tieOutCells is one difference as a line; i tells lines of one cell apart.
func (r *report) tieOutCells(i int, x TieOutRow) []Cell {
	p := figure.Place{Cohort: x.Cohort, Cutoff: x.Cutoff, Grain: "tie_out", Source: "marts.tie_out",
		Keys: []figure.Key{{Name: "line", Value: strconv.Itoa(i + 1)}, {Name: "level", Value: x.Level},
			{Name: "college", Value: x.College}, {Name: "major", Value: x.MajorCode}, {Name: "destination", Value: x.Destination}}}
	title := x.Cutoff
	if c, ok := r.cutoffOf(x.Cohort, x.Cutoff); ok {
		title = c.Title
	}
	return []Cell{labelCell(title), labelCell(orAll(x.Level)), labelCell(orAll(x.College)), labelCell(orAll(x.MajorCode)),
		labelCell(orAll(x.Destination)), figureCell(p.Count("control", x.Control, "人")),
		figureCell(p.Count("warehouse", x.Warehouse, "人")), figureCell(p.Count("difference", x.Difference, "人"))}
}

// orAll names a coordinate that a control total does not break down by.
func orAll(s string) string {
	if s == "" {
		return allLevels
	}
	return s
}

// checkResults lists the checks of the build that have a question of their own,
// and of those on single columns (a key is unique, a count is not negative) the
// failed ones: two hundred lines of "passed" tell a reader nothing.
func (r *report) checkResults() Section {
	t := &Table{ID: "checks", Title: "检查结果", Basis: Basis{Source: "provenance.check_result"}, Columns: []Column{
		{Key: "title", Title: "检查"}, {Key: "severity", Title: "程度"}, {Key: "status", Title: "结果"},
		{Key: "bad_rows", Title: "问题行", Unit: "行", Numeric: true}, {Key: "remedy", Title: "处理办法"}}}
	for _, c := range r.Checks {
		if c.failed() || !c.onColumn() {
			t.Rows = append(t.Rows, c.cells())
		}
	}
	return section("checks", "检查结果", "这次构建没有记录检查结果。", t)
}

// cells is a check as a line of the table.
func (c CheckRow) cells() []Cell {
	status, remedy := "通过", ""
	if c.failed() {
		status, remedy = "未通过", c.Remedy
	}
	p := figure.Place{Grain: "check", Source: "provenance.check_result", Keys: []figure.Key{{Name: "check", Value: c.Name}}}
	return []Cell{labelCell(c.Title), labelCell(titled(severityTitles, c.Severity)), labelCell(status),
		figureCell(p.Count("bad_rows", c.BadRows, "行")), {Label: remedy}}
}

// checkTally counts checks; blocking failed and keep a build from being
// published, column are those on single columns that passed.
type checkTally struct{ all, failed, blocking, column int64 }

func (n *checkTally) add(c CheckRow) {
	n.all++
	switch {
	case c.failed():
		n.failed++
		if c.Severity == "block" {
			n.blocking++
		}
	case c.onColumn():
		n.column++
	}
}

// words says how many checks passed, and what the table leaves out.
func (n checkTally) words() Block {
	if n.all == 0 {
		return nil
	}
	p := figure.Place{Grain: "checks", Source: "provenance.check_result"}
	all := []Span{prose.T("共"), prose.F(p.Count("checks", n.all, "项")), prose.T("项检查，")}
	var left []Span
	if n.column > 0 {
		left = []Span{prose.T("；其中对单个列的检查（不为空、不重复、取值在代码表内等）有"),
			prose.F(p.Count("checks_column", n.column, "项")), prose.T("项通过，不逐项列出")}
	}
	if n.failed == 0 {
		return finding(all, []Span{prose.T("全部通过")}, left)
	}
	failed := []Span{prose.F(p.Count("checks_failed", n.failed, "项")), prose.T("项未通过")}
	if n.blocking == 0 { // what it is worth, for readers who do not have the list
		return finding(all, failed, []Span{prose.T("，都是提请核对的警告")}, left)
	}
	return warning(all, failed, left)
}

// overrides lists the models that the workspace replaced.
func (r *report) overrides() Section {
	t := &Table{ID: "overrides", Title: "本工作区改写的模型", Basis: Basis{Source: "provenance.override"}, Columns: []Column{
		{Key: "model", Title: "模型"}, {Key: "base", Title: "原模型指纹"}, {Key: "own", Title: "改写后指纹"}}}
	for _, o := range r.Overrides {
		t.Rows = append(t.Rows, []Cell{citeCell(o.Model), citeCell(short(o.BaseSHA256)), citeCell(short(o.SHA256))})
	}
	var words Block
	if len(t.Rows) > 0 {
		words = warning([]Span{prose.T("本工作区改写了下列模型，相应数字与随程序发布的算法不同")})
	}
	return section("overrides", "改写的模型", "没有改写任何模型，全部数字由随程序发布的模型算出。", words, t)
}
