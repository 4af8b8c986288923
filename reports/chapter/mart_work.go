package chapter

// StaffCountRow counts the people who hold a post; somebody with two posts is in
// two rows.
type StaffCountRow struct {
	Institution string `col:"institution_code"`
	UnitLevel   string `col:"unit_level"` // 校级, 院级
	CollegeKey  string `col:"college_key"`
	Post        string `col:"post"`
	FullTime    string `col:"full_time"` // 专职, 兼职
	People      int64  `col:"people"`
	Trained     int64  `col:"trained"`
}

// BudgetItemRow is an amount in its least unit: 分, m², 人, 个.
type BudgetItemRow struct {
	Institution string `col:"institution_code"`
	Item        string `col:"item"`
	Amount      int64  `col:"amount"`
}

// CourseRow is a course; hours are tenths, credits hundredths.
type CourseRow struct {
	Institution string `col:"institution_code"`
	Course      string `col:"course_name"`
	Kind        string `col:"kind"`
	Nature      string `col:"nature"`
	Hours       *int64 `col:"hours10"`
	Credits     *int64 `col:"credits100"`
	ShouldTake  *int64 `col:"should_take"`
	Took        *int64 `col:"took"`
}

// ActivityRow counts events and who came.
type ActivityRow struct {
	Institution string `col:"institution_code"`
	Kind        string `col:"kind"`
	Stage       string `col:"stage"`
	UnitLevel   string `col:"unit_level"`
	CollegeKey  string `col:"college_key"`
	Events      int64  `col:"events"`
	Attended    int64  `col:"attended"`
	Employers   int64  `col:"employers"`
	Vacancies   int64  `col:"vacancies"`
}

// VisitRow counts visits to employers.
type VisitRow struct {
	Institution  string `col:"institution_code"`
	Role         string `col:"role"`
	CollegeKey   string `col:"college_key"`
	People       int64  `col:"people"`
	Visits       int64  `col:"visits"`
	Employers    int64  `col:"employers"`
	NewEmployers int64  `col:"new_employers"`
	Vacancies    int64  `col:"vacancies"`
	Hired        int64  `col:"hired"`
}

// HelpRow counts the students of a key group by what was done for them; nil
// where the list does not tell.
type HelpRow struct {
	Institution string `col:"institution_code"`
	CollegeKey  string `col:"college_key"` // empty: the school
	Group       string `col:"group_name"`  // or 全部, everybody once
	Persons     int64  `col:"persons"`
	Filed       *int64 `col:"filed"`
	Planned     *int64 `col:"planned"`
	Helped      *int64 `col:"helped"`
	Talk3       *int64 `col:"talk3"`
	Activity3   *int64 `col:"activity3"`
	Posting3    *int64 `col:"posting3"`
	Trained     *int64 `col:"trained"`
	Internship  *int64 `col:"internship"`
	Subsidy     *int64 `col:"subsidy"`
}

// StartupRow counts a school's start-ups; Funding is in 分.
type StartupRow struct {
	Institution string `col:"institution_code"`
	Projects    int64  `col:"projects"`
	Alive       int64  `col:"alive"`
	Funded      int64  `col:"funded"`
	Funding     int64  `col:"funding"`
	Jobs        int64  `col:"jobs"`
}

// IncubatorRow is a place for start-ups; its area is in m².
type IncubatorRow struct {
	Institution string `col:"institution_code"`
	Incubator   string `col:"incubator"`
	Kind        string `col:"kind"`
	Rank        string `col:"rank"`
	Area        *int64 `col:"area"`
	Projects    *int64 `col:"projects"`
	Mentors     *int64 `col:"mentors"`
}

// VerificationRow counts the people whose destination was checked in one way.
type VerificationRow struct {
	Institution string `col:"institution_code"`
	CollegeKey  string `col:"college_key"` // empty: the school
	Way         string `col:"way"`
	People      int64  `col:"people"`
	Complete    int64  `col:"complete"`
	Untrue      int64  `col:"untrue"`
	Pending     int64  `col:"pending"`
}

// WorkData are what the registers of the employment office hold, counted.
type WorkData struct {
	Staff         []StaffCountRow
	Budget        []BudgetItemRow
	Courses       []CourseRow
	Activities    []ActivityRow
	Visits        []VisitRow
	Helps         []HelpRow
	Startups      []StartupRow
	Incubators    []IncubatorRow
	Verifications []VerificationRow
}

// readWork reads the registers' counts of a cohort.
func readWork(r *reader, d *WorkData, cohort int) {
	const where = "where cohort = ?"
	fill(r, &d.Staff, "marts.staff_count", where, cohort)
	fill(r, &d.Budget, "marts.budget_item", where, cohort)
	fill(r, &d.Courses, "marts.course_list", where, cohort)
	fill(r, &d.Activities, "marts.activity_count", where, cohort)
	fill(r, &d.Visits, "marts.visit_count", where, cohort)
	fill(r, &d.Helps, "marts.help_count", where, cohort)
	fill(r, &d.Startups, "marts.startup_count", where, cohort)
	fill(r, &d.Incubators, "marts.incubator_list", where, cohort)
	fill(r, &d.Verifications, "marts.verification_count", where, cohort)
}

// ofCollege is a college's own rows of the registers.
func (d WorkData) ofCollege(key string) WorkData {
	return WorkData{
		Staff:         without(d.Staff, func(s StaffCountRow) bool { return s.CollegeKey != key }),
		Activities:    without(d.Activities, func(a ActivityRow) bool { return a.CollegeKey != key }),
		Visits:        without(d.Visits, func(v VisitRow) bool { return v.CollegeKey != key }),
		Helps:         without(d.Helps, func(h HelpRow) bool { return h.CollegeKey != key }),
		Verifications: without(d.Verifications, func(v VerificationRow) bool { return v.CollegeKey != key }),
	}
}
