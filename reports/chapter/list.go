package chapter

import (
	"maps"
	"slices"
	"strings"

	"quxiang/pipelines/fault"
	"quxiang/reports/figure"
)

// made is a chapter of the report in our order: its stable id and how it is
// made. A chapter without data is made too, and says what is missing.
type made struct {
	id   string
	make func(*report) Chapter
}

// chapters are all chapters of a report in our order.
var chapters = []made{
	{"about", (*report).about}, {"overview", (*report).overview}, {"structure", (*report).structure},
	{"settlement", (*report).settlement}, {"flow", (*report).flow}, {"unplaced", (*report).unplaced},
	{"quality", (*report).quality}, {"tracking", (*report).tracking}, {"employers", (*report).employers},
	{"cards", (*report).cardChapter}, {"linkage", (*report).linkageChapter}, {"helped", (*report).helped},
	{"duties", (*report).dutyChapter},
	{"trend", (*report).trend}, {"comparability", (*report).comparability}, {"quota", (*report).quotaChapter},
	{"ranks", (*report).rankChapter}, {"data", (*report).dataQuality}, {"appendix", (*report).appendix},
}

// supplement are the chapters of the short report on this cohort's 年终.
var supplement = []string{"about", "settlement", "flow", "unplaced", "appendix"}

// ChapterIDs are the ids of all chapters in our order: what report.chapters,
// report.title, report.audience and the names of the school's texts may say.
func ChapterIDs() []string {
	ids := make([]string, len(chapters))
	for i, c := range chapters {
		ids[i] = c.id
	}
	return ids
}

// allChapters makes every chapter, in our order, with the school's titles and
// readers.
func (r *report) allChapters() []Chapter {
	out := make([]Chapter, len(chapters))
	for i, c := range chapters {
		out[i] = r.named(c.make(r))
	}
	return out
}

// chosen are the chapters that the options ask for, in the order asked for.
func (r *report) chosen(all []Chapter) []Chapter {
	ids := r.opts.Chapters
	if r.opts.Supplement {
		ids = supplement
	}
	if len(ids) == 0 {
		return all
	}
	out := make([]Chapter, len(ids))
	for i, id := range ids {
		out[i] = all[slices.Index(ChapterIDs(), id)]
	}
	return out
}

// named puts the school's titles and readers in place of ours. A title may hold
// digits: it is the school's, and printed as a label.
func (r *report) named(c Chapter) Chapter {
	if title := r.opts.Titles[c.ID]; title != "" {
		c.Title, c.Own = title, true
	}
	if a, ok := r.opts.Audiences[c.ID]; ok {
		c.Audience = a
	}
	for i := range c.Sections {
		s := &c.Sections[i]
		if title := r.opts.Titles[c.ID+"-"+s.ID]; title != "" {
			s.Title, s.Own = title, true
		}
		if a, ok := r.opts.Audiences[c.ID+"-"+s.ID]; ok {
			s.Audience = a
		}
	}
	return c
}

// checkNames finds ids in the configuration that are no chapter's, and chapters
// asked for twice.
func (o Options) checkNames() error {
	for i, id := range o.Chapters {
		if slices.Contains(o.Chapters[:i], id) {
			return &fault.Error{Kind: fault.Usage, Op: "生成报告", File: "quxiang.toml", Column: "report.chapters", Value: id,
				Why: "同一章写了两次", Hint: "在 quxiang.toml 的 [report] chapters 里每一章只写一次"}
		}
		if err := knownChapter("report.chapters", id, id); err != nil {
			return err
		}
	}
	for _, name := range slices.Sorted(maps.Keys(o.Titles)) {
		if err := knownChapter("report.title", name, chapterOf(name)); err != nil {
			return err
		}
	}
	for _, name := range slices.Sorted(maps.Keys(o.Audiences)) {
		if err := knownChapter("report.audience", name, chapterOf(name)); err != nil {
			return err
		}
	}
	return nil
}

// knownChapter is nil where id is a chapter's, else a fault that names all.
func knownChapter(key, value, id string) error {
	if slices.Contains(ChapterIDs(), id) {
		return nil
	}
	return &fault.Error{Kind: fault.Usage, Op: "生成报告", File: "quxiang.toml", Column: key, Value: value, Why: "没有这一章",
		Hint: "章的编号有：" + strings.Join(ChapterIDs(), "、") + "；节写成“章-节”，见 docs/report.md"}
}

// chapterOf is the chapter's part of a name such as settlement-rate-college; no
// chapter's id has a hyphen.
func chapterOf(name string) string {
	id, _, _ := strings.Cut(name, "-")
	return id
}

// Readers turns the words of the configuration, public and internal, into
// audiences.
func Readers(words map[string]string) map[string]figure.Audience {
	out := map[string]figure.Audience{}
	for id, word := range words {
		out[id] = figure.Public
		if word == "internal" {
			out[id] = figure.Internal
		}
	}
	return out
}
