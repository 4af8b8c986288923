package explain

import (
	"context"
	"slices"

	"quxiang/pipelines/query"
)

// Set is the families as one build has them: with the rates and measures whose
// names, formulas and citations are rows of the build.
type Set struct {
	families []Family
	cutoffs  []cutoff
	named    []cutoff // by words, whether the build has them or not
	q        query.Querier
}

// cutoff is one cohort and cut-off of the build.
type cutoff struct {
	cohort  int
	cutoff  string
	title   string // 年终
	asOf    string // YYYY-MM-DD
	state   string // 自报, 省核, 核定
	edition string // in force
	refused string // why there are no rates; empty: there are
}

// Open completes the families with what a build says of their indicators.
func Open(ctx context.Context, q query.Querier, families []Family) (*Set, error) {
	s := &Set{q: q}
	if err := s.readCutoffs(ctx); err != nil {
		return nil, err
	}
	for _, f := range families {
		f.Indicators = slices.Clone(f.Indicators)
		var err error
		switch {
		case f.Rates != "":
			err = f.readRates(ctx, q)
		case f.MeasureTitles != "":
			err = f.readMeasures(ctx, q)
		}
		if err != nil {
			return nil, err
		}
		s.families = append(s.families, f)
	}
	return s, nil
}

// readRates adds the indicators of a table shaped like reference.indicator.
func (f *Family) readRates(ctx context.Context, q query.Querier) error {
	text := "select indicator, edition, title, formula, numerator, denominator, mark, coalesce(citation, '') from " +
		f.Rates + " order by indicator, edition desc"
	return query.Each(ctx, q, f.Rates, text, func(scan func(...any) error) error {
		var i Indicator
		err := scan(&i.Name, &i.edition, &i.Title, &i.Formula, &i.Numerator, &i.Denominator, &i.mark, &i.citation)
		f.Indicators = append(f.Indicators, i)
		return err
	})
}

// readMeasures adds the measures of a table shaped like
// reference.survey_indicator.
func (f *Family) readMeasures(ctx context.Context, q query.Querier) error {
	text := "select indicator, any_value(title), any_value(definition) || '；基数：' || any_value(base) from " +
		f.MeasureTitles + " where survey = ? group by indicator order by indicator"
	return query.Each(ctx, q, f.MeasureTitles, text, func(scan func(...any) error) error {
		var i Indicator
		err := scan(&i.Name, &i.Title, &i.Formula)
		f.Indicators = append(f.Indicators, i)
		return err
	}, f.Only["survey"])
}

const cutoffsSQL = `select cohort, cutoff, title, cast(as_of as varchar), state, edition_in_force,
	case when rate_refused then coalesce(refusal_reason, '载入的文件不含未落实去向的毕业生') else '' end
from marts.cutoff order by cohort, cutoff`

func (s *Set) readCutoffs(ctx context.Context) error {
	err := query.Each(ctx, s.q, "marts.cutoff", cutoffsSQL, func(scan func(...any) error) error {
		var c cutoff
		err := scan(&c.cohort, &c.cutoff, &c.title, &c.asOf, &c.state, &c.edition, &c.refused)
		s.cutoffs = append(s.cutoffs, c)
		return err
	})
	if err != nil {
		return err
	}
	return query.Each(ctx, s.q, "reference.cutoff", "select cutoff, title from reference.cutoff order by cutoff", func(scan func(...any) error) error {
		var c cutoff
		err := scan(&c.cutoff, &c.title)
		s.named = append(s.named, c)
		return err
	})
}

// cutoffOf is a figure's cut-off; false where it plays no part or is not there.
func (s *Set) cutoffOf(f Figure) (cutoff, bool) {
	i := slices.IndexFunc(s.cutoffs, func(c cutoff) bool { return c.cohort == f.Cohort && c.cutoff == f.Cutoff })
	if i < 0 {
		return cutoff{}, false
	}
	return s.cutoffs[i], true
}
