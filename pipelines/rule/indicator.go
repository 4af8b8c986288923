package rule

import (
	"maps"
	"slices"
)

// indicator is what a rule can be about.
type indicator struct {
	title    string
	lowIsBad bool
	ratio    bool                // a value that is not a percentage, such as 生师比
	of       func(*Counts) int64 // numerator over Graduates; nil: a Value of the major
}

// indicators are named as in reference.indicator, those that are Values of a
// major by their Chinese names. agreement_contract_rate is 10 and 11 together,
// what is left of the rate without the forms that are easy to inflate.
var indicators = map[string]indicator{
	"settled_rate":            {title: "毕业去向落实率", lowIsBad: true, of: func(c *Counts) int64 { return c.Settled }},
	"employed_rate":           {title: "单位就业率", lowIsBad: true, of: func(c *Counts) int64 { return c.Employed }},
	"agreement_contract_rate": {title: "签协议和合同就业占比", lowIsBad: true, of: func(c *Counts) int64 { return c.Agreement + c.Contract }},
	"further_study_rate":      {title: "升学率", lowIsBad: true, of: func(c *Counts) int64 { return c.FurtherStudy }},
	"seeking_rate":            {title: "待就业率", of: func(c *Counts) int64 { return c.Seeking }},
	"not_seeking_rate":        {title: "暂不就业率", of: func(c *Counts) int64 { return c.NotSeeking }},
	"flexible_rate":           {title: "灵活就业率", of: func(c *Counts) int64 { return c.Flexible }},
	"other_form_rate":         {title: "其他录用形式就业占比", of: func(c *Counts) int64 { return c.OtherForm }},
	"一志愿录取率":                  {title: "一志愿录取率", lowIsBad: true},
	"报到率":                     {title: "报到率", lowIsBad: true},
	"计划完成率":                   {title: "计划完成率", lowIsBad: true},
	"师资水平":                    {title: "师资水平", lowIsBad: true, ratio: true},
	"调剂率":                     {title: "调剂率"},
	"专业设置率":                   {title: "专业设置率"},
	"生师比":                     {title: "生师比", ratio: true},
}

// allows tells whether a line on that side says something bad.
func (i indicator) allows(c Comparator) bool {
	return c.ranked() || i.lowIsBad == (c != Above)
}

// bad is the side on which a rate is bad: -1 below the line, +1 above it.
func (i indicator) bad() int {
	if i.lowIsBad {
		return -1
	}
	return +1
}

// rate is the indicator of a count, in hundredths of a percent.
func (i indicator) rate(c *Counts) ratio {
	return ratio{percent * i.of(c), c.Graduates}
}

// Indicators lists the names a rule may use, sorted.
func Indicators() []string { return slices.Sorted(maps.Keys(indicators)) }

// rates lists the indicators that are made of Counts.
func rates() []string {
	return slices.DeleteFunc(Indicators(), func(name string) bool { return indicators[name].of == nil })
}
