package planted

import (
	"slices"
	"strconv"
	"time"

	"quxiang/pipelines/identity"
)

// reading is what the files say, for the judgement of shapes.
type reading struct {
	wages   []row
	interns map[string]bool
	checks  map[string]row
	owners  map[string]map[string]bool // names by code
}

func byName(rows []row) map[string]bool {
	out := map[string]bool{}
	for _, r := range rows {
		out[r["单位名称"]] = true
	}
	return out
}

func checksOf(rows []row) map[string]row {
	out := map[string]row{}
	for _, r := range rows {
		out[r["毕业年度"]+r["学号"]] = r
	}
	return out
}

func (v reading) learn(rows map[string]row) {
	for _, r := range rows {
		code := r["统一社会信用代码"]
		if v.owners[code] == nil {
			v.owners[code] = map[string]bool{}
		}
		v.owners[code][r["单位名称"]] = true
	}
}

// looks tells whether rows have what a kind means, by a plain reading of its
// words; ok is false for the kinds that are no matter of the rows alone.
func (v reading) looks(kind string, s shape, rows []row) (looks, ok bool) {
	switch kind {
	case "小企业扎堆":
		return v.crowd(rows), true
	case "新成立单位":
		return all(rows, func(r row) bool { return daysBetween(r["单位成立日期"], r["登记时间"]) <= 120 }), s.Codes[0] != "75"
	case "截止前集中登记":
		return all(rows, func(r row) bool { return lastWeek(r["登记时间"]) }), true
	case "同一电话多家单位":
		return distinct(rows, "联系人电话") == 1 && distinct(rows, "单位名称") > 1, s.Codes[0] != "76" && !s.Spelling
	case "名称与代码不符":
		return v.mismatch(rows), !s.Spelling
	case "低于最低工资":
		return all(rows, v.underpaid), true
	case "实习单位":
		return all(rows, func(r row) bool { return v.interns[r["单位名称"]] }), true
	case "证明材料不全":
		return all(rows, func(r row) bool { e := v.check(r)["证明材料"]; return e == "无" || e == "不齐" }), true
	case "本人不确认":
		return all(rows, func(r row) bool {
			c := v.check(r)
			return c["核查方式"] == "本人确认" && c["核查结论"] == "不属实"
		}), true
	}
	return false, false
}

func (v reading) check(r row) row { return v.checks[r["毕业年度"]+r["学号"]] }

func all(rows []row, is func(row) bool) bool {
	return len(rows) > 0 && !slices.ContainsFunc(rows, func(r row) bool { return !is(r) })
}

func distinct(rows []row, column string) int {
	seen := map[string]bool{}
	for _, r := range rows {
		seen[r[column]] = true
	}
	return len(seen)
}

// crowd is five or more at every employer, all of them 小型 or 微型.
func (v reading) crowd(rows []row) bool {
	heads := map[string]int{}
	for _, r := range rows {
		heads[r["单位名称"]]++
	}
	return all(rows, func(r row) bool {
		return heads[r["单位名称"]] >= 5 && (r["单位规模"] == "小型" || r["单位规模"] == "微型")
	})
}

func daysBetween(from, to string) int {
	a, err := time.Parse(time.DateOnly, from)
	b, err2 := time.Parse(time.DateOnly, to)
	if err != nil || err2 != nil {
		return 1 << 20
	}
	return int(b.Sub(a).Hours() / 24)
}

func lastWeek(day string) bool {
	return day[5:] >= "08-25" && day[5:] <= "08-31" || day[5:] >= "12-25"
}

// mismatch is a code that isn't valid, a code of several names, or a name of
// several codes.
func (v reading) mismatch(rows []row) bool {
	bad := func(r row) bool {
		code := r["统一社会信用代码"]
		return code != "" && (!identity.ValidCreditCode(code) || len(v.owners[code]) > 1)
	}
	return all(rows, bad) || distinct(rows, "单位名称") == 1 && distinct(rows, "统一社会信用代码") > 1
}

// underpaid finds the wage of the city or else of the province, by the day.
func (v reading) underpaid(r row) bool {
	if !slices.Contains([]string{"12", "27", "76"}, r["毕业去向代码"]) {
		return false
	}
	pay, _ := strconv.Atoi(r["月薪"])
	place := r["单位所在地代码"]
	for _, code := range []string{place[:4], place[:2]} {
		floor := 0
		for _, w := range v.wages {
			if w["地区代码"] == code && w["执行日期"] <= r["登记时间"] {
				floor, _ = strconv.Atoi(w["月最低工资（元）"])
			}
		}
		if floor > 0 {
			return pay < floor
		}
	}
	return false
}
