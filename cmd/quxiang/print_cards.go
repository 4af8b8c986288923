package main

import (
	"path/filepath"
	"slices"
	"strings"

	"quxiang/pipelines/fault"
	"quxiang/pipelines/rule"
	"quxiang/pipelines/store"
	"quxiang/reports/chapter"
	"quxiang/reports/figure"
)

// stale warns that a build is older than what has been loaded since.
func (s *session) stale(build *store.Reader) {
	if build.Stale {
		s.printf("注意：数据已变动，请重新构建（quxiang build）；以下按上一次构建")
	}
}

// book writes an internal workbook where one is asked for.
func (s *session) book(path string, write func() error) error {
	return s.inside(path, "工作簿", ".xlsx", write)
}

// inside writes a file for readers inside, where one is asked for.
func (s *session) inside(path, what, ending string, write func() error) error {
	if path == "" {
		return nil
	}
	if !strings.EqualFold(filepath.Ext(path), ending) {
		return &fault.Error{Kind: fault.Usage, Op: "写" + what, File: path, Why: "不是" + what + "的扩展名", Hint: "文件名以 " + ending + " 结尾"}
	}
	if err := write(); err != nil {
		return err
	}
	s.printf("%s：%s；仅限内部使用", what, path)
	return nil
}

// listRules prints every rule that can be chosen.
func (s *session) listRules(rules []rule.Rule) {
	for i := range rules {
		r := &rules[i]
		s.emit(ruleLine{r.Name, r.Title, r.Authority, r.Document, r.Citation, r.Mark, r.Words(), r.Note})
		s.printf("%s（%s）：%s", r.Name, r.Mark, r.Title)
		s.printf("    依据：%s，%s", r.Authority, r.Citation)
		s.printf("    办法：%s", r.Words())
	}
}

type ruleLine struct {
	Rule      string `json:"rule"`
	Title     string `json:"title"`
	Authority string `json:"authority"`
	Document  string `json:"document"`
	Citation  string `json:"citation"`
	Mark      string `json:"mark"`
	Words     string `json:"words"`
	Note      string `json:"note"`
}

// cards prints what each rule found, rule by rule.
func (s *session) cards(d chapter.CardData, o chapter.Options) {
	s.printf("（内部使用，不得公开）")
	for _, r := range d.Rules {
		s.printf("%s（%s）：%s", r.Rule, r.Mark, conclusions(d.Counts, r.Rule))
		if onlyLacking(d.Counts, r.Rule) {
			s.printf("    %d 届没有一个专业可判（规则看截止日 %s）：数据还没有到，早的届次没有载入，或规则没有界线；用 --all 看每个专业的理由，用 --year 换一届", o.Cohort, r.Cutoff)
		}
		for _, u := range d.Unknown {
			if u.Rule == r.Rule {
				s.printf("    另有 %d 人专业不明，未判", u.People)
			}
		}
		for _, v := range d.Verdicts {
			if v.Rule == r.Rule {
				s.verdict(d, v, o)
			}
		}
		for _, j := range d.Judged {
			if j.Rule == r.Rule && j.Conclusion != "红" && j.Conclusion != "黄" {
				s.emit(j)
				s.printf("  [%s] %s：%s", j.Conclusion, strings.TrimSpace(schoolOf(j.Institution, o)+" "+j.Level+" "+j.Major), j.Reason)
			}
		}
	}
}

// schoolOf names the school where there are several.
func schoolOf(name string, o chapter.Options) string {
	if o.Province {
		return name
	}
	return ""
}

// conclusions sums the majors by what the rule made of them.
func conclusions(counts []chapter.CardCountRow, rule string) string {
	sums := map[string]int64{}
	for _, n := range counts {
		if n.Rule == rule {
			sums[n.Conclusion] += n.Majors
		}
	}
	var words []string
	for _, conclusion := range []string{"红", "黄", "未触发", "不适用", "数据不足"} {
		if sums[conclusion] > 0 {
			words = append(words, conclusion+" "+figure.Print(*figure.Place{}.Count("majors", sums[conclusion], "个")))
		}
	}
	return strings.Join(words, "，")
}

// onlyLacking tells whether a rule could judge nobody for want of data, as
// before the day that it looks at.
func onlyLacking(counts []chapter.CardCountRow, rule string) bool {
	return !slices.ContainsFunc(counts, func(n chapter.CardCountRow) bool { return n.Rule == rule && n.Conclusion != "数据不足" })
}

func (s *session) verdict(d chapter.CardData, v chapter.VerdictRow, o chapter.Options) {
	line := cardLine{VerdictRow: v, Card: v.Card()}
	for _, y := range d.Years {
		if y.Of(v) {
			line.Years = append(line.Years, y)
		}
	}
	line.cite(d)
	s.emit(line)
	who := strings.TrimSpace(schoolOf(v.Institution, o) + " " + v.Level + " " + v.Name())
	spans := ""
	if v.SpansBreak {
		spans = "；跨口径"
	}
	s.printf("  [%s] %s：%s%s%s；%s；复核 %s", v.Card(), who, v.Reason, evidence(v, line.distance(v.Cohort)), spans, v.Consequence, v.ReviewDate)
}

// evidence says how far beyond the line the cohort is, and how sure that is; of
// a rule that looks at several indicators there is neither.
func evidence(v chapter.VerdictRow, distance int64) string {
	if !v.Weighed {
		return ""
	}
	p := figure.Place{Cohort: v.Cohort, Cutoff: "-"}
	return "；距界线 " + figure.Print(*p.Scaled("distance", distance, 2, "")) + " 个百分点；证据" + v.Evidence +
		"（" + figure.Print(*p.Scaled("probability", v.Probability, 2, "")) + "%）"
}

// cardLine is what --json says of a card.
type cardLine struct {
	chapter.VerdictRow
	Card  string                   `json:"card"`
	Years []chapter.VerdictYearRow `json:"years"`
	// Citation is the rule's source, Source how near to it we have been, Files
	// what the cohorts used were read from.
	Citation string   `json:"citation"`
	Source   string   `json:"source"`
	Files    []string `json:"files"`
}

// cite adds what a reader needs to check a card: the rule's source and the
// files.
func (c *cardLine) cite(d chapter.CardData) {
	cutoff := ""
	for _, r := range d.Rules {
		if r.Rule == c.Rule {
			c.Citation, c.Source, cutoff = strings.TrimPrefix(r.Document+"："+r.Citation, "："), r.Mark, r.Cutoff
		}
	}
	for _, f := range d.Sources {
		used := slices.ContainsFunc(c.Years, func(y chapter.VerdictYearRow) bool { return y.Cohort == f.Cohort })
		if used && f.Of(c.VerdictRow) && f.Cutoff == cutoff && !slices.Contains(c.Files, f.File) {
			c.Files = append(c.Files, f.File)
		}
	}
}

func (c cardLine) distance(cohort int) int64 {
	for _, y := range c.Years {
		if y.Cohort == cohort {
			return y.Distance
		}
	}
	return 0
}
