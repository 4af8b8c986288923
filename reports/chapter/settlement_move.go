package chapter

import (
	"cmp"
	"slices"

	"quxiang/reports/figure"
	"quxiang/reports/prose"
)

// changeTitles are the Chinese names of what became of a person between two
// cut-offs, in the order in which they are told.
var changeTitles = []struct{ change, title string }{
	{"placed", "由未落实到落实"}, {"unplaced", "由落实到未落实"}, {"changed", "去向改变"},
	{"appeared", "新增"}, {"vanished", "消失"}, {"same", "未变"},
}

func changeTitle(change string) string {
	for _, c := range changeTitles {
		if c.change == change {
			return c.title
		}
	}
	return change
}

// movesShown is how many kinds of move the chapter lists; the workbook has the
// same, since what is rarer could name a person.
const movesShown = 40

// moves follows the graduates from each cut-off to the next: who found a
// place, who lost one, who is gone from the data. It is the check that an
// auditor makes first, and it compares people, not rates.
func (r *report) moves() Section {
	rows := r.movesOfCohort()
	t := &Table{ID: "moves", Title: "同一批毕业生前后两个截止日的去向", Ordered: true, Basis: Basis{Source: "marts.cutoff_move"},
		Columns: []Column{{Key: "from", Title: "前一截止日"}, {Key: "to", Title: "后一截止日"}, {Key: "change", Title: "变化"},
			{Key: "from_destination", Title: "原去向"}, {Key: "to_destination", Title: "现去向"},
			{Key: "people", Title: "人数", Unit: "人", Numeric: true}}}
	for _, m := range rows {
		if m.Change != "same" && len(t.Rows) < movesShown {
			t.Rows = append(t.Rows, []Cell{labelCell(r.cutoffName(m.FromCutoff)), labelCell(r.cutoffName(m.ToCutoff)), labelCell(changeTitle(m.Change)),
				labelCell(m.From), labelCell(m.To), figureCell(m.place().Count("moved", m.HeadCount, "人"))})
		}
	}
	bs := r.moveWords(rows)
	if len(t.Rows) > 0 {
		bs = append(bs, t)
	}
	if len(bs) > 0 {
		bs = append(bs, note([]Span{prose.T("只跟踪认得出是谁的毕业生；某个截止日的文件不含其学院的，不算新增或消失。初次统计之后的变化应有更正依据")}))
	}
	return section("moves", "截止日之间的去向变化", "只有一个截止日，或没有能前后对上的人。", bs...)
}

// movesOfCohort are the report's cohort's moves: pair by pair in time, the
// most frequent first.
func (r *report) movesOfCohort() []MoveRow {
	rows := slices.DeleteFunc(slices.Clone(r.Moves), func(m MoveRow) bool { return m.Cohort != r.main.Cohort })
	slices.SortStableFunc(rows, func(a, b MoveRow) int {
		return cmp.Or(r.cutoffOrder(a.FromCutoff)-r.cutoffOrder(b.FromCutoff), int(b.HeadCount-a.HeadCount),
			cmp.Compare(a.FromCode, b.FromCode), cmp.Compare(a.ToCode, b.ToCode))
	})
	return rows
}

// cutoffOrder is the place of a cut-off of the report's cohort in time.
func (r *report) cutoffOrder(cutoff string) int {
	return slices.IndexFunc(r.cutoffs, func(c CutoffRow) bool { return c.Cutoff == cutoff })
}

func (r *report) cutoffName(cutoff string) string {
	if i := r.cutoffOrder(cutoff); i >= 0 {
		return r.cutoffs[i].Title
	}
	return cutoff
}

// moveWords sums the moves of each pair of cut-offs by what they changed.
func (r *report) moveWords(rows []MoveRow) []Block {
	var bs []Block
	for len(rows) > 0 {
		pair := rows[0]
		end := slices.IndexFunc(rows, func(m MoveRow) bool { return m.FromCutoff != pair.FromCutoff })
		if end < 0 {
			end = len(rows)
		}
		bs = append(bs, r.pairWords(pair, rows[:end]))
		rows = rows[end:]
	}
	return bs
}

func (r *report) pairWords(pair MoveRow, rows []MoveRow) Block {
	sums := map[string]int64{}
	for _, m := range rows {
		sums[m.Change] += m.HeadCount
	}
	words := []Span{prose.T("从"), prose.L(r.cutoffName(pair.FromCutoff)), prose.T("到"), prose.L(r.cutoffName(pair.ToCutoff))}
	if pair.Late {
		words = append(words, prose.T("（初次统计之后）"))
	}
	p := figure.Place{Cohort: pair.Cohort, Cutoff: pair.ToCutoff, Grain: "pair", Source: "marts.cutoff_move",
		Keys: []figure.Key{{Name: "from_cutoff", Value: pair.FromCutoff}}}
	for _, c := range changeTitles {
		if sums[c.change] > 0 {
			words = append(words, prose.T("，"+c.title), prose.F(p.Count(c.change, sums[c.change], "人")), prose.T("人"))
		}
	}
	return finding(words)
}

// place is where the figure of a move stands.
func (m MoveRow) place() figure.Place {
	return figure.Place{Cohort: m.Cohort, Cutoff: m.ToCutoff, Grain: "move", Source: "marts.cutoff_move",
		Keys: []figure.Key{{Name: "from_cutoff", Value: m.FromCutoff}, {Name: "from", Value: m.FromCode}, {Name: "to", Value: m.ToCode}}}
}
