package chapter

import "context"

// RankRow is a major or a school in its place among its peers. Rates and
// probabilities are ten-thousandths.
type RankRow struct {
	Unit         string `col:"unit" json:"unit"` // major, institution
	Indicator    string `col:"indicator" json:"indicator"`
	Cohort       int    `col:"cohort" json:"cohort"`
	Cutoff       string `col:"cutoff" json:"cutoff"`
	WithinMajor  string `col:"within_major" json:"within_major"`
	Group        string `col:"peer_group" json:"peer_group"`
	Rank         int64  `col:"rank" json:"rank"`
	Level        string `col:"level" json:"level"`
	Key          string `col:"unit_key" json:"unit_key"`
	Name         string `col:"name" json:"name"`
	Num          int64  `col:"num" json:"num"`
	Den          int64  `col:"den" json:"den"`
	Offered      int64  `col:"offered" json:"offered"`
	Shrunken     int64  `col:"shrunken" json:"shrunken"`
	ShrunkenLow  int64  `col:"shrunken_low" json:"shrunken_low"`
	ShrunkenHigh int64  `col:"shrunken_high" json:"shrunken_high"`
	RankLow      int64  `col:"rank_low" json:"rank_low"`
	RankHigh     int64  `col:"rank_high" json:"rank_high"`
	BottomTenth  int64  `col:"bottom_tenth" json:"bottom_tenth"`
	TopTenth     int64  `col:"top_tenth" json:"top_tenth"`
	Units        int64  `col:"units" json:"units"`
	Phi          int64  `col:"phi" json:"phi"`
	Signal       string `col:"signal" json:"signal"`
}

// BenchmarkRow is a unit beside what its composition lets expect. Rates are
// ten-thousandths.
type BenchmarkRow struct {
	Kind         string `col:"kind" json:"kind"` // institution, major, institution_major
	Cohort       int    `col:"cohort" json:"cohort"`
	Cutoff       string `col:"cutoff" json:"cutoff"`
	Institution  string `col:"institution_code" json:"institution_code"`
	Name         string `col:"name" json:"institution"`
	Level        string `col:"level" json:"level"`
	MajorKey     string `col:"major_key" json:"major_key"`
	Major        string `col:"major" json:"major"`
	Graduates    int64  `col:"graduates" json:"graduates"`
	Missing      int64  `col:"missing" json:"missing"`
	Observed     int64  `col:"observed" json:"observed"`
	Expected     int64  `col:"expected" json:"expected"`
	OwnShare     int64  `col:"own_share" json:"own_share"`
	Difference   int64  `col:"difference" json:"difference"`
	AdjustedP    int64  `col:"adjusted_p" json:"adjusted_p"`
	Comparable   bool   `col:"comparable" json:"comparable"`
	Why          string `col:"why" json:"why"`
	Material     bool   `col:"material" json:"material"`
	BeyondChance bool   `col:"beyond_chance" json:"beyond_chance"`
	Comparisons  int64  `col:"comparisons" json:"comparisons"`
	Women        int64  `col:"women" json:"women"`
	Gendered     int64  `col:"gendered" json:"gendered"`
}

// RankData are the rows of the chapter on comparisons.
type RankData struct {
	Ranks      []RankRow
	Benchmarks []BenchmarkRow
	Cutoffs    []CutoffRow // for which there are data; read for the terminal only
}

// LeastRanked is the fewest units of a group of which one can be said to be
// among the last tenth.
const LeastRanked = 10

// readRanks reads the ranking and the benchmark of a cohort from the tables of
// schema.
func readRanks(r *reader, d *RankData, schema string, cohort int) {
	fill(r, &d.Ranks, schema+".ranking", "where cohort = ?", cohort)
	fill(r, &d.Benchmarks, `(select b.*, i.name, m.major from `+schema+`.benchmark as b
		left join marts.institution as i on b.institution_code = i.institution_code
		left join (select major_key, max(major) as major from marts.major_year group by major_key) as m
			on b.major_key = m.major_key) as b`, "where cohort = ?", cohort)
}

// ReadRanks reads a ranking for the terminal.
func ReadRanks(ctx context.Context, q Querier, schema string, cohort int) (RankData, error) {
	var d RankData
	r := reader{ctx: ctx, q: q}
	readRanks(&r, &d, schema, cohort)
	fill(&r, &d.Cutoffs, "marts.cutoff", "")
	return d, r.err
}
