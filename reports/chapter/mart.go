package chapter

// Data is every row a report is made of, typed: one slice per mart. A field's
// tag names its column; the SQL reader and the tests' CSV reader fill the same
// structs, so chapters never learn where rows come from.
type Data struct {
	Cutoffs          []CutoffRow
	Placement        []PlacementRow
	Distribution     []DistributionRow
	Flow             []FlowRow
	Excluded         []ExcludedRow
	Moves            []MoveRow
	TieOut           []TieOutRow
	RosterDifference []RosterDifferenceRow
	TrendBreak       []TrendBreakRow
	Starts           []StartRow
	KeyGroups        []KeyGroupRow
	KeyRegions       []KeyRegionRow
	MajorChanges     []MajorChangeRow
	Labels           []LabelRow
	Editions         []EditionRow
	Parts            []PartRow
	Indicators       []IndicatorRow
	Rules            []RuleRow
	Populations      []PopulationRow
	Builds           []BuildRow
	Checks           []CheckRow
	Loads            []LoadRow
	Files            []FileRow
	Findings         []FindingRow
	Overrides        []OverrideRow
	Cards            CardData
	Ranks            RankData
	Surveys          SurveyData
	Linkage          LinkageData
	Quotas           QuotaData
	Duties           DutyData

	held bool // the edition does without what this cohort's last cut-off says
}

// CutoffRow is one (cohort, cut-off) that destinations were loaded for.
type CutoffRow struct {
	Cohort         int    `col:"cohort"`
	Cutoff         string `col:"cutoff"` // MM-DD
	AsOf           string `col:"as_of"`  // YYYY-MM-DD
	Title          string `col:"title"`  // 初次, 年终
	State          string `col:"state"`  // 自报, 省核, 核定
	Coverage       string `col:"coverage"`
	HasRoster      bool   `col:"has_roster"`
	RateRefused    bool   `col:"rate_refused"`
	RefusalReason  string `col:"refusal_reason"`
	EditionInForce string `col:"edition_in_force"`
	Inferred       bool   `col:"inferred"` // the 2024 partition is 推算 for this cohort
}

// PlacementRow is one group of graduates with all its counters, in people. The
// coordinates that are not in its grain are empty.
type PlacementRow struct {
	Cohort       int    `col:"cohort"`
	Cutoff       string `col:"cutoff"`
	Edition      string `col:"edition"`
	Grain        string `col:"grain"`
	Level        string `col:"level"`
	CollegeKey   string `col:"college_key"`
	College      string `col:"college"`
	MajorKey     string `col:"major_key"` // level:digits
	Major        string `col:"major"`
	Gender       string `col:"gender"`
	Origin       string `col:"origin"`
	Difficulty   string `col:"difficulty"`
	UrbanRural   string `col:"urban_rural"`
	Completion   string `col:"completion"`
	Graduates    int64  `col:"graduates"`
	Settled      int64  `col:"settled"`
	Employed     int64  `col:"employed"`
	Startup      int64  `col:"startup"`
	Flexible     int64  `col:"flexible"`
	FurtherStudy int64  `col:"further_study"`
	SettledOther int64  `col:"settled_other"`
	Seeking      int64  `col:"seeking"`
	NotSeeking   int64  `col:"not_seeking"`
	Unregistered int64  `col:"unregistered"`
	Unrecognised int64  `col:"unrecognised"`
	StudyHome    int64  `col:"study_domestic"`
	StudyAbroad  int64  `col:"study_abroad"`
	Enlisted     int64  `col:"enlisted"`
	GrassNation  int64  `col:"grassroots_national"`
	GrassLocal   int64  `col:"grassroots_local"`
	Agreement    int64  `col:"agreement"`
	Contract     int64  `col:"contract"`
	OtherForm    int64  `col:"other_form"`
	Research     int64  `col:"research_assistant"`
	Freelance    int64  `col:"freelance"`
	WantsStudy   int64  `col:"not_seeking_study"`
	WantsOther   int64  `col:"not_seeking_other"`
}

// DistributionRow is how many of a population carry one code of a dimension.
type DistributionRow struct {
	Cohort     int    `col:"cohort"`
	Cutoff     string `col:"cutoff"`
	Dimension  string `col:"dimension"`
	Population string `col:"population"`
	Level      string `col:"level"` // 全部, or one level
	Code       string `col:"code"`
	Label      string `col:"label"`
	Sort       int64  `col:"sort"`
	HeadCount  int64  `col:"head_count"`
	Total      int64  `col:"total"` // of the population at this level
}

// FlowRow is how many people of a population went from one province to another.
type FlowRow struct {
	Cohort       int    `col:"cohort"`
	Cutoff       string `col:"cutoff"`
	Population   string `col:"population"`
	OriginCode   string `col:"origin_province_code"`
	Origin       string `col:"origin_province"`
	OriginRegion string `col:"origin_region"`
	WorkCode     string `col:"work_province_code"`
	Work         string `col:"work_province"`
	WorkRegion   string `col:"work_region"`
	HeadCount    int64  `col:"head_count"`
}

// ExcludedRow is a group of people outside the denominator, and why.
type ExcludedRow struct {
	Cohort      int    `col:"cohort"`
	Cutoff      string `col:"cutoff"`
	Exclusion   string `col:"exclusion"`
	Level       string `col:"level"`
	Completion  string `col:"completion"`
	StudyForm   string `col:"study_form"`
	StudentType string `col:"student_type"`
	HeadCount   int64  `col:"head_count"`
	Settled     int64  `col:"settled"`
}

// MoveRow counts the people who stood at one destination at a cut-off and at
// another, or the same, at the next.
type MoveRow struct {
	Cohort     int    `col:"cohort"`
	FromCutoff string `col:"from_cutoff"`
	ToCutoff   string `col:"to_cutoff"`
	FromCode   string `col:"from_code"`
	From       string `col:"from_destination"`
	ToCode     string `col:"to_code"`
	To         string `col:"to_destination"`
	Change     string `col:"change"` // same, placed, unplaced, changed, appeared, vanished
	Late       bool   `col:"late"`   // after 31 August of the year of graduation
	HeadCount  int64  `col:"head_count"`
}

// TieOutRow is one control total beside the warehouse's own count.
type TieOutRow struct {
	Cohort      int    `col:"cohort"`
	Cutoff      string `col:"cutoff"`
	Level       string `col:"level"`
	College     string `col:"college"`
	MajorCode   string `col:"major_code"`
	Destination string `col:"destination_code"`
	Control     int64  `col:"control_count"`
	Warehouse   int64  `col:"warehouse_count"`
	Difference  int64  `col:"difference"`
	Source      string `col:"source"`
	SourceDate  string `col:"source_date"`
}

// RosterDifferenceRow counts people on one side only of roster and register.
type RosterDifferenceRow struct {
	Cohort    int    `col:"cohort"`
	Cutoff    string `col:"cutoff"`
	Side      string `col:"side"` // 只在名单, 只在去向登记
	College   string `col:"college"`
	HeadCount int64  `col:"head_count"`
}

// TrendBreakRow says whether a cohort can be compared with the one before it.
type TrendBreakRow struct {
	Cohort   int    `col:"cohort"`
	Cutoff   string `col:"cutoff"`
	Breaks   bool   `col:"breaks"`
	Why      string `col:"why"`
	Document string `col:"document"`
}

// LabelRow is one line of a code table.
type LabelRow struct {
	Dimension string `col:"dimension"`
	Code      string `col:"code"`
	Label     string `col:"label"`
	Sort      int64  `col:"sort"`
}

// EditionRow is an edition of the partition with its citation.
type EditionRow struct {
	Edition  string `col:"edition"`
	Title    string `col:"title"`
	Document string `col:"document"`
	Mark     string `col:"mark"` // S, 2, M
}

// PartRow is a part of an edition and the destination codes in it.
type PartRow struct {
	Edition   string `col:"edition"`
	Part      string `col:"part"`
	Title     string `col:"title"`
	RateTitle string `col:"rate_title"`
	Settled   bool   `col:"settled"`
	Sort      int64  `col:"sort"`
	Codes     string `col:"codes"` // 10、11
}

// IndicatorRow is an indicator with its formula and where it comes from.
type IndicatorRow struct {
	Indicator string `col:"indicator"`
	Edition   string `col:"edition"` // * where the editions agree
	Title     string `col:"title"`
	Formula   string `col:"formula"`
	Mark      string `col:"mark"`
	Citation  string `col:"citation"`
}

// RuleRow says who is in the denominator; * stands for any value, | for or.
type RuleRow struct {
	Rule        int64  `col:"rule"`
	Level       string `col:"level"`
	Completion  string `col:"completion"`
	StudyForm   string `col:"study_form"`
	StudentType string `col:"student_type"`
	Counts      bool   `col:"counts"`
	Why         string `col:"why"`
	Mark        string `col:"mark"`
}

// PopulationRow is a named population and the destination codes in it.
type PopulationRow struct {
	Population string `col:"population"`
	Title      string `col:"title"`
	Note       string `col:"note"`
	Sort       int64  `col:"sort"`
	Codes      string `col:"codes"`
}
