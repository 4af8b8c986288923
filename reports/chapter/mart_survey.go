package chapter

// SurveyResponseRow is how many of a survey's roster were asked and answered.
type SurveyResponseRow struct {
	Survey          string `col:"survey"` // 校友, 用人单位
	Institution     string `col:"institution_code"`
	Year            int    `col:"survey_year"`
	Cohort          int    `col:"cohort"` // 0 for employers
	Unit            string `col:"unit"`   // 全部, 层次, 专业
	Level           string `col:"level"`
	MajorKey        string `col:"major_key"`
	Major           string `col:"major"`
	People          int64  `col:"people"`
	HasInvitations  bool   `col:"has_invitations"`
	Invited         int64  `col:"invited"`
	Reached         int64  `col:"reached"`
	Unreachable     int64  `col:"unreachable"`
	Deceased        int64  `col:"deceased"`
	Refused         int64  `col:"refused"`
	Answers         int64  `col:"answers"`
	NotOnRoster     int64  `col:"not_on_roster"`
	RepeatedAnswers int64  `col:"repeated"`
	NoConsent       int64  `col:"no_consent"`
	TooFast         int64  `col:"too_fast"`
	NoStatus        int64  `col:"no_status"`
	Valid           int64  `col:"valid"`
}

// SurveyRakingRow is how the weighting of a survey went.
type SurveyRakingRow struct {
	Survey       string `col:"survey"`
	Institution  string `col:"institution_code"`
	Year         int    `col:"survey_year"`
	Cohort       int    `col:"cohort"`
	People       int64  `col:"people"`
	Answers      int64  `col:"answers"`
	Converged    bool   `col:"converged"`
	Capped       bool   `col:"capped"`
	Trimmed      int64  `col:"trimmed"`
	Largest      int64  `col:"largest"`       // hundredths of the mean weight
	DesignEffect int64  `col:"design_effect"` // hundredths
	Effective    int64  `col:"effective"`     // tenths
	Merged       string `col:"merged"`
}

// SurveyBalanceRow is a category of the roster beside those who answered.
type SurveyBalanceRow struct {
	Survey      string `col:"survey"`
	Institution string `col:"institution_code"`
	Year        int    `col:"survey_year"`
	Cohort      int    `col:"cohort"`
	Sort        int64  `col:"sort"`
	Margin      string `col:"margin"`
	Category    string `col:"category"`
	People      int64  `col:"people"`
	Answers     int64  `col:"answers"`
	Weighted    int64  `col:"weighted"`
	Imbalance   int64  `col:"imbalance"` // ten-thousandths
	Largest     int64  `col:"largest"`
}

// SurveyIndicatorRow is an estimate. Values have the decimals of its measure.
type SurveyIndicatorRow struct {
	Survey       string `col:"survey"`
	Institution  string `col:"institution_code"`
	Year         int    `col:"survey_year"`
	Cohort       int    `col:"cohort"`
	Unit         string `col:"unit"`
	Level        string `col:"level"`
	MajorKey     string `col:"major_key"`
	Indicator    string `col:"indicator"`
	Option       string `col:"option"`
	People       int64  `col:"people"`
	Valid        int64  `col:"valid"`
	N            int64  `col:"n"`
	DesignEffect int64  `col:"design_effect"`
	Effective    int64  `col:"effective"`
	Withheld     string `col:"withheld"` // why there is no estimate; empty: there is
	Unweighted   int64  `col:"unweighted"`
	Weighted     int64  `col:"weighted"`
	HasInterval  bool   `col:"low is not null"`
	Low          int64  `col:"low"`
	High         int64  `col:"high"`
	HasBand      bool   `col:"band_low is not null"`
	BandLow      int64  `col:"band_low"`
	BandHigh     int64  `col:"band_high"`
	WideLow      int64  `col:"wide_low"`
	WideHigh     int64  `col:"wide_high"`
	Q1           int64  `col:"q1"`
	Median       int64  `col:"median"`
	Q3           int64  `col:"q3"`
	PlainQ1      int64  `col:"plain_q1"`
	PlainMedian  int64  `col:"plain_median"`
	PlainQ3      int64  `col:"plain_q3"`
}

// SurveyMeasureRow is what an indicator of a survey means.
type SurveyMeasureRow struct {
	Sort       int64  `col:"sort"`
	Survey     string `col:"survey"`
	Indicator  string `col:"indicator"`
	Title      string `col:"title"`
	Kind       string `col:"kind"` // share, mean, ratio
	Unit       string `col:"unit"`
	Decimals   int    `col:"decimals"`
	Base       string `col:"base"`
	Definition string `col:"definition"`
}

// SurveyRuleRow is the one row of lines that surveys are judged by.
type SurveyRuleRow struct {
	MinSeconds     int64 `col:"min_seconds"`
	PayLow         int64 `col:"pay_low"`
	PayHigh        int64 `col:"pay_high"`
	LeastResponse  int64 `col:"least_response"`
	LeastEffective int64 `col:"least_effective"`
	LeastAnswers   int64 `col:"least_answers"`
	LeastToName    int64 `col:"least_to_name"`
	LargestWeight  int64 `col:"largest_weight"`
	Band           int64 `col:"band"`
}

// SurveyData are the rows of the chapters on alumni and employers: those of the
// latest surveys that the report's readers can know of.
type SurveyData struct {
	Responses  []SurveyResponseRow
	Rakings    []SurveyRakingRow
	Balances   []SurveyBalanceRow
	Indicators []SurveyIndicatorRow
	Measures   []SurveyMeasureRow
	Rules      []SurveyRuleRow
	Starts     []SurveyStartRow
}

// SurveyStartRow is what another cohort started on.
type SurveyStartRow struct {
	Institution string `col:"institution_code"`
	Year        int    `col:"survey_year"`
	Cohort      int    `col:"cohort"`
	StartCohort int    `col:"start_cohort"`
	Paid        int64  `col:"paid"`
	Pay         int64  `col:"pay"`
}

// latestSurvey is, of each survey of a school, the last one up to the year after
// a cohort left.
const latestSurvey = `where (survey, institution_code, survey_year) in (
	select survey, institution_code, max(survey_year) from marts.survey_response
	where survey_year <= ? + 1 group by survey, institution_code)`

// readSurveys reads what the latest surveys up to a report of cohort found.
func readSurveys(r *reader, d *SurveyData, cohort int) {
	fill(r, &d.Responses, "marts.survey_response", latestSurvey, cohort)
	fill(r, &d.Rakings, "marts.survey_raking", latestSurvey, cohort)
	fill(r, &d.Balances, "marts.survey_balance", latestSurvey, cohort)
	fill(r, &d.Indicators, "marts.survey_indicator", latestSurvey, cohort)
	fill(r, &d.Measures, "marts.survey_measure", "")
	fill(r, &d.Rules, "marts.survey_rule", "")
	fill(r, &d.Starts, "marts.survey_start", "where survey_year <= ? + 1", cohort)
}
