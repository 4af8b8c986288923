package quota

// Line is a major in the plan.
type Line struct {
	Key        string // unique: 本科:080901
	Code, Name string
	Level      string // of study
	College    string // empty: in none
	Base       int64  // this year's plan
	Index      int64  // 0–1000; Neutral where there is none
	IndexNote  string // why there is none: LacksIndex
	IndexWhy   string // what raises and lowers it
	Facts             // what the rule table looks at
	Capacity   *int64 // people that rooms and teachers allow; nil: not known
	Controlled bool   // 国控: may not grow
	Suspended  bool   // 已停招
	Pinned     *int64 // what the committee has fixed already; nil: nothing
}

// Caps are what the committee sets for all lines.
type Caps struct {
	Total       int64 // next year's plan of all lines together
	UpPercent   int64 // whole percent of its base by which a line may grow
	DownPercent int64 // and shrink
	LeastClass  int64 // people in the smallest class worth teaching; 25 is usual
	Groups      []GroupBound
}

// GroupBound bounds the sum of a level of study or of a college within it.
type GroupBound struct {
	Level   string
	College string // empty: the whole level
	Low     int64
	High    int64 // 0: no upper bound
}

// key names the group: 本科, 本科/理学院.
func (g GroupBound) key() string { return groupKey(g.Level, g.College) }

func groupKey(level, college string) string {
	if college == "" {
		return level
	}
	return level + "/" + college
}

// judged is a line with what the rule table says of it.
type judged struct {
	*Line
	table   *Table // nil: none
	beyond  bool   // the table is not for this level of study
	row     *Row   // nil: none applies
	missing []string
	ruling  ruling
}

// judge applies the table; without one a line is bound by the ± cap alone.
func judge(l *Line, table *Table) judged {
	j := judged{Line: l, table: table, ruling: unbound}
	if j.beyond = table != nil && !table.Covers(l.Level); table == nil || j.beyond {
		return j
	}
	j.row, j.missing = table.row(&l.Facts)
	if j.row != nil && j.row.act.kind == atPlaced && newest(&l.Facts).N == 0 {
		j.row, j.missing = nil, []string{"上年实际就业人数"}
	}
	if j.row == nil {
		j.ruling.manual = true
		return j
	}
	j.ruling = j.row.act.on(l.Base, newest(&l.Facts).K)
	return j
}

// entry joins the bounds that do not depend on the caps. Suspension comes
// before everything; what the committee has pinned takes the rule's place; the
// capacity and 国控 hold for both.
func (j *judged) entry() Entry {
	low, high := limit{}, limit{at: MaxTotal}
	e := Entry{Key: j.Key, Base: j.Base, Index: j.Index, Group: -1}
	switch {
	case j.Pinned != nil:
		low, high = limit{*j.Pinned, ByPinned}, limit{*j.Pinned, ByPinned}
	case !j.Suspended:
		low, high = low.atLeast(j.ruling.low, ByRule), high.atMost(j.ruling.high, ByRule)
		e.Free = j.ruling.free
	}
	if j.Suspended {
		high = high.atMost(0, BySuspended)
	}
	if j.Capacity != nil {
		high = high.atMost(*j.Capacity, ByCapacity)
	}
	if j.Controlled {
		high = high.atMost(j.Base, ByControlled)
	}
	e.Low, e.LowBy, e.High, e.HighBy = low.at, low.by, high.at, high.by
	return e
}

// decided tells that the rule table is silent because others have spoken.
func (j *judged) decided() bool { return j.Pinned != nil || j.Suspended }

// byHand tells that the committee has to decide: the rule gives no amount, or
// does not say which row applies.
func (j *judged) byHand() bool { return j.ruling.manual && !j.decided() }
