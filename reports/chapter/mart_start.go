package chapter

// StartRow is what the register says of the work of one group of graduates who
// work in the country. Counts are people, pay is whole yuan a month.
type StartRow struct {
	Cohort     int    `col:"cohort"`
	Cutoff     string `col:"cutoff"`
	Grain      string `col:"grain"` // school, level, college, major
	Level      string `col:"level"`
	CollegeKey string `col:"college_key"`
	College    string `col:"college"`
	MajorKey   string `col:"major_key"`
	Major      string `col:"major"`
	People     int64  `col:"people"`
	Answered   int64  `col:"answered"` // stated whether the work goes with the major
	Related    int64  `col:"related"`
	Paid       int64  `col:"paid"` // stated their pay
	Lower      int64  `col:"pay_lower"`
	Median     int64  `col:"pay_median"`
	Upper      int64  `col:"pay_upper"`
}

// KeyGroupRow is what became of those on the list of a group that needs help;
// 全部 is all groups, everybody once. Counts are people.
type KeyGroupRow struct {
	Cohort       int    `col:"cohort"`
	Cutoff       string `col:"cutoff"`
	Group        string `col:"group_name"`
	Persons      int64  `col:"persons"`
	Graduates    int64  `col:"graduates"`
	Settled      int64  `col:"settled"`
	Seeking      int64  `col:"seeking"`
	NotSeeking   int64  `col:"not_seeking"`
	Unregistered int64  `col:"unregistered"`
	Unrecognised int64  `col:"unrecognised"`
}

// KeyRegionRow is how many of a population work in a region of national
// strategy; regions overlap.
type KeyRegionRow struct {
	Cohort     int    `col:"cohort"`
	Cutoff     string `col:"cutoff"`
	Population string `col:"population"`
	Region     string `col:"region"`
	Title      string `col:"title"`
	Sort       int64  `col:"sort"`
	Codes      string `col:"codes"` // of its provinces and cities, joined by 、
	Document   string `col:"document"`
	Mark       string `col:"mark"`
	HeadCount  int64  `col:"head_count"`
	Total      int64  `col:"total"`
}

// MajorChangeRow is a line of the history of majors: renamed, founded, closed.
type MajorChangeRow struct {
	Level        string `col:"level"`
	MajorKey     string `col:"major_key"`
	Major        string `col:"major"`
	CurrentKey   string `col:"current_major_key"`
	CurrentMajor string `col:"current_major"`
	Kind         string `col:"change_kind"` // 更名, 新设, 停招, …
	From         int    `col:"from_cohort"`
	To           int    `col:"to_cohort"`
	Document     string `col:"document"`
}
