package load

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"

	"quxiang/pipelines/contract"
	"quxiang/pipelines/fault"
)

// years is which years of graduation the rows of a file tell.
type years struct {
	rows    map[int]int64 // year → rows that tell it
	stated  bool          // some row has a cohort column that tells it
	silent  int64         // rows that tell none
	telling int64
}

func readYears(ctx context.Context, conn *sql.Conn) (years, error) {
	y := years{rows: map[int]int64{}}
	rows, err := conn.QueryContext(ctx, `select coalesce(_year, 0), count(*), bool_or(_stated)
		from parsed.main.rows group by 1 order by 1`)
	if err != nil {
		return y, err
	}
	defer rows.Close()
	for rows.Next() {
		var year int
		var n int64
		var stated bool
		if err := rows.Scan(&year, &n, &stated); err != nil {
			return y, err
		}
		if year == 0 {
			y.silent += n
			continue
		}
		y.rows[year] = n
		y.telling += n
		y.stated = y.stated || stated
	}
	return y, rows.Err()
}

// majority is the year that most rows tell; the earlier of equals, so that a
// load is the same every time.
func (y years) majority() int {
	best := 0
	for year, n := range y.rows {
		if best == 0 || n > y.rows[best] || n == y.rows[best] && year < best {
			best = year
		}
	}
	return best
}

// settleCohort decides the cohort of the file and of each row. A declared one
// holds for every row; without it, a cohort column decides row by row, and
// else the year in which most rows graduated.
func (p *parsed) settleCohort(ctx context.Context, j job) error {
	if j.request.Cohort > 0 {
		p.result.Cohort = j.request.Cohort
		return p.declared(ctx, j.request.Cohort)
	}
	if p.years.telling == 0 {
		return p.unknownCohort(j)
	}
	year := p.years.majority()
	if len(p.years.rows) == 1 || !p.years.stated {
		p.result.Cohort = year
	}
	if _, err := p.temp.Conn().ExecContext(ctx, "update parsed.main.rows set _year = ? where _year is null", year); err != nil {
		return err
	}
	if p.years.stated {
		return nil
	}
	return p.declared(ctx, year)
}

// unknownCohort is an error only where rows are meaningless without one.
func (p *parsed) unknownCohort(j job) error {
	if p.kind(j) != string(contract.Snapshot) || p.rows.accepted == 0 {
		return nil
	}
	return &fault.Error{Kind: fault.Usage, Op: "载入" + p.contract.Title, Why: "不知道这是哪一届：没有毕业年度列，也没有可读的毕业日期",
		Hint: "加 --cohort 2024 这样的毕业年度"}
}

// declared gives every row the cohort. Rows that say otherwise are findings;
// when most of them do, it is the wrong file.
func (p *parsed) declared(ctx context.Context, cohort int) error {
	other := p.years.telling - p.years.rows[cohort]
	if other*2 > p.years.telling {
		most := p.years.majority()
		return &fault.Error{Kind: fault.Contract, Op: "载入" + p.contract.Title,
			Column: p.headingOf("cohort", "graduation_date"), Value: strconv.Itoa(most),
			Why: fmt.Sprintf("声明是 %d 届，但写明年度的 %d 行中有 %d 行不是，最多的是 %d 届（%d 行）",
				cohort, p.years.telling, other, most, p.years.rows[most]),
			Hint: fmt.Sprintf("检查是不是拿错了文件；确是 %d 届就改 --cohort 或 quxiang.toml 里的 cohort", most)}
	}
	conn := p.temp.Conn()
	if other > 0 {
		if err := p.reportOthers(ctx, conn, cohort); err != nil {
			return err
		}
	}
	_, err := conn.ExecContext(ctx, "update parsed.main.rows set _year = ? where _year is distinct from ?", cohort, cohort)
	return err
}

func (p *parsed) headingOf(names ...string) string {
	for _, name := range names {
		if h := p.rows.judge.headings[p.contract.Index(name)]; h != "" {
			return h
		}
	}
	return ""
}

func (p *parsed) reportOthers(ctx context.Context, conn *sql.Conn, cohort int) error {
	rows, err := conn.QueryContext(ctx, `select coalesce(_sheet, ''), _row, _year from parsed.main.rows
		where _year <> ? order by rowid`, cohort)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		f := finding{Problem: contract.Problem{Rule: contract.CohortDiffers, Severity: contract.Warning,
			Column: p.headingOf("cohort", "graduation_date"),
			Why:    fmt.Sprintf("这一行的年度不是 %d，按 %d 届载入", cohort, cohort), Hint: "核对毕业年度；不是这一届的人要从文件中删去"}}
		var year int
		if err := rows.Scan(&f.sheet, &f.row, &year); err != nil {
			return err
		}
		f.Value = strconv.Itoa(year)
		p.rows.findings = append(p.rows.findings, f)
	}
	return rows.Err()
}
