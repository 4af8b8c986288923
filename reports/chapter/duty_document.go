package chapter

import (
	"slices"
	"strconv"
	"strings"

	"quxiang/pipelines/fault"
	"quxiang/reports/prose"
)

// DutyPart says which part of the verdicts a document is to hold.
type DutyPart struct {
	College  string   // name of the one college; empty: the school and every college
	Sections []string // 一, 二, …; none: all
}

// PartOf is what a part of the verdicts consists of. A college or a section that
// is not there is a usage fault.
func (d DutyData) PartOf(part DutyPart) (DutyData, error) {
	var names []string
	for _, s := range d.Systems() {
		names = append(names, s.Section)
	}
	for _, s := range part.Sections {
		if !slices.Contains(names, s) {
			return d, &fault.Error{Kind: fault.Usage, Op: "政策落实", Value: s, Why: "没有这一节", Hint: "可用的节：" + strings.Join(names, "、")}
		}
	}
	d = d.OfSections(part.Sections)
	if part.College == "" {
		return d, nil
	}
	key, err := d.collegeNamed(part.College)
	return d.OfCollege(key), err
}

// collegeNamed finds the key of a college by its name.
func (d DutyData) collegeNamed(name string) (string, error) {
	var names []string
	for _, c := range d.Colleges {
		if c.College == name {
			return c.CollegeKey, nil
		}
		names = append(names, c.College)
	}
	hint := "有本届毕业生的学院：" + strings.Join(names, "、")
	if len(names) == 0 {
		hint = "这次构建里没有一个学院有本届毕业生"
	}
	return "", &fault.Error{Kind: fault.Usage, Op: "政策落实", Value: name, Why: "没有这个学院", Hint: hint}
}

// ComposeDuties makes a document of the duties alone: the school's page and one
// of each college; or one college's, with nobody else's numbers.
func ComposeDuties(all DutyData, part DutyPart, opts Options) (*Document, error) {
	d, err := all.PartOf(part)
	if err != nil {
		return nil, err
	}
	k := duties{DutyData: &d, cohort: opts.Cohort, province: opts.Province}
	year, whose := strconv.Itoa(opts.Cohort), part.College
	doc := &Document{Title: opts.Institution + year + "届毕业生就业政策落实对照" + bracketed(whose),
		Heading:     []Span{prose.L(orUnknown(opts.Institution)), prose.D(year), prose.T("届毕业生就业政策落实对照")},
		Summary:     []Span{prose.T("按现有构建判定，未重新构建")},
		Institution: opts.Institution, Cohort: opts.Cohort}
	if whose != "" {
		doc.Heading = append(doc.Heading, prose.L(bracketed(whose)))
	} else {
		doc.Chapters = []Chapter{k.chapter()}
	}
	if !opts.Province {
		doc.Chapters = append(doc.Chapters, k.collegeChapters()...)
	}
	return doc.built(d.Builds)
}

func bracketed(s string) string {
	if s == "" {
		return ""
	}
	return "（" + s + "）"
}

// collegeChapters are a part for each college that has graduates.
func (d duties) collegeChapters() []Chapter {
	var all []Chapter
	for i, c := range d.Colleges {
		all = append(all, d.collegeChapter(c, "college-"+strconv.Itoa(i+1)))
	}
	return all
}
