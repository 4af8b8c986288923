package workspace

import (
	"regexp"
	"slices"
	"strconv"
	"time"

	"quxiang/pipelines/duty"
	"quxiang/pipelines/fault"
	"quxiang/pipelines/strict"
)

// rule is one thing a configuration must satisfy.
type rule struct {
	key, value string
	ok         bool
	why, hint  string
}

var (
	schoolCode   = regexp.MustCompile(`^\d{5}(\d{5})?$`)
	diskSize     = regexp.MustCompile(`^[1-9]\d*(MB|GB|TB)$`)
	provinceCode = regexp.MustCompile(`^\d{2}(\d{4})?$`)
)

func (c Config) validate(file string, text []byte) error {
	for _, r := range c.rules() {
		if !r.ok {
			return &fault.Error{Kind: fault.Usage, Op: "读取配置", File: file,
				Row: strict.Line(text, r.key), Column: r.key, Value: r.value, Why: r.why, Hint: r.hint}
		}
	}
	return nil
}

func (c Config) rules() []rule {
	code := schoolCode
	if c.Level == "province" {
		code = provinceCode
	}
	r := c.Report
	rules := []rule{
		{"level", c.Level, oneOf(c.Level, "school", "province"), "不认识的层级", "写 school（学校）或 province（省级）"},
		{"institution.code", c.Institution.Code, code.MatchString(c.Institution.Code),
			"不是学校代码或行政区划代码", "学校写五位代码（10611），省级写两位或六位行政区划代码，加英文双引号"},
		{"institution.name", c.Institution.Name, c.Institution.Name != "", "没有名称", "写上学校或省份的名称"},
		{"report.year", strconv.Itoa(r.Year), isYear(r.Year), "不是毕业年度", "写四位年份，如 2024"},
		{"report.cohorts", strconv.Itoa(r.Cohorts), isYear(r.Cohorts) && r.Cohorts <= r.Year,
			"趋势的第一届应不晚于报告届次", "写四位年份，如 2020"},
		{"report.edition", r.Edition, oneOf(r.Edition, "auto", "2021", "2024"), "不认识的口径", `写 "auto"、"2021" 或 "2024"`},
		{"report.main_cutoff", r.MainCutoff, isCutoff(r.MainCutoff), "不是截止日", `写月-日，如 "12-31"`},
		{"report.publish_cutoff", r.PublishCutoff, isCutoff(r.PublishCutoff), "不是截止日", `写月-日，如 "11-30"`},
		{"data.spill", c.Data.Spill, c.Data.Spill == "" || diskSize.MatchString(c.Data.Spill), "不是大小", `写 "40GB" 这样的数和单位（MB、GB、TB），或留空`},
		{"report.small_n", strconv.Itoa(r.SmallN), r.SmallN >= 0, "不能是负数", "写 0 或正整数"},
	}
	for id, a := range r.Audience {
		rules = append(rules, rule{"report.audience", id, oneOf(a, "public", "internal"), "不是章节的读者", `写成 "cards" = "internal"（内部）或 "public"（公开）`})
	}
	for _, l := range c.Load {
		rules = append(rules, l.rules()...)
	}
	return slices.Concat(rules, c.Index.rules(), c.Quota.rules(), c.Duties.rules())
}

func (d Duties) rules() []rule {
	rate, ok := strict.Hundredths(d.LocalRate)
	return []rule{
		{"duties.province", d.Province, d.Province == "" || oneOf(d.Province, duty.Provinces...), "不是省份的简称", `写 "河南" 这样的简称，不写“省”“市”“自治区”；不写就留空`},
		{"duties.school_type", d.SchoolType, d.SchoolType == "" || oneOf(d.SchoolType, duty.SchoolTypes...), "不认识的学校类型", `写 "普通本科"、"新建本科" 或 "高职"，或留空`},
		{"duties.local_rate", d.LocalRate, d.LocalRate == "" || ok && 0 < rate && rate <= 10000, "不是百分数", `写上一年度当地平均初次毕业去向落实率，如 "91.20"，不带百分号；不知道就留空`},
	}
}

func (x Index) rules() []rule {
	sum := int64(0)
	rules := []rule{{"index.preset", x.Preset, oneOf(x.Preset, "equal", "custom"), "不认识的权数", `写 "equal"（等权）或 "custom"（自定义）`}}
	for name, w := range x.Weights {
		sum += w
		rules = append(rules, rule{"index.weights", name, w >= 0 && w <= 10000, "权数应是 0 到 10000 的整数", "写整数，如 30；只看彼此的比例"})
	}
	return append(rules, rule{"index.weights", "", x.Preset != "custom" || sum > 0, "自定义的权数一个也没有", "在 [index.weights] 里写指标和权数，如 settled = 30；指标见 docs/quota.md"})
}

func (q Quota) rules() []rule {
	percent := "写 0 到 1000 的整数，是百分之几"
	rules := []rule{
		{"quota.up", strconv.FormatInt(q.Up, 10), q.Up >= 0 && q.Up <= 1000, "不是增加的幅度", percent},
		{"quota.down", strconv.FormatInt(q.Down, 10), q.Down >= 0 && q.Down <= 100, "不是减少的幅度", "写 0 到 100 的整数，是百分之几"},
		{"quota.least_class", strconv.FormatInt(q.LeastClass, 10), q.LeastClass >= 0 && q.LeastClass <= 20000, "不是班额", "写 0 或正整数"},
	}
	for major, n := range q.Decided {
		rules = append(rules, rule{"quota.decided", major, n >= 0 && n <= 20000, "不是人数", `写成 "本科:080901" = 60，停招写 0`})
	}
	for _, g := range q.Group {
		rules = append(rules, rule{"quota.group", g.Level, g.Level != "", "没有写学历层次", `写 level = "本科"`},
			rule{"quota.group", g.Level + g.College, g.Low >= 0 && (g.High == 0 || g.High >= g.Low), "下限大于上限，或是负数", "改 low 或 high；high 为 0 是不设上限"})
	}
	return rules
}

func (l Load) rules() []rule {
	return []rule{
		{"load.files", "", len(l.Files) > 0, "没有写文件", `写 files = ["数据/….xlsx"]`},
		{"load.contract", "", l.Contract != "", "没有写数据约定", `写 contract = "destination" 等，见 docs/file-formats.md`},
		{"load.cohort", strconv.Itoa(l.Cohort), l.Cohort == 0 || isYear(l.Cohort), "不是毕业年度", "写四位年份，如 2024"},
		{"load.as_of", l.AsOf, l.AsOf == "" || isDate(l.AsOf), "不是日期", `写 "2024-12-31" 这样的日期`},
		{"load.institution", l.Institution, l.Institution == "" || schoolCode.MatchString(l.Institution), "不是学校代码", `写五位代码，如 "10459"`},
		{"load.kind", l.Kind, oneOf(l.Kind, "", "snapshot", "reference"), "不认识的载入方式", "留空，或写 snapshot、reference"},
	}
}

func oneOf(s string, allowed ...string) bool {
	for _, a := range allowed {
		if s == a {
			return true
		}
	}
	return false
}

func isYear(n int) bool { return n >= 2000 && n <= 2100 }

func isDate(s string) bool {
	_, err := time.Parse("2006-01-02", s)
	return err == nil
}

// isCutoff takes 02-29 for no cut-off: it must exist in every year.
func isCutoff(s string) bool {
	_, err := time.Parse("2006-01-02", "2023-"+s)
	return err == nil
}
