package rule

// Rule is one rule of cards, as a rule file states it with its defaults
// filled in.
type Rule struct {
	Name         string // 安徽2022
	Title        string
	Authority    string
	Document     string
	Citation     string // the source in words
	Mark         string // 原文, 转述 or 惯例
	Note         string // what is not in the source
	ValidFrom    int    // cohorts, 0 = open
	ValidTo      int
	Levels       []string // 学历层次 it applies to, empty = all
	Indicator    string   // settled_rate, …; "" in a rule of conditions
	Edition      string   // auto, 2021 or 2024
	Cutoff       string   // 12-31
	Grain        string   // GrainMajor or GrainProgramme
	Missing      string   // MissingBreak or MissingSkip
	Inherit      string   // InheritNone, InheritRenamed or InheritAll
	MinGraduates int64    // people, 0 = none
	SmallN       string   // SmallNMark or SmallNReplace
	Exclude      Exclude
	Peers        string // the group of comparators that need one, or ""
	Cards        []Level
	Needs        int // conditions that must be met, 0 in a rule of levels
	Conditions   []Condition

	File string // where it stands
	Row  int

	examples []example
}

// The words of a rule file.
const (
	GrainMajor     = "major"
	GrainProgramme = "programme"

	MissingBreak = "break"
	MissingSkip  = "skip"

	InheritNone    = "none"
	InheritRenamed = "renamed"
	InheritAll     = "all"

	SmallNMark    = "mark"
	SmallNReplace = "replace"

	PeersLevel = "level"
	PeersClass = "level_class"
	PeersType  = "level_type"
	PeersMajor = "major"

	EditionAuto = "auto"
)

// Exclude says which majors a rule leaves alone.
type Exclude struct {
	New          bool // 新设, fewer than three usable cohorts
	Suspended    bool // 停招
	Majors       []string
	Institutions []string
}

// Comparator is how a level compares a rate.
type Comparator string

// The comparators; Amount of a Level is hundredths of a percent or of a
// percentage point, for BottomN a number of places.
const (
	Below         Comparator = "below"
	Above         Comparator = "above"
	BelowMean     Comparator = "below_mean"
	BottomPercent Comparator = "bottom_percent"
	BottomN       Comparator = "bottom_n"
)

// ranked tells whether the comparator orders a unit among its peers.
func (c Comparator) ranked() bool { return c == BottomPercent || c == BottomN }

// needsPeers tells whether the comparator looks at other units.
func (c Comparator) needsPeers() bool { return c.ranked() || c == BelowMean }

// Level is a step of a rule: a card, and when it is shown.
type Level struct {
	Card        Conclusion // Red or Yellow
	Comparator  Comparator // "" in a rule of conditions
	Amount      int64
	Years       int // cohorts running
	Consequence string
	Review      int // years until the review
}

// Condition is one of several, of which a rule needs some.
type Condition struct {
	Title      string // 就业率
	Indicator  string
	Comparator Comparator // Below or Above
	Amount     int64      // hundredths
	Set        bool       // false: the source gives no line and nobody has set one
}

// reach says why the rule does not speak of the history's cohort, "" = it does.
func (r *Rule) reach(h *History, year int) string {
	switch {
	case r.ValidFrom != 0 && year < r.ValidFrom:
		return cohort(year) + "早于规则的有效期（" + r.validity() + "）"
	case r.ValidTo != 0 && year > r.ValidTo:
		return cohort(year) + "晚于规则的有效期（" + r.validity() + "）"
	case len(r.Levels) > 0 && !contains(r.Levels, h.Level):
		return "规则只适用于" + list(r.Levels)
	case contains(r.Exclude.Institutions, h.Institution):
		return "规则排除了这所学校"
	case contains(r.Exclude.Majors, h.Major) || contains(r.Exclude.Majors, majorCode(h.Major)):
		return "规则排除了这个专业"
	case r.Exclude.Suspended && h.suspended(year):
		return "专业已停招"
	}
	return ""
}

// shortestCourse is the length in years of the shortest course (专科): a major
// whose last cohort leaves in year + 3 takes nobody in year + 1.
const shortestCourse = 3

func (h *History) suspended(year int) bool {
	for _, c := range h.Changes {
		if c.Kind == Suspended && c.From == h.Major && c.ToCohort <= year+shortestCourse {
			return true
		}
	}
	return h.PlanStopped != 0 && h.PlanStopped <= year+1
}

// founded returns the first cohort of a 新设 major, ok = false for others.
func (h *History) founded() (first int, ok bool) {
	line := h.line()
	for _, c := range h.Changes {
		if c.Kind == Founded && (line[c.To] || c.To == "" && line[c.From]) {
			return c.FromCohort, true
		}
	}
	return 0, false
}
