package chapter

// EntryCohortRow is what became of everybody who entered in a year. Counts are
// people.
type EntryCohortRow struct {
	Institution         string `col:"institution_code"`
	EntryYear           int    `col:"entry_year"`
	Level               string `col:"level"`
	Type                string `col:"admission_type"`
	Due                 int    `col:"due_cohort"` // cohort in which they graduate on time
	DueOnFile           bool   `col:"due_on_file = 1"`
	Covered             bool   `col:"covered = 1"` // the admission list covers the cohort
	MatchedBy           string `col:"matched_by"`  // 人, 数
	Plan                int64  `col:"plan"`
	Admitted            int64  `col:"admitted"`
	Registered          int64  `col:"registered"`
	RegistrationUnknown int64  `col:"registration_unknown"`
	ChoiceEligible      int64  `col:"choice_eligible"`
	FirstChoice         int64  `col:"first_choice"`
	Adjusted            int64  `col:"adjusted"`
	TransferredIn       int64  `col:"transferred_in"`
	ResumedIn           int64  `col:"resumed_in"`
	TransferredOut      int64  `col:"transferred_out"`
	MovedOut            int64  `col:"moved_out"`
	Withdrawn           int64  `col:"withdrawn"`
	OtherLeave          int64  `col:"other_leave"`
	Studying            int64  `col:"studying"`
	Concluded           int64  `col:"concluded"`
	LeftEarly           int64  `col:"left_early"`
	Graduated           int64  `col:"graduated"`
	OnTime              int64  `col:"graduated_on_time"`
	Unmatched           int64  `col:"unmatched"`
	UnmatchedPeople     int64  `col:"unmatched_people"`
	ByCount             int64  `col:"by_count"`
	NoEntry             int64  `col:"no_entry"`
	Settled             int64  `col:"settled"`
	FurtherStudy        int64  `col:"further_study"`
	Related             int64  `col:"related"`
	RelatedBase         int64  `col:"related_base"`
}

// LinkageRow is the same of a major, with where its graduates work.
type LinkageRow struct {
	Institution    string `col:"institution_code"`
	EntryYear      int    `col:"entry_year"`
	Level          string `col:"level"`
	Type           string `col:"admission_type"`
	MajorKey       string `col:"major_key"`
	Major          string `col:"major"`
	IsClass        bool   `col:"is_class = 1"`
	MatchedBy      string `col:"matched_by"`
	Plan           int64  `col:"plan"`
	PlanSplit      int64  `col:"plan_split"`
	Admitted       int64  `col:"admitted"`
	AdmittedSplit  int64  `col:"admitted_split"`
	CameAdmitted   int64  `col:"admitted_registered"` // of those admitted to it
	CameSplit      int64  `col:"registered_split"`    // of a 大类, divided as its students were
	CameKnown      bool   `col:"registered_split is not null and registration_unknown = 0"`
	Registered     int64  `col:"registered"` // where they stand
	ChoiceEligible int64  `col:"choice_eligible"`
	FirstChoice    int64  `col:"first_choice"`
	Adjusted       int64  `col:"adjusted"`
	Ranked         int64  `col:"score_ranked"`
	Position       int64  `col:"position_median"` // ten-thousandths; smaller is better
	TransferredIn  int64  `col:"transferred_in"`
	ResumedIn      int64  `col:"resumed_in"`
	TransferredOut int64  `col:"transferred_out"`
	MovedOut       int64  `col:"moved_out"`
	Withdrawn      int64  `col:"withdrawn"`
	OtherLeave     int64  `col:"other_leave"`
	Studying       int64  `col:"studying"`
	Concluded      int64  `col:"concluded"`
	LeftEarly      int64  `col:"left_early"`
	Graduated      int64  `col:"graduated"`
	OnTime         int64  `col:"graduated_on_time"`
	Unmatched      int64  `col:"unmatched"`
	Settled        int64  `col:"settled"`
	FurtherStudy   int64  `col:"further_study"`
	Related        int64  `col:"related"`
	RelatedBase    int64  `col:"related_base"`
	Local          int64  `col:"local"`
	LocalBase      int64  `col:"local_base"`
	Returned       int64  `col:"returned"`
	ReturnBase     int64  `col:"return_base"`
}

// ClassSplitRow is a 大类 plan divided among its majors.
type ClassSplitRow struct {
	EntryYear     int    `col:"entry_year"`
	Level         string `col:"level"`
	Type          string `col:"admission_type"`
	Class         string `col:"class"`
	MajorKey      string `col:"major_key"`
	Major         string `col:"major"`
	BasisYear     int    `col:"basis_year"`
	Students      int64  `col:"students"`
	StudentsAll   int64  `col:"students_all"`
	ClassPlan     int64  `col:"class_plan"`
	PlanSplit     int64  `col:"plan_split"`
	ClassAdmitted int64  `col:"class_admitted"`
	AdmittedSplit int64  `col:"admitted_split"`
}

// ModeCountRow counts the admitted of whom a choice rate means nothing.
type ModeCountRow struct {
	EntryYear int    `col:"entry_year"`
	Level     string `col:"level"`
	Type      string `col:"admission_type"`
	Title     string `col:"title"`
	People    int64  `col:"people"`
}

// VacancyRow is the positions offered to a major's graduates.
type VacancyRow struct {
	Institution string `col:"institution_code"`
	Cohort      int    `col:"cohort"`
	Level       string `col:"level"`
	MajorKey    string `col:"major_key"`
	Major       string `col:"major"`
	Cutoff      string `col:"cutoff"`
	Positions   int64  `col:"positions"`
	Graduates   int64  `col:"graduates"`
}

// CareerRow is a major of an entry cohort from the plan to the survey three to
// five years on. Shares are hundredths of a percent, pay is yuan.
type CareerRow struct {
	Institution   string `col:"institution_code"`
	EntryYear     int    `col:"entry_year"`
	Level         string `col:"level"`
	Type          string `col:"admission_type"`
	MajorKey      string `col:"major_key"`
	Major         string `col:"major"`
	Due           int    `col:"due_cohort"`
	Plan          int64  `col:"plan"`
	Registered    int64  `col:"registered"`
	Graduated     int64  `col:"graduated"`
	Settled       int64  `col:"settled"`
	Related       int64  `col:"related"`
	RelatedBase   int64  `col:"related_base"`
	SurveyYear    int    `col:"survey_year"`
	SurveyPeople  int64  `col:"survey_people"`
	SurveyValid   int64  `col:"survey_valid"`
	LaterRelated  int64  `col:"later_related"`
	LaterSatisfy  int64  `col:"later_satisfaction"`
	LaterPay      int64  `col:"later_pay"`
	NoRelated     string `col:"related_withheld"`
	NoSatisfy     string `col:"satisfaction_withheld"`
	NoPay         string `col:"pay_withheld"`
	HasVacancies  bool   `col:"(positions is not null)"`
	Positions     int64  `col:"positions"`
	VacancyPeople int64  `col:"vacancy_graduates"`
}

// LinkageData are the rows of the chapter 招生、培养与就业联动.
type LinkageData struct {
	Cohorts   []EntryCohortRow
	Majors    []LinkageRow
	Splits    []ClassSplitRow
	Modes     []ModeCountRow
	Vacancies []VacancyRow
	Careers   []CareerRow
}

// readLinkage reads the entry cohorts due up to a cohort. A major's vacancies
// are those of the report's cohort.
func readLinkage(r *reader, d *LinkageData, cohort int) {
	fill(r, &d.Cohorts, "marts.entry_cohort", "where due_cohort <= ?", cohort)
	fill(r, &d.Majors, "marts.linkage", `where (institution_code, entry_year, level, admission_type) in (
		select institution_code, max(entry_year), level, admission_type from marts.entry_cohort
		where due_cohort <= ? and due_on_file = 1 group by institution_code, level, admission_type)`, cohort)
	fill(r, &d.Splits, "marts.class_split", "where entry_year = (select max(entry_year) from marts.class_split where entry_year <= ? + 1)", cohort)
	fill(r, &d.Modes, "marts.admission_mode_count", `where (institution_code, entry_year, level, admission_type) in (
		select institution_code, max(entry_year), level, admission_type from marts.entry_cohort
		where due_cohort <= ? and due_on_file = 1 group by institution_code, level, admission_type)`, cohort)
	fill(r, &d.Vacancies, "marts.vacancy", "where cohort = ?", cohort)
	fill(r, &d.Careers, "marts.linkage_career", `where (institution_code, entry_year, level, admission_type) in (
		select institution_code, max(entry_year), level, admission_type from marts.linkage_career
		where due_cohort <= ? and survey_year <= ? + 1 group by institution_code, level, admission_type)`, cohort, cohort)
}
