package chapter

import "context"

// MajorIndexRow is a major's composite index.
type MajorIndexRow struct {
	Institution string `col:"institution_code" json:"institution_code"`
	Level       string `col:"level" json:"level"`
	MajorKey    string `col:"major_key" json:"major_key"`
	Major       string `col:"major" json:"major"`
	Index       int64  `col:"index" json:"index"`
	HasIndex    bool   `col:"has_index" json:"has_index"`
	Present     int64  `col:"present" json:"present"`
	Whole       int64  `col:"whole" json:"whole"`
	Missing     string `col:"missing" json:"missing"`
	Rank        int64  `col:"rank" json:"rank"`
	RankLow     int64  `col:"rank_low" json:"rank_low"`
	RankHigh    int64  `col:"rank_high" json:"rank_high"`
}

// IndexPartRow is a component of a major's index. Raw and shrunken are
// ten-thousandths.
type IndexPartRow struct {
	Institution string `col:"institution_code"`
	Level       string `col:"level"`
	MajorKey    string `col:"major_key"`
	Component   string `col:"component"`
	Title       string `col:"title"`
	Kind        string `col:"kind"`
	Num         int64  `col:"num"`
	Den         int64  `col:"den"`
	Raw         int64  `col:"raw"`
	Shrunken    int64  `col:"shrunken"`
	Score       int64  `col:"score"`
	Weight      int64  `col:"weight"`
	Used        bool   `col:"used"`
	Missing     string `col:"missing"`
}

// IndexComponentRow is what an index may be made of.
type IndexComponentRow struct {
	Sort       int64  `col:"sort"`
	Component  string `col:"component"`
	Title      string `col:"title"`
	Definition string `col:"definition"`
}

// StabilityRow says how far the order of a level depends on the weights.
type StabilityRow struct {
	Institution string `col:"institution_code" json:"institution_code"`
	Level       string `col:"level" json:"level"`
	Majors      int64  `col:"majors" json:"majors"`
	Tau         int64  `col:"tau" json:"tau"` // ten-thousandths
	Swapped     int64  `col:"swapped" json:"swapped"`
	Pairs       int64  `col:"pairs" json:"pairs"`
}

// QuotaRow is a major of the proposal. Counts are people.
type QuotaRow struct {
	Institution string `col:"institution_code" json:"institution_code"`
	Level       string `col:"level" json:"level"`
	MajorKey    string `col:"major_key" json:"major_key"`
	Code        string `col:"code" json:"code"`
	Major       string `col:"major" json:"major"`
	College     string `col:"college" json:"college"`
	Year        int    `col:"year" json:"year"`
	Base        int64  `col:"base" json:"base"`
	ClassPlan   int64  `col:"class_plan" json:"class_plan"`
	ClassYear   int64  `col:"class_basis_year" json:"class_basis_year"`
	OtherPlan   int64  `col:"other_plan" json:"other_plan"`
	Index       int64  `col:"index" json:"index"`
	HasIndex    bool   `col:"has_index" json:"has_index"`
	Low         int64  `col:"low" json:"low"`
	High        int64  `col:"high" json:"high"`
	Ideal       int64  `col:"ideal" json:"ideal"`
	Proposed    int64  `col:"proposed" json:"proposed"`
	Change      int64  `col:"change" json:"change"`
	Action      string `col:"action" json:"action"` // 增, 稳, 减, 停, 人工
	Binds       string `col:"binds" json:"binds"`
	Flags       string `col:"flags" json:"flags"`
	RuleRow     string `col:"rule_row" json:"rule_row"`
	Reasons     string `col:"reasons" json:"reasons"`
	Placed      int64  `col:"placed" json:"placed"`
	Graduates   int64  `col:"graduates" json:"graduates"`
	EntryYear   int64  `col:"entry_year" json:"entry_year"`
	Planned     int64  `col:"planned" json:"planned"`
	Admitted    int64  `col:"admitted" json:"admitted"`
	Registered  int64  `col:"registered" json:"registered"`
}

// QuotaTotalRow is the sum of a level, of a college within it, or of all.
type QuotaTotalRow struct {
	Sort        int64  `col:"sort" json:"sort"`
	Institution string `col:"institution_code" json:"institution_code"`
	Level       string `col:"level" json:"level"`
	College     string `col:"college" json:"college"`
	Majors      int64  `col:"majors" json:"majors"`
	Base        int64  `col:"base" json:"base"`
	Proposed    int64  `col:"proposed" json:"proposed"`
	Low         int64  `col:"low" json:"low"`
	High        int64  `col:"high" json:"high"` // 0: no bound
}

// QuotaConflictRow is a contradiction in what was asked for.
type QuotaConflictRow struct {
	Sort        int64  `col:"sort" json:"sort"`
	Institution string `col:"institution_code" json:"institution_code"`
	What        string `col:"what" json:"what"`
	Why         string `col:"why" json:"why"`
	Hint        string `col:"hint" json:"hint"`
}

// QuotaSettingRow is what the proposal was asked for.
type QuotaSettingRow struct {
	Institution string `col:"institution_code" json:"institution_code"`
	Year        int    `col:"year" json:"year"`
	Base        int64  `col:"base" json:"base"`
	Total       int64  `col:"total" json:"total"`
	Up          int64  `col:"up" json:"up"`
	Down        int64  `col:"down" json:"down"`
	LeastClass  int64  `col:"least_class" json:"least_class"`
	Rule        string `col:"rule" json:"rule"`
	Title       string `col:"title" json:"title"`
	Authority   string `col:"authority" json:"authority"`
	Document    string `col:"document" json:"document"`
	Citation    string `col:"citation" json:"citation"`
	Mark        string `col:"mark" json:"mark"`
	Note        string `col:"note" json:"note"`
	Problem     string `col:"problem" json:"-"` // whole numbers, for the page's script
}

// QuotaData are the rows of the chapter 综合指数与招生计划建议.
type QuotaData struct {
	Settings   []QuotaSettingRow
	Lines      []QuotaRow
	Totals     []QuotaTotalRow
	Conflicts  []QuotaConflictRow
	Indices    []MajorIndexRow
	Parts      []IndexPartRow
	Components []IndexComponentRow
	Stability  []StabilityRow
}

// readQuota reads index and proposal from the tables of schema.
func readQuota(r *reader, d *QuotaData, schema string) {
	fill(r, &d.Settings, schema+".quota_setting", "")
	fill(r, &d.Lines, schema+".quota_proposal", "")
	fill(r, &d.Totals, schema+".quota_total", "")
	fill(r, &d.Conflicts, schema+".quota_conflict", "")
	fill(r, &d.Indices, schema+".major_index", "")
	fill(r, &d.Parts, schema+".index_part", "")
	fill(r, &d.Stability, schema+".index_stability", "")
	fill(r, &d.Components, "marts.index_component", "")
}

// ReadQuota reads a proposal for the terminal.
func ReadQuota(ctx context.Context, q Querier, schema string) (QuotaData, error) {
	var d QuotaData
	r := reader{ctx: ctx, q: q}
	readQuota(&r, &d, schema)
	return d, r.err
}
