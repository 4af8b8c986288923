package proposal

import (
	"context"
	"database/sql"

	"quxiang/pipelines/query"
)

// Models are the models that this package adds to sql/.
func Models(o Options) []query.Model {
	return []query.Model{
		model{o, "marts.major_index", (*Result).indexRows}, model{o, "marts.index_part", (*Result).partRows},
		model{o, "marts.index_stability", (*Result).stabilityRows}, model{o, "marts.quota_proposal", (*Result).lineRows},
		model{o, "marts.quota_total", (*Result).totalRows}, model{o, "marts.quota_conflict", (*Result).conflictRows},
		model{o, "marts.quota_setting", (*Result).settingRows},
	}
}

// model is one table of a result. Computing the result again for each costs
// less than keeping it right.
type model struct {
	options Options
	name    string
	rows    func(*Result) [][]string
}

func (m model) Name() string { return m.name }

func (model) Inputs() []string {
	return []string{"marts.index_component", "marts.index_value", "marts.major_year", "marts.major_prior", "marts.quota_line", "reference.run_parameter"}
}

func (m model) Rows(ctx context.Context, conn *sql.Conn) ([][]string, error) {
	r, err := Compute(ctx, conn, m.options)
	if err != nil {
		return nil, err
	}
	return m.rows(r), nil
}

// parts is x in ten-thousandths.
func parts(x float64) string { return query.Scaled(x, 1e4) }
