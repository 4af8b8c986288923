package chapter

import "quxiang/reports/figure"

// measure is a column of a placement table: its heading and how to make its
// figure from a row.
type measure struct {
	Column
	of func(r *report, p PlacementRow) *figure.Figure
}

// count is a measure in people that no edition changes.
func count(key, title string, of func(PlacementRow) int64) measure {
	return measure{Column{Key: key, Title: title, Unit: "人", Numeric: true},
		func(r *report, p PlacementRow) *figure.Figure {
			return r.place(p).Count(key, of(p), "人")
		}}
}

// part is a measure in people that the edition decides.
func part(key, title string, of func(PlacementRow) int64) measure {
	m := count(key, title, of)
	m.of = func(r *report, p PlacementRow) *figure.Figure { return r.place(p).Part(key, of(p)) }
	return m
}

// rate is a measure in percent of the graduates.
func rate(key, title string, of func(PlacementRow) int64) measure {
	return measure{Column{Key: key, Title: title, Unit: "%", Numeric: true},
		func(r *report, p PlacementRow) *figure.Figure { return r.rate(p, key, of(p)) }}
}

// share is a measure in percent of the graduates that no edition changes.
func share(key, title string, of func(PlacementRow) int64) measure {
	m := rate(key, title, of)
	m.of = func(r *report, p PlacementRow) *figure.Figure {
		p.Edition = ""
		return r.rate(p, key, of(p))
	}
	return m
}

// The counters of a row, named for measures.
func graduates(p PlacementRow) int64    { return p.Graduates }
func settled(p PlacementRow) int64      { return p.Settled }
func seeking(p PlacementRow) int64      { return p.Seeking }
func notSeeking(p PlacementRow) int64   { return p.NotSeeking }
func wantsStudy(p PlacementRow) int64   { return p.WantsStudy }
func wantsOther(p PlacementRow) int64   { return p.WantsOther }
func unregistered(p PlacementRow) int64 { return p.Unregistered }
func unrecognised(p PlacementRow) int64 { return p.Unrecognised }
func unsettled(p PlacementRow) int64    { return p.Graduates - p.Settled }

// partOf is the counter of an edition's part; nil for a part that marts do not
// count.
func partOf(name string) func(PlacementRow) int64 {
	return map[string]func(PlacementRow) int64{
		"employed":      func(p PlacementRow) int64 { return p.Employed },
		"startup":       func(p PlacementRow) int64 { return p.Startup },
		"flexible":      func(p PlacementRow) int64 { return p.Flexible },
		"further_study": func(p PlacementRow) int64 { return p.FurtherStudy },
		"settled_other": func(p PlacementRow) int64 { return p.SettledOther },
		"seeking":       seeking, "not_seeking": notSeeking,
		"unregistered": unregistered, "unrecognised": unrecognised,
	}[name]
}

// measures are a part's head count and its rate. Only settled parts depend on
// the edition.
func (p PartRow) measures() (people, ofAll measure) {
	of, title := partOf(p.Part), p.Part+"_rate"
	if p.Settled {
		return part(p.Part, p.Title, of), rate(title, p.RateTitle, of)
	}
	return count(p.Part, p.Title, of), share(title, p.RateTitle, of)
}

// graduatesMeasure is the head count, named for what the files hold.
func graduatesMeasure(c CutoffRow) measure {
	title := "毕业生人数"
	if c.RateRefused {
		title = "登记人数"
	}
	return count("graduates", title, graduates)
}

// brief is the measures of a table in the text: how many, how many settled,
// and the rates a reader looks for first.
func (r *report) brief(c CutoffRow) []measure {
	out := []measure{graduatesMeasure(c),
		part("settled", "落实人数", settled), rate("settled_rate", "毕业去向落实率", settled)}
	if c.RateRefused {
		return out
	}
	return append(out, share("seeking_rate", "待就业率", seeking),
		share("not_seeking_rate", "暂不就业率", notSeeking))
}

// full is every measure of a row: head count, each part with its rate, and all
// who are not settled, so that the parts add up to the whole.
func (r *report) full(c CutoffRow) []measure {
	out := []measure{graduatesMeasure(c),
		part("settled", "落实人数", settled), rate("settled_rate", "毕业去向落实率", settled)}
	for _, p := range r.parts {
		people, rate := p.measures()
		out = append(out, people, rate)
	}
	if c.RateRefused {
		return out
	}
	return append(out, count("seeking", "待就业", seeking), share("seeking_rate", "待就业率", seeking),
		count("not_seeking", "暂不就业", notSeeking), share("not_seeking_rate", "暂不就业率", notSeeking),
		count("unregistered", "未登记", unregistered), count("unrecognised", "未识别", unrecognised))
}

// measures are those of one table; id tells its tables apart, title is what
// they are about.
type measures struct {
	id, title string
	of        []measure
}

// partsOf is the id of the ways of being settled.
const partsOf = "-parts"

// fullParts are the same in tables that an upright page has room for: the rate,
// the ways of being settled, those who are not.
func (r *report) fullParts(c CutoffRow) []measures {
	all := r.full(c)
	settled, ways := all[:3], all[3:3+2*len(r.parts)]
	out := []measures{{"", "毕业去向落实率", settled}}
	if len(ways) > 0 {
		out = append(out, measures{partsOf, "落实方式", ways})
	}
	if rest := all[3+len(ways):]; len(rest) > 0 {
		out = append(out, measures{"-unsettled", "未落实去向", rest})
	}
	return out
}

// head is a label column of a placement table.
type head struct {
	Column
	of func(PlacementRow) Cell
}

// The label columns in use.
func levelHead() head {
	return head{Column{Key: "level", Title: "学历层次"}, func(p PlacementRow) Cell { return labelCell(p.Level) }}
}
func collegeHead() head {
	return head{Column{Key: "college", Title: "学院"}, func(p PlacementRow) Cell { return labelCell(p.College) }}
}
func majorHead() head {
	return head{Column{Key: "major", Title: "专业"}, func(p PlacementRow) Cell { return labelCell(p.Major) }}
}
func genderHead() head {
	return head{Column{Key: "gender", Title: "性别"}, func(p PlacementRow) Cell { return labelCell(p.Gender) }}
}
func originHead() head {
	return head{Column{Key: "origin", Title: "生源地"}, func(p PlacementRow) Cell { return labelCell(p.Origin) }}
}
func difficultyHead() head {
	return head{Column{Key: "difficulty", Title: "困难类别"}, func(p PlacementRow) Cell { return labelCell(p.Difficulty) }}
}

// placementTable lays rows out under heads and measures.
func (r *report) placementTable(c CutoffRow, id, title string, rows []PlacementRow, heads []head, ms []measure) *Table {
	t := &Table{ID: id, Title: title, Basis: r.basis(c), Notes: r.rateNotes(c)}
	for _, h := range heads {
		t.Columns = append(t.Columns, h.Column)
	}
	for _, m := range ms {
		t.Columns = append(t.Columns, m.Column)
	}
	for _, p := range rows {
		t.Rows = append(t.Rows, r.placementCells(p, heads, ms))
	}
	return t
}

// placementCells is one line of a placement table.
func (r *report) placementCells(p PlacementRow, heads []head, ms []measure) []Cell {
	var out []Cell
	for _, h := range heads {
		out = append(out, h.of(p))
	}
	for _, m := range ms {
		out = append(out, figureCell(m.of(r, p)))
	}
	return out
}

// rateNotes explains the mark — under a table whose rates were refused.
func (r *report) rateNotes(c CutoffRow) [][]Span {
	if !c.RateRefused {
		return nil
	}
	return [][]Span{{{Text: "“—”表示不适用："}, {Label: refusal(c)}}}
}
