package survey

import (
	"slices"
	"strings"
	"testing"

	"quxiang/pipelines/stats"
)

var (
	asked = key{"校友", "10000", 2024, 2021}
	whole = unit{asked, ofAll, notApplicable, notApplicable}
	law   = unit{asked, ofMajor, "本科", "本科:030101"}
)

// ten is a survey of forty, of whom ten of twenty women and five of twenty men
// answered: weights of 2 and 4.
func ten(t *testing.T) *poll {
	t.Helper()
	row := func(cell, gender string, people, answers int64) cellRow {
		return cellRow{key: asked, cell: cell, categories: [8]string{"本科", "法学", gender, "河南省", "单位就业", "—", "—", "—"}, people: people, answers: answers}
	}
	p, err := newPoll([]cellRow{row("m", "男", 20, 5), row("w", "女", 20, 10)}, stats.RakeOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestColumnsThatSayNothingAreNoMargins(t *testing.T) {
	p := ten(t)
	var names []string
	for _, s := range p.sides {
		names = append(names, s.Name)
	}
	if want := []string{"level", "category", "gender", "origin", "first_destination"}; !slices.Equal(names, want) {
		t.Errorf("margins %v, want %v", names, want)
	}
	if w := p.raking.Weights; w[0] != 4 || w[1] != 2 {
		t.Errorf("weights %v, want 4 for men and 2 for women", w)
	}
}

// Worked out by hand: weights of 4 (5 men) and 2 (10 women) sum to 40; Σw² is
// 5·16 + 10·4 = 120, so n_eff = 1600/120 = 13.3 and the design effect
// 15·120/1600 = 1.125.
func TestRakingRow(t *testing.T) {
	want := "校友 10000 2024 2021 40 15 1 true 0 true 0 150 113 133 "
	if got := strings.Join(ten(t).rakingRow(), " "); got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestBalance(t *testing.T) {
	p := ten(t)
	got := p.balance(2, p.sides[2])
	// a third of the answers are men's, half of the roster are men
	want := [][]string{
		{"校友", "10000", "2024", "2021", "性别", "3", "女", "20", "10", "20", "1667", "1667"},
		{"校友", "10000", "2024", "2021", "性别", "3", "男", "20", "5", "20", "1667", "1667"},
	}
	if len(got) != 2 || !slices.Equal(got[0], want[0]) || !slices.Equal(got[1], want[1]) {
		t.Errorf("%v, want %v", got, want)
	}
}

// told is an estimator with what was answered of one unit.
func told(t *testing.T, u unit, c counts, m measure, values ...value) (*estimator, place) {
	t.Helper()
	at := place{u, "related", notApplicable}
	return &estimator{rules: rules{leastResponse: 20, leastEffective: 5, leastToName: 8, band: 0.1}, polls: map[key]*poll{asked: ten(t)},
		measures: map[[2]string]measure{{"校友", "related"}: m}, values: map[place][]value{at: values}, people: map[unit]counts{u: c}}, at
}

// All five men and five of ten women say yes: (5·4 + 5·2)/40 = 75 % weighted,
// 10/15 unweighted. The response is 15/40, so the band at 10 % is
// 0.375·0.75 + 0.625·0.75·0.9 = 70.31 % to 0.375·0.75 + 0.625·0.825 = 79.69 %.
// Men all say the same, women are half off their mean: with e = ½/40 and one
// free category, SE² = 15/14 · 15/14 · 10 · 2²(1 − ½) e² = 0.0035873, 5.9895 %.
func TestShare(t *testing.T) {
	e, at := told(t, whole, counts{40, 15}, measure{isShare, 2}, value{0, 1, 1, 5}, value{1, 1, 1, 5}, value{1, 0, 1, 5})
	row := e.row(at)
	if got := strings.Join(row[9:18], " "); got != "40 15 15 10 113 133  6667 7500" {
		t.Errorf("counts, design and shares: %q", got)
	}
	if got := strings.Join(row[21:25], " "); got != "7031 7969 6563 8438" {
		t.Errorf("bands: %q", got)
	}
	if row[18] != "59895" || row[19] == "" || row[19] >= "7500" || row[20] <= "7500" {
		t.Errorf("standard error %s, interval %s to %s", row[18], row[19], row[20])
	}
	if strings.Join(row[25:], "") != "" {
		t.Errorf("a share has quartiles: %v", row[25:])
	}
}

// Pay comes in fen. Men say 8,000, women 5,000: (5·4·8000 + 10·2·5000)/40 =
// 6,500 weighted, 6,000 unweighted; half of the weight is women's, so the
// weighted median is the smallest value that reaches half, 5,000. Within a
// gender all say the same, so nothing tells how far the mean may be off.
func TestMean(t *testing.T) {
	e, at := told(t, whole, counts{40, 15}, measure{isMean, 0}, value{0, 800000, 1, 5}, value{1, 500000, 1, 10})
	row := e.row(at)
	if row[12] != "0" || row[16] != "6000" || row[17] != "6500" || row[18] != "" {
		t.Errorf("%v", row)
	}
	if got := strings.Join(row[25:], " "); got != "5000 5000 8000 5000 5000 8000" {
		t.Errorf("quartiles %q", got)
	}
}

// Growth is a ratio of sums less one, and has no band: (20·8000 + 20·6000) /
// (20·4000 + 20·6000) − 1 = 40 %.
func TestGrowth(t *testing.T) {
	e, at := told(t, whole, counts{40, 15}, measure{isRatio, 2}, value{0, 800000, 400000, 5}, value{1, 600000, 600000, 10})
	row := e.row(at)
	if row[17] != "4000" || row[21] != "" || row[22] != "" {
		t.Errorf("growth %q, bands %v", row[17], row[21:25])
	}
}

// An error has two decimals more than what it is of: 6.25 points, 188.42 yuan,
// and 0.0625 of a growth is as many points, with nothing taken off.
func TestErrorsArePrintedFiner(t *testing.T) {
	for _, c := range []struct {
		m           measure
		x           float64
		value, want string
	}{
		{measure{isShare, 2}, 0.0625, "625", "62500"},
		{measure{isMean, 0}, 18842, "188", "18842"},
		{measure{isMean, 1}, 150, "15", "1500"},
		{measure{isRatio, 2}, 0.0625, "-9375", "62500"},
	} {
		if value, got := c.m.print(c.x), c.m.printError(c.x); value != c.value || got != c.want {
			t.Errorf("%v of %v: %s and %s, want %s and %s", c.x, c.m, value, got, c.value, c.want)
		}
	}
}

func TestWhyThereIsNoEstimate(t *testing.T) {
	yes := func(n int64) value { return value{1, 1, 1, n} }
	for _, c := range []struct {
		why    string
		u      unit
		c      counts
		values []value
	}{
		{"", law, counts{50, 10}, []value{yes(10)}},
		{fewAnswers, law, counts{51, 10}, []value{yes(10)}},
		{"", whole, counts{51, 10}, []value{yes(10)}},
		{tooFew, whole, counts{10, 7}, []value{yes(7)}},
		{"", law, counts{10, 8}, []value{yes(8)}},
	} {
		e, at := told(t, c.u, c.c, measure{isShare, 2}, c.values...)
		row := e.row(at)
		if row[15] != c.why || (row[16] == "") != (c.why != "") || (row[12] == "") != (c.why != "") {
			t.Errorf("%d of %d of %s: %q, %q say yes, estimate %q; want %q", c.c.valid, c.c.people, c.u.kind, row[15], row[12], row[16], c.why)
		}
		if len(row) != 16+meanColumns+quartileColumns {
			t.Errorf("%d columns", len(row))
		}
	}
	e, at := told(t, law, counts{200, 14}, measure{isShare, 2}, yes(10))
	if e.leastResponse = 7; e.row(at)[15] != "" { // 0.07 × 200 is above 14 in floats
		t.Errorf("14 of 200 where 7 %% are wanted: %q", e.row(at)[15])
	}
	e, at = told(t, law, counts{20, 10}, measure{isShare, 2}, yes(10))
	e.leastEffective = 10.5
	if row := e.row(at); row[15] != fewEffective {
		t.Errorf("ten answers where 10.5 are wanted: %q", row[15])
	}
}

// The least is the workspace's, and what is not told is not computed either: a
// raking that has only weights has nothing to fit an interval on.
func TestTooFewAnswersTakeNoFit(t *testing.T) {
	e, at := told(t, whole, counts{40, 10}, measure{isShare, 2}, value{1, 1, 1, 9})
	e.leastToName = 10
	e.polls[asked].raking = stats.Raking{Weights: []float64{4, 2}}
	if row := e.row(at); row[11] != "9" || row[15] != tooFew {
		t.Errorf("nine answers where ten are wanted: %v", row)
	}
}

// Every option of a question has all its answers as base.
func TestOptionsShareTheirBase(t *testing.T) {
	e, _ := told(t, whole, counts{40, 15}, measure{isShare, 2})
	in, out := place{whole, "status", "全职就业"}, place{whole, "status", "待业"}
	e.values = map[place][]value{in: {{0, 1, 1, 5}, {1, 1, 1, 4}}, out: {{1, 1, 1, 6}}}
	e.measures[[2]string{"校友", "status"}] = measure{isShare, 2}
	rows := e.rows()
	if len(rows) != 2 {
		t.Fatalf("%d rows", len(rows))
	}
	// 待业: 6·2/40 = 30 %; 全职就业: (5·4 + 4·2)/40 = 70 %
	for i, want := range []string{"全职就业 40 15 15 9 7000", "待业 40 15 15 6 3000"} {
		r := rows[i]
		if got := strings.Join([]string{r[8], r[9], r[10], r[11], r[12], r[17]}, " "); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// A cell of another roster must not pass for the first of this one.
func TestCellsAreThoseOfTheirRoster(t *testing.T) {
	e := &estimator{polls: map[key]*poll{asked: ten(t)}}
	if i, err := e.cell(asked, "w"); i != 1 || err != nil {
		t.Errorf("%d, %v", i, err)
	}
	if _, err := e.cell(asked, "x"); err == nil {
		t.Error("a cell that the roster lacks")
	}
	if _, err := e.cell(key{"用人单位", "10000", 2024, 0}, "w"); err == nil {
		t.Error("a survey without a roster")
	}
}

func TestMergedInWords(t *testing.T) {
	all := []stats.Merge{{Margin: "category", Together: []string{"土木", "旅游"}}, {Margin: "gender", Together: []string{"女", "男"}, Dropped: true}}
	if got, want := merged(all), "学科门类：土木、旅游合并；性别：答卷太少，不参加加权"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
