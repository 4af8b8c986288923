package difference

import (
	"context"

	"quxiang/pipelines/query"
)

// Rate is a share whose numerator and denominator are columns of one mart.
type Rate struct {
	Indicator   string
	Edition     string // the rows of that edition; * for all
	Title       string
	Numerator   string
	Denominator string
}

// applies says whether the rate is one of the edition that a row stands in.
func (r Rate) applies(keys []Key) bool {
	for _, k := range keys {
		if k.Name == "edition" {
			return r.Edition == "*" || r.Edition == k.Value
		}
	}
	return true
}

// ReadRates reads a table shaped like reference.indicator from build b, in the
// table's own order: the most important first.
func ReadRates(ctx context.Context, q query.Querier, table string) ([]Rate, error) {
	var all []Rate
	err := query.Each(ctx, q, table, "select indicator, edition, title, numerator, denominator from b."+table+" order by rowid",
		func(scan func(...any) error) error {
			var r Rate
			err := scan(&r.Indicator, &r.Edition, &r.Title, &r.Numerator, &r.Denominator)
			all = append(all, r)
			return err
		})
	return all, err
}
