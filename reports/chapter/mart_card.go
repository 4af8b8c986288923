package chapter

// VerdictRow is a red or yellow card: what a rule says of a major, and how sure
// that is. Counts are people; probabilities are ten-thousandths.
type VerdictRow struct {
	Rule            string `col:"rule" json:"rule"`
	InstitutionCode string `col:"institution_code" json:"institution_code"`
	Institution     string `col:"institution" json:"institution"`
	Level           string `col:"level" json:"level"`
	MajorKey        string `col:"major_key" json:"major_key"`
	Major           string `col:"major" json:"major"`
	Kind            string `col:"programme_kind" json:"programme_kind"`
	Cohort          int    `col:"cohort" json:"cohort"`
	Conclusion      string `col:"conclusion" json:"conclusion"` // 红, 黄
	Shown           string `col:"shown" json:"shown"`           // 红, 黄, or 关注 in its place
	Mark            string `col:"mark" json:"mark"`             // 关注 beside it
	Consequence     string `col:"consequence" json:"consequence"`
	ReviewDate      string `col:"review_date" json:"review_date"`
	Reason          string `col:"reason" json:"reason"` // each cohort beside its line, or each condition
	SpansBreak      bool   `col:"spans_break" json:"spans_break"`
	Weighed         bool   `col:"weighed" json:"weighed"` // there are cohorts with a rate, and so a probability
	Evidence        string `col:"evidence" json:"evidence"`
	Probability     int64  `col:"probability" json:"probability"`
	Num             int64  `col:"num" json:"num"`
	Den             int64  `col:"den" json:"den"`
	PooledNum       int64  `col:"pooled_num" json:"pooled_num"`
	PooledDen       int64  `col:"pooled_den" json:"pooled_den"`
	Phi             int64  `col:"phi" json:"phi"`             // hundredths
	Effective       int64  `col:"effective" json:"effective"` // tenths of a person
}

// VerdictYearRow is a cohort that a card rests on. Rates and lines are
// hundredths of a percent.
type VerdictYearRow struct {
	Rule            string `col:"rule" json:"rule"`
	InstitutionCode string `col:"institution_code" json:"institution_code"`
	Level           string `col:"level" json:"level"`
	MajorKey        string `col:"major_key" json:"major_key"`
	Kind            string `col:"programme_kind" json:"programme_kind"`
	Cohort          int    `col:"used_cohort" json:"used_cohort"`
	Num             int64  `col:"num" json:"num"`
	Den             int64  `col:"den" json:"den"`
	Line            int64  `col:"line" json:"line"`
	Distance        int64  `col:"distance" json:"distance"`
	WilsonLow       int64  `col:"wilson_low" json:"wilson_low"`
	WilsonHigh      int64  `col:"wilson_high" json:"wilson_high"`
	Probability     int64  `col:"probability" json:"probability"`
	PriorGroup      string `col:"prior_group" json:"prior_group"`
	PriorPeers      int64  `col:"prior_peers" json:"prior_peers"`
	PhiUnits        int64  `col:"phi_units" json:"phi_units"`
	// What the rate is made of, in people, of the same people as the rate.
	Employed          int64  `col:"employed" json:"employed"`
	AgreementContract int64  `col:"agreement_contract" json:"agreement_contract"`
	Flexible          int64  `col:"flexible" json:"flexible"`
	FurtherStudy      int64  `col:"further_study" json:"further_study"`
	Seeking           int64  `col:"seeking" json:"seeking"`
	Majors            string `col:"majors" json:"majors"` // codes they had then
}

// CardRuleRow is a rule that the workspace has chosen.
type CardRuleRow struct {
	Sort           int64  `col:"sort"`
	Rule           string `col:"rule"`
	Title          string `col:"title"`
	Indicator      string `col:"indicator"`
	IndicatorTitle string `col:"indicator_title"`
	Authority      string `col:"authority"`
	Document       string `col:"document"`
	Citation       string `col:"citation"`
	Mark           string `col:"mark"` // 原文, 转述, 惯例
	Note           string `col:"note"`
	Words          string `col:"words"`
	Cutoff         string `col:"cutoff"`
}

// CardCountRow counts the majors to which a rule came to one conclusion.
type CardCountRow struct {
	Rule       string `col:"rule"`
	Conclusion string `col:"conclusion"`
	Mark       string `col:"mark"`
	Evidence   string `col:"evidence"`
	Majors     int64  `col:"majors"`
}

// PanelRow is a year of a major that has a card. Rates are hundredths of a
// percent.
type PanelRow struct {
	InstitutionCode   string `col:"institution_code"`
	Level             string `col:"level"`
	MajorKey          string `col:"major_key"`
	Cohort            int    `col:"cohort"`
	Cutoff            string `col:"cutoff"`
	Edition           string `col:"edition"`
	PooledMajors      int64  `col:"pooled_majors"`
	Refused           string `col:"refusal_reason"` // why no rate may be made; empty: it may
	Graduates         int64  `col:"graduates"`
	Settled           int64  `col:"settled"`
	Employed          int64  `col:"employed"`
	AgreementContract int64  `col:"agreement_contract"`
	Flexible          int64  `col:"flexible"`
	FurtherStudy      int64  `col:"further_study"`
	Seeking           int64  `col:"seeking"`
	WilsonLow         int64  `col:"wilson_low"`
	WilsonHigh        int64  `col:"wilson_high"`
	Plan              int64  `col:"plan"`
	HasPlan           bool   `col:"has_plan"`
	Breaks            bool   `col:"breaks"`
	Why               string `col:"breaks_why"`
}

// SourceRow is a file that a carded major's figures stand on.
type SourceRow struct {
	InstitutionCode string `col:"institution_code"`
	Level           string `col:"level"`
	MajorKey        string `col:"major_key"`
	Cohort          int    `col:"cohort"`
	Cutoff          string `col:"cutoff"`
	FileID          int64  `col:"file_id"`
	File            string `col:"path"`
	HeadCount       int64  `col:"head_count"`
}

// JudgedRow is any major that a rule looked at, with its evidence.
type JudgedRow struct {
	Rule            string `col:"rule" json:"rule"`
	InstitutionCode string `col:"institution_code" json:"institution_code"`
	Institution     string `col:"institution" json:"institution"`
	Level           string `col:"level" json:"level"`
	MajorKey        string `col:"major_key" json:"major_key"`
	Major           string `col:"major" json:"major"`
	Kind            string `col:"programme_kind" json:"programme_kind"`
	Cohort          int    `col:"cohort" json:"cohort"`
	Cutoff          string `col:"cutoff" json:"cutoff"`
	Conclusion      string `col:"conclusion" json:"conclusion"`
	Mark            string `col:"mark" json:"mark"`
	Reason          string `col:"reason" json:"reason"`
	Evidence        string `col:"evidence" json:"evidence"`
	Probability     int64  `col:"probability" json:"probability"`
	Weighed         bool   `col:"weighed" json:"weighed"` // there is a probability
	Graduates       int64  `col:"graduates" json:"graduates"`
	Settled         int64  `col:"settled" json:"settled"`
	WilsonLow       int64  `col:"wilson_low" json:"wilson_low"`
	WilsonHigh      int64  `col:"wilson_high" json:"wilson_high"`
	Employed        int64  `col:"employed" json:"employed"`
	Flexible        int64  `col:"flexible" json:"flexible"`
	Seeking         int64  `col:"seeking" json:"seeking"`
	PooledSettled   int64  `col:"pooled_settled" json:"pooled_settled"`
	PooledGraduates int64  `col:"pooled_graduates" json:"pooled_graduates"`
	Phi             int64  `col:"phi" json:"phi"`
	Effective       int64  `col:"effective" json:"effective"`
}

// UnknownRow counts the graduates whose major nobody knows: they are not judged.
type UnknownRow struct {
	Rule   string `col:"rule"`
	People int64  `col:"people"`
}

// CardData are the rows of the chapter on cards.
type CardData struct {
	Rules    []CardRuleRow
	Counts   []CardCountRow
	Unknown  []UnknownRow
	Verdicts []VerdictRow
	Years    []VerdictYearRow
	Panels   []PanelRow
	Sources  []SourceRow
	Judged   []JudgedRow // empty unless they were asked for: there are thousands
}

// panelYears is how many cohorts a panel shows.
const panelYears = 5

// readCards reads the cards of a cohort. schema is where the verdicts lie:
// marts, or beside the build where a what-if put them.
func readCards(r *reader, d *CardData, schema string, cohort int) {
	carded := "from " + schema + ".major_verdict where conclusion in ('红', '黄') and cohort = ?"
	same := `x.institution_code = v.institution_code and x.level = v.level and x.major_key = v.major_key`
	recent := `x.cohort between v.cohort - ? and v.cohort and x.cutoff = k.cutoff`
	panelled := " where exists (select 1 from " + schema + ".major_verdict as v inner join " + schema + ".card_rule as k on v.rule = k.rule" +
		" where v.conclusion in ('红', '黄') and v.cohort = ? and " + same + " and " + recent + ")"
	fill(r, &d.Rules, schema+".card_rule", "")
	fill(r, &d.Counts, "(select rule, conclusion, mark, evidence, count(*) as majors from "+schema+
		".major_verdict where cohort = ? group by rule, conclusion, mark, evidence) as n", "", cohort)
	fill(r, &d.Unknown, "(select k.rule, sum(y.graduates) as people from marts.major_year as y inner join "+schema+
		".card_rule as k on y.cutoff = k.cutoff where y.cohort = ? and y.major_key like '%:未识别' group by k.rule) as u", "", cohort)
	fill(r, &d.Verdicts, "(select *, probability is not null as weighed "+carded+") as v", "", cohort)
	fill(r, &d.Years, "(select x.* from "+schema+".major_verdict_year as x inner join (select * "+carded+") as v on "+same+
		" and x.rule = v.rule and x.cohort = v.cohort and x.programme_kind is not distinct from v.programme_kind) as y", "", cohort)
	fill(r, &d.Panels, "(select x.*, x.plan is not null as has_plan from marts.major_panel as x"+panelled+") as p", "", cohort, panelYears-1)
	fill(r, &d.Sources, "(select x.*, f.path from marts.major_source as x left join provenance.file as f on x.file_id = f.file_id"+
		panelled+") as s", "", cohort, panelYears-1)
}

// readJudged reads every major that a rule looked at in a cohort. Its numbers
// are the rule's own; of a major that the rule could not judge for want of
// cohorts they are those of the major as a whole.
func readJudged(r *reader, d *CardData, schema string, cohort int) {
	fill(r, &d.Judged, `(select v.*, k.cutoff, v.probability is not null as weighed,
			coalesce(y.den, p.graduates) as graduates, coalesce(y.num, p.settled) as settled,
			coalesce(y.wilson_low, p.wilson_low) as wilson_low, coalesce(y.wilson_high, p.wilson_high) as wilson_high,
			coalesce(y.employed, p.employed) as employed, coalesce(y.flexible, p.flexible) as flexible,
			coalesce(y.seeking, p.seeking) as seeking, p.pooled_settled, p.pooled_graduates
		from `+schema+`.major_verdict as v
		inner join `+schema+`.card_rule as k on v.rule = k.rule
		left join `+schema+`.major_verdict_year as y
			on v.rule = y.rule and v.institution_code = y.institution_code and v.cohort = y.cohort and y.used_cohort = v.cohort
				and v.level = y.level and v.major_key = y.major_key and v.programme_kind is not distinct from y.programme_kind
		left join marts.major_panel as p
			on v.institution_code = p.institution_code and v.cohort = p.cohort and k.cutoff = p.cutoff
				and v.level = p.level and v.major_key = p.major_key and v.programme_kind is null) as j`, "where cohort = ?", cohort)
}
