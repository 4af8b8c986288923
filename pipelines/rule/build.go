package rule

import (
	"regexp"
	"slices"
	"strconv"
	"time"

	"quxiang/pipelines/strict"
)

// build checks a rule and turns it into the form that is evaluated.
func (d draft) build() (Rule, error) {
	r := d.plain()
	if err := d.at.Verify(d.checks(r)); err != nil {
		return r, err
	}
	for i := range d.Conditions {
		c, err := d.condition(i)
		if err != nil {
			return r, err
		}
		r.Conditions = append(r.Conditions, c)
	}
	for i := range d.Cards {
		l, err := d.card(i, r)
		if err != nil {
			return r, err
		}
		r.Cards = append(r.Cards, l)
	}
	if err := d.whole(r); err != nil {
		return r, err
	}
	return d.withExamples(r)
}

// plain copies what needs no reading and fills in the defaults.
func (d draft) plain() Rule {
	r := Rule{Name: d.Name, Title: d.Title, Authority: d.Authority, Document: d.Document,
		Citation: d.Citation, Mark: d.Mark, Note: d.Note,
		ValidFrom: given(d.ValidFrom, 0), ValidTo: given(d.ValidTo, 0), Levels: d.Levels,
		Indicator: d.Indicator, Cutoff: d.Cutoff, Peers: d.Peers,
		Edition: or(d.Edition, EditionAuto), Grain: or(d.Grain, GrainMajor),
		Missing: or(d.Missing, MissingBreak), Inherit: or(d.Inherit, InheritRenamed),
		SmallN: or(d.SmallN, SmallNMark), MinGraduates: given(d.MinGraduates, 0),
		Needs: given(d.Needs, 0), File: d.at.File, Row: d.at.First}
	if d.Exclude != nil {
		r.Exclude = Exclude(*d.Exclude)
	}
	return r
}

func given[T any](set *T, otherwise T) T {
	if set == nil {
		return otherwise
	}
	return *set
}

func or(s, otherwise string) string { return choose(s != "", s, otherwise) }

var (
	marks        = []string{"原文", "转述", "惯例"}
	studyLevels  = []string{"博士", "硕士", "本科", "第二学士学位", "专科"}
	editions     = []string{EditionAuto, "2021", "2024"}
	grains       = []string{GrainMajor, GrainProgramme}
	missingWords = []string{MissingBreak, MissingSkip}
	inheritWords = []string{InheritNone, InheritRenamed, InheritAll}
	smallNWords  = []string{SmallNMark, SmallNReplace}
	peerWords    = []string{PeersLevel, PeersClass, PeersType, PeersMajor}
)

func (d draft) checks(r Rule) []strict.Check {
	return append([]strict.Check{
		{"name", "", r.Name != "", "规则没有名字", `写 name = "安徽2022"`},
		{"title", "", r.Title != "", "规则没有标题", "写 title"},
		{"citation", "", r.Citation != "", "没有写出处", "写 citation：来源的原话"},
		{"document", "", r.Document != "", "没有写文件", "写 document：文件名和出处"},
		oneOf("mark", r.Mark, marks),
		{"valid_to", strconv.Itoa(r.ValidTo), r.from() <= r.to(), "有效期的末届早于首届", "改 valid_from 或 valid_to"},
		{"levels", list(r.Levels), !slices.ContainsFunc(r.Levels, unknownLevel), "不认识的学历层次", "可用：" + list(studyLevels)},
		oneOf("edition", r.Edition, editions),
		{"cutoff", r.Cutoff, isCutoff(r.Cutoff), "不是截止日", `写月-日，如 "12-31"`},
		oneOf("grain", r.Grain, grains),
		oneOf("missing", r.Missing, missingWords),
		oneOf("inherit", r.Inherit, inheritWords),
		oneOf("small_n", r.SmallN, smallNWords),
		{"peers", r.Peers, r.Peers == "" || contains(peerWords, r.Peers), "不认识的写法", "可用：" + list(peerWords)},
		{"exclude.majors", list(r.Exclude.Majors), !slices.ContainsFunc(r.Exclude.Majors, notAMajor), "不是专业的写法", "写 层次:代码，如 本科:080901，或只写代码"},
		{"exclude.institutions", list(r.Exclude.Institutions), !slices.ContainsFunc(r.Exclude.Institutions, notASchool), "不是学校代码", "写五位代码，如 10459"},
		{"min_graduates", strconv.FormatInt(r.MinGraduates, 10), r.MinGraduates >= 0, "不能是负数", "写 0 或正整数"},
		{"level", "", len(d.Cards) > 0, "规则没有一级牌", "至少写一段 [[rule.level]]"},
	}, d.shape(r)...)
}

// shape holds for rules of levels and rules of conditions apart.
func (d draft) shape(r Rule) []strict.Check {
	if d.Needs == nil && len(d.Conditions) == 0 {
		return []strict.Check{
			{"indicator", r.Indicator, contains(rates(), r.Indicator), "不认识的指标", "可用：" + list(rates())},
		}
	}
	return []strict.Check{
		{"indicator", r.Indicator, r.Indicator == "", "指标写在各个条件里", "删去规则的 indicator"},
		{"needs", strconv.Itoa(r.Needs), r.Needs >= 1 && r.Needs <= len(d.Conditions),
			"应不小于 1，不大于条件的个数（" + strconv.Itoa(len(d.Conditions)) + "）", "needs 是至少要满足几个 [[rule.condition]]"},
		{"level", "", len(d.Cards) == 1, "按条件判断的规则只能有一级牌", "留下一段 [[rule.level]]"},
	}
}

func oneOf(key, value string, allowed []string) strict.Check {
	return strict.Check{key, value, contains(allowed, value), choose(value == "", "没有写", "不认识的写法"), "可用：" + list(allowed)}
}

var (
	majorForm  = regexp.MustCompile(`^((博士|硕士|本科|第二学士学位|专科):)?[0-9]{2,7}[A-Z]*$`)
	schoolForm = regexp.MustCompile(`^\d{5}$`)
)

// A name in place of a code would match nobody, and the majors that it was to
// protect would be judged all the same.
func notAMajor(s string) bool  { return !majorForm.MatchString(s) }
func notASchool(s string) bool { return !schoolForm.MatchString(s) }

func unknownLevel(s string) bool { return !contains(studyLevels, s) }

// isCutoff takes 02-29 for no cut-off: it must exist in every year.
func isCutoff(s string) bool {
	_, err := time.Parse("2006-01-02", "2023-"+s)
	return err == nil
}

// whole checks what only shows once the levels are read.
func (d draft) whole(r Rule) error {
	needed := slices.ContainsFunc(r.Cards, func(l Level) bool { return l.Comparator.needsPeers() })
	if needed && r.Peers == "" {
		return d.at.Fault("peers", "", "与同类比较的规则没有写同类", "可用："+list(peerWords))
	}
	return nil
}
