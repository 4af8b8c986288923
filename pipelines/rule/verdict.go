package rule

// Conclusion is what a rule alone says of a unit (规则结论).
type Conclusion string

// The conclusions, in order of precedence.
const (
	Lacking      Conclusion = "数据不足"
	Inapplicable Conclusion = "不适用"
	Red          Conclusion = "红"
	Yellow       Conclusion = "黄"
	Silent       Conclusion = "未触发"
)

// Verdict is what a rule says of a unit in a year.
type Verdict struct {
	Rule       string
	Key        Key
	Year       int
	Conclusion Conclusion
	Level      int        // index into Rule.Cards of the level that Used belongs to, -1 = none
	Reason     string     // Chinese
	Used       []UsedYear // ascending; empty in a rule of conditions
	SpansBreak bool       // 跨口径: a break inside the run, not at its first cohort
	// Of a card: what the rule says of the 招生计划, and when it is looked at
	// again. Empty and 0 for any other conclusion.
	Consequence  string
	ReviewCohort int
	ReviewDate   string // the cut-off of that cohort, 2027-12-31
	Conditions   []ConditionResult
	SmallN       string // of the rule, for Mark
}

// UsedYear is a cohort as a level used it.
type UsedYear struct {
	Cohort int
	Counts
	Num, Den int64 // people: the rate is Num/Den
	// The line is LineNum/LineDen hundredths of a percent, exactly; LineDen is
	// 0 where there are too few peers for one. For a rank it is the rate of the
	// last place that fires, which itself fires.
	LineNum, LineDen   int64
	DistanceHundredths int64 // how far beyond the line, negative before it: hundredths of a point, half away from zero
	Position, Peers    int   // of a rank, 0 for other comparators
	Fires              bool
	Majors             []string // keys whose rows were added up, sorted
	Breaks             string
}

// ConditionState is what became of one condition.
type ConditionState string

// The states of a condition.
const (
	Hit        ConditionState = "触发"
	Miss       ConditionState = "未触发"
	Untestable ConditionState = "无法检验"
)

// ConditionResult is a condition as it was found in the year.
type ConditionResult struct {
	Title, Indicator string
	State            ConditionState
	Missing          string // what an untestable one lacks
	Num, Den         int64  // the indicator is 10000·Num/Den hundredths; 0 without data
	LineHundredths   int64  // 0 without a line
}
