package duty

import (
	"slices"
	"strconv"
	"strings"
)

// Setting is what the configuration says of the school.
type Setting struct {
	Province   string // 河南; "" not said
	SchoolType string // of SchoolTypes; "" not said
	LocalRate  int64  // the local mean of the year before, 初次, in hundredths of a percent; 0: not said
}

// reach tells why the duty is not judged: it doesn't apply, or nobody has said
// what decides it. An empty status: it is.
func (d *Duty) reach(f *Facts, s Setting) (Status, string) {
	for _, ask := range []func(*Facts, Setting) (Status, string){d.inTime, d.inProvince, d.ofType, d.belowLocal} {
		if status, why := ask(f, s); status != "" {
			return status, why
		}
	}
	return "", ""
}

func (d *Duty) inTime(f *Facts, _ Setting) (Status, string) {
	if d.valid(f.Cohort) {
		return "", ""
	}
	return Inapplicable, "只适用于 " + d.validity()
}

func (d *Duty) inProvince(_ *Facts, s Setting) (Status, string) {
	switch {
	case d.Province == "" || d.Province == s.Province:
		return "", ""
	case s.Province == "":
		return Lacking, "只适用于" + d.Province + "的学校；quxiang.toml 的 [duties] 没有写 province，无法判断"
	}
	return Inapplicable, "只适用于" + d.Province + "的学校"
}

// ofType holds all types that the school may be of against those of the duty.
func (d *Duty) ofType(f *Facts, s Setting) (Status, string) {
	if len(d.Types) == 0 {
		return "", ""
	}
	within, possible := 0, types(f, s)
	for _, t := range possible {
		if slices.Contains(d.Types, t) {
			within++
		}
	}
	switch within {
	case len(possible):
		return "", ""
	case 0:
		return Inapplicable, "只适用于" + strings.Join(d.Types, "、")
	}
	return Lacking, "只适用于" + strings.Join(d.Types, "、") + "；quxiang.toml 的 [duties] 没有写 school_type，无法判断"
}

func types(f *Facts, s Setting) []string {
	switch {
	case s.SchoolType != "":
		return []string{s.SchoolType}
	case f.Tier == "本科":
		return SchoolTypes[:2]
	case f.Tier == "高职":
		return SchoolTypes[2:]
	}
	return SchoolTypes
}

func (d *Duty) belowLocal(f *Facts, s Setting) (Status, string) {
	switch {
	case !d.BelowLocalRate:
		return "", ""
	case s.LocalRate == 0:
		return Lacking, "只适用于落实率低于当地平均水平的学校；quxiang.toml 的 [duties] 没有写 local_rate，无法判断"
	case f.Prev.N == 0:
		return Lacking, "只适用于落实率低于当地平均水平的学校；没有 " + before(f) + "的数据，无法判断"
	case f.Prev.below(Ratio{s.LocalRate, 100 * hundred}):
		return "", ""
	}
	return Inapplicable, "本校 " + before(f) + "不低于当地平均水平"
}

const hundred = 100

func before(f *Facts) string { return strconv.Itoa(f.Cohort-1) + " 届初次毕业去向落实率" }

// concerns tells why a college is not judged, as reach does of the school.
func (d *Duty) concerns(c *CollegeFacts, f *Facts) (Status, string) {
	switch {
	case d.Colleges == "":
		return "", ""
	case f.Prev.N == 0 || c.Prev.N == 0:
		return Lacking, "没有本学院或全校的 " + before(f) + "，无法判断是否低于本校平均水平"
	case c.Prev.below(f.Prev):
		return "", ""
	}
	return Inapplicable, before(f) + "不低于本校平均水平"
}
