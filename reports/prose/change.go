package prose

import (
	"strconv"

	"quxiang/reports/figure"
)

// Point is one year's share in a series. Two points can be compared only
// within one regime and one kind of cut-off.
type Point struct {
	Figure  *figure.Figure
	Regime  int    // number of the run of comparable cohorts
	Cutoff  string // title of the cut-off: 初次, 年终
	Missing bool   // the year has no data
}

// Change words the way from one year's share to a later one's in percentage
// points: 比2023届提高1.13个百分点, 下降, 持平, 基本持平. It words no rise and no fall across
// a change of regime or between two kinds of cut-off, and says which it is.
func Change(from, to Point) []Span {
	if from.Missing || from.Figure == nil {
		return []Span{T("没有上一届的数据可比")}
	}
	year := D(strconv.Itoa(from.Figure.Cohort))
	if why := incomparable(from, to); why != "" {
		return []Span{T("与"), year, T("届" + why)}
	}
	points := figure.Points(*from.Figure, *to.Figure)
	points.Indicator += "_size" // the words carry the sign
	switch n := points.Value.Num; {
	case points.State != figure.Shown:
		return []Span{T("与"), year, T("届没有可比的数据")}
	case n > 0:
		return []Span{T("比"), year, T("届提高"), F(points), T("个百分点")}
	case n < 0:
		points.Value.Num = -n
		return []Span{T("比"), year, T("届下降"), F(points), T("个百分点")}
	}
	if figure.SameShare(from.Figure.Value, to.Figure.Value) {
		return []Span{T("与"), year, T("届持平")}
	}
	return []Span{T("与"), year, T("届基本持平")} // differs by less than is printed
}

// incomparable says why two points may not be compared; "" when they may.
func incomparable(from, to Point) string {
	switch {
	case from.Cutoff != to.Cutoff:
		return "的统计时点不同，不作升降比较"
	case from.Regime != to.Regime:
		return "的统计口径不同，不作升降比较"
	}
	return ""
}
