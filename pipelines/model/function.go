package model

import (
	"quxiang/pipelines/stats"
	"quxiang/pipelines/store"
)

// Functions are what models of marts/stats may call beside the database's own
// functions and the macros; docs/statistics.md describes them. Null stands for
// arguments outside the domain.
func Functions() []store.Function {
	return []store.Function{
		{Name: "beta_cdf", Args: 3, Call: func(x []float64) float64 { return stats.BetaCDF(x[0], x[1], x[2]) }},
		{Name: "rate_below", Args: 6, Call: func(x []float64) float64 {
			return stats.RateBelow(x[0], stats.Count{K: int64(x[1]), N: int64(x[2])}, x[3], stats.Beta{A: x[4], B: x[5]})
		}},
		{Name: "beta_quantile", Args: 3, Call: func(x []float64) float64 { return stats.BetaQuantile(x[0], x[1], x[2]) }},
	}
}
