package chapter_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"quxiang/pipelines/fault"
	"quxiang/reports/chapter"
	"quxiang/reports/chapter/chaptertest"
	"quxiang/reports/figure"
)

// chapterIDs are the chapters of a document in order.
func chapterIDs(doc *chapter.Document) []string {
	var ids []string
	for _, c := range doc.Chapters {
		ids = append(ids, c.ID)
	}
	return ids
}

// Every report has every chapter, in our order, with data or without: what is
// missing is said, and no table and no chart stands empty (Check finds one).
func TestEveryChapterIsThere(t *testing.T) {
	want := chapter.ChapterIDs()
	for _, name := range []string{chaptertest.School, chaptertest.Tiny} {
		if got := chapterIDs(chaptertest.Document(t, name)); !slices.Equal(got, want) {
			t.Errorf("%s: chapters %v, want %v", name, got, want)
		}
	}
}

// A chapter without data tells how to supply it.
func TestMissingDataSayHow(t *testing.T) {
	doc := chaptertest.Document(t, chaptertest.Tiny)
	for id, how := range map[string]string{
		"overview": "overview-work.md", "quality": "空白模板里有这一列", "tracking": "alumni_invitation", "employers": "employer_answer",
		"cards": "quxiang cards --list", "linkage": "admission_plan", "helped": "key_group", "duties": "staff", "trend": "载入往届", "comparability": "载入上一届", "quota": "admission_plan",
	} {
		if text := chapterText(doc, id); !strings.Contains(text, how) {
			t.Errorf("%s does not say %s:\n%s", id, how, text)
		}
	}
}

// The configuration decides which chapters there are and in which order, what
// they are called and who reads them; a title of the school's may hold digits.
func TestChaptersAsConfigured(t *testing.T) {
	doc := composed(t, func(_ *chapter.Data, o *chapter.Options) {
		o.Chapters = []string{"settlement", "about"}
		o.Titles = map[string]string{"settlement": "2024届毕业生去向", "settlement-overall": "1 总体"}
		o.Audiences = chapter.Readers(map[string]string{"about": "internal", "settlement-moves": "internal", "settlement": "public"})
	})
	if got := chapterIDs(doc); !slices.Equal(got, []string{"settlement", "about"}) {
		t.Fatalf("chapters %v", got)
	}
	first := doc.Chapters[0]
	if first.Title != "2024届毕业生去向" || !first.Own || first.Sections[0].Title != "1 总体" || !first.Sections[0].Own || first.Sections[1].Own {
		t.Errorf("titles: %q, %q, %q", first.Title, first.Sections[0].Title, first.Sections[1].Title)
	}
	if doc.Chapters[1].Audience != figure.Internal || first.Audience != figure.Public {
		t.Error("the audiences are not as configured")
	}
	for _, s := range first.Sections {
		if want := s.ID == "moves"; (s.Audience == figure.Internal) != want {
			t.Errorf("section %s is internal: %v", s.ID, !want)
		}
	}
}

// An id that is no chapter's is a fault that names all; so is one asked twice.
func TestUnknownChapters(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*chapter.Options)
		says   []string
	}{
		"chapter":  {func(o *chapter.Options) { o.Chapters = []string{"about", "flows"} }, []string{"report.chapters", "flows", "没有这一章", "about、overview、structure"}},
		"twice":    {func(o *chapter.Options) { o.Chapters = []string{"about", "about"} }, []string{"report.chapters", "同一章写了两次"}},
		"title":    {func(o *chapter.Options) { o.Titles = map[string]string{"flows-x": "流向"} }, []string{"report.title", "flows-x", "about、overview"}},
		"audience": {func(o *chapter.Options) { o.Audiences = chapter.Readers(map[string]string{"card": "public"}) }, []string{"report.audience", "card"}},
	} {
		o := chaptertest.Options()
		c.change(&o)
		_, err := chapter.Compose(chaptertest.Data(t, chaptertest.School), o)
		var f *fault.Error
		if !errors.As(err, &f) || f.Kind != fault.Usage || f.File != "quxiang.toml" {
			t.Errorf("%s: %v", name, err)
			continue
		}
		says(t, f.Error(), c.says, nil)
	}
}

// What names the faults of files, and who needs help and why, is for the school
// alone, whatever else is public.
func TestWhatIsInternal(t *testing.T) {
	want := map[string]bool{"cards": true, "ranks": true, "quota": true, "sources": true, "findings": true, "roster": true,
		"checks": true, "groups": true, "measures-detail": true, "major-quality": true, "duties": true}
	for _, c := range chaptertest.Document(t, chaptertest.School).Chapters {
		if c.Audience == figure.Internal != want[c.ID] {
			t.Errorf("chapter %s is internal: %v", c.ID, c.Audience == figure.Internal)
		}
		for _, s := range c.Sections {
			if s.Audience == figure.Internal != want[s.ID] {
				t.Errorf("section %s of %s is internal: %v", s.ID, c.ID, s.Audience == figure.Internal)
			}
		}
	}
}
