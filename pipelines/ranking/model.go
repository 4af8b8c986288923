package ranking

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"

	"quxiang/pipelines/card"
	"quxiang/pipelines/query"
	"quxiang/pipelines/rule"
)

// seed fixes the draws of every ranking, so that the same data give the same
// ranks.
const seed = 20240831

// Model is marts.ranking: the answers to some questions.
type Model struct{ Questions []Question }

// Name is the model's table.
func (Model) Name() string { return "marts.ranking" }

// Inputs are the tables it reads: those that judging cards reads of majors.
func (Model) Inputs() []string { return card.HistoryInputs() }

// Rows ranks the units of every question.
func (m Model) Rows(ctx context.Context, conn *sql.Conn) ([][]string, error) {
	data, err := card.Read(ctx, conn, false)
	if err != nil {
		return nil, err
	}
	var rows [][]string
	for _, q := range m.Questions {
		for _, u := range Rank(data, q, seed) {
			rows = append(rows, rankRow(u))
		}
	}
	return rows, nil
}

func rankRow(u Unit) []string {
	return []string{u.Unit, u.Indicator, strconv.Itoa(u.Cohort), u.Cutoff, u.Peers, u.Major, u.Group, u.Level, u.Key, u.Name,
		query.Integer(u.Count.K), query.Integer(u.Count.N), strconv.Itoa(u.Offered),
		parts(u.Shrunken.Mean), parts(u.Shrunken.Interval.Low), parts(u.Shrunken.Interval.High),
		strconv.Itoa(u.Place.Rank), strconv.Itoa(u.Place.Low), strconv.Itoa(u.Place.High), parts(u.Place.BottomTenth), parts(u.TopTenth),
		strconv.Itoa(u.Units), hundredths(u.Phi), string(u.Boundary), u.Signal}
}

// BenchmarkModel is marts.benchmark: every school and major of a province
// beside what its composition lets expect.
type BenchmarkModel struct {
	Cohort int
	Cutoff string
}

// Name is the model's table.
func (BenchmarkModel) Name() string { return "marts.benchmark" }

// Inputs are the tables it reads.
func (BenchmarkModel) Inputs() []string { return append(card.HistoryInputs(), "marts.composition") }

// Rows compares the units of every kind.
func (m BenchmarkModel) Rows(ctx context.Context, conn *sql.Conn) ([][]string, error) {
	cells, err := m.cells(ctx, conn)
	if err != nil || len(cells) == 0 {
		return nil, err
	}
	data, err := card.Read(ctx, conn, false)
	if err != nil {
		return nil, err
	}
	settled, _ := rule.MeasureOf("settled_rate")
	phi := overall(dispersions(data.Histories, settled, m.Cutoff), cells)
	var rows [][]string
	for _, kind := range []string{OfInstitution, OfMajor, OfInstitutionMajor} {
		for _, b := range Standardise(cells, kind, phi) {
			rows = append(rows, m.row(b))
		}
	}
	return rows, nil
}

// overall is the φ of all levels together, by their people.
func overall(phi map[string]float64, cells []Cell) float64 {
	sum, people := 0.0, int64(0)
	for _, c := range cells {
		sum += max(1, phi[c.Level]) * float64(c.N)
		people += c.N
	}
	return sum / float64(people)
}

func (m BenchmarkModel) cells(ctx context.Context, conn *sql.Conn) ([]Cell, error) {
	rows, err := conn.QueryContext(ctx, `select m.institution_code, m.level, m.major_key, m.category, m.origin, m.gender, m.cohort, m.cutoff, m.settled, m.graduates
		from marts.composition as m inner join marts.cutoff as c on m.cohort = c.cohort and m.cutoff = c.cutoff
		where m.cohort = ? and m.cutoff = ? and not c.rate_refused order by 1, 2, 3, 4, 5, 6`, m.Cohort, m.Cutoff)
	if err != nil {
		return nil, fmt.Errorf("read marts.composition: %w", err)
	}
	defer rows.Close()
	var cells []Cell
	for rows.Next() {
		var c Cell
		if err := rows.Scan(&c.Institution, &c.Level, &c.Major, &c.Category, &c.Origin, &c.Gender, &c.Cohort, &c.Cutoff, &c.K, &c.N); err != nil {
			return nil, err
		}
		cells = append(cells, c)
	}
	return cells, rows.Err()
}

func (m BenchmarkModel) row(b Benchmark) []string {
	row := []string{b.Kind, strconv.Itoa(m.Cohort), m.Cutoff, b.Institution, b.Level, b.Major, query.Integer(b.N), query.Integer(b.Missing)}
	if b.N == 0 {
		row = append(row, "", "", "", "", "")
	} else {
		row = append(row, parts(b.Observed), parts(b.Expected.Expected), parts(b.OwnShare), parts(b.Difference), parts(b.Adjusted))
	}
	return append(row, strconv.FormatBool(b.OK), b.Why, strconv.FormatBool(b.Material()), strconv.FormatBool(b.BeyondChance()),
		strconv.Itoa(b.Comparisons), query.Integer(b.Women), query.Integer(b.Gendered), hundredths(b.Phi))
}

// parts is a share in ten-thousandths.
func parts(x float64) string { return query.Scaled(x, 10000) }

func hundredths(x float64) string { return query.Scaled(x, 100) }
