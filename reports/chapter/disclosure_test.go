package chapter_test

import (
	"fmt"
	"strings"
	"testing"

	"quxiang/reports/chapter"
	"quxiang/reports/chapter/chaptertest"
	"quxiang/reports/disclose"
	"quxiang/reports/figure"
)

// public is the fixture's report as the public gets it.
func public(t *testing.T) (*chapter.Document, disclose.Result) {
	t.Helper()
	o := chaptertest.Options()
	o.Public, o.PublishCutoff = true, "11-30"
	doc, err := chapter.Compose(chaptertest.Data(t, chaptertest.School), o)
	if err != nil {
		t.Fatal(err)
	}
	return doc, disclose.Apply(doc, figure.Public, "草稿", nil)
}

// What protects a figure must be about that figure: wherever the families say
// that a figure is a sum of their cells, it is.
func TestFiguresAreTheSumsTheyClaim(t *testing.T) {
	doc := chaptertest.Document(t, chaptertest.School)
	space := doc.Space()
	families := map[string]*disclose.Family{}
	for _, f := range space.Families {
		families[f.Name] = f
	}
	located := map[string]int{}
	doc.EachFigure(func(f *figure.Figure) {
		claims := space.Locate(*f)
		if len(claims) == 0 || claims[0].Known || f.State != figure.Shown {
			return
		}
		located[f.Grain]++
		c := claims[0]
		if got := families[c.Family].Count(c.Sum); got != f.Value.Num {
			t.Errorf("%s is %d, the cells of %s say %d", figure.ID(*f), f.Value.Num, c.Family, got)
		}
	})
	for _, grain := range []string{"school", "level", "college", "college_level", "major", "college_major", "gender",
		"origin", "employer_nature", "industry", "work_city", "work_province", "work_region", "destination"} {
		if located[grain] == 0 {
			t.Errorf("no figure by %s is protected", grain)
		}
	}
}

// The public edition prints no count of one to four people, keeps no internal
// chapter and says what it left out.
func TestPublicEdition(t *testing.T) {
	doc, result := public(t)
	if len(result.Exposed) > 0 {
		t.Errorf("exposed: %v", result.Exposed)
	}
	if result.Hidden == 0 || result.Rounded == 0 {
		t.Errorf("%+v", result)
	}
	text := chapter.Text(doc)
	for _, wanted := range []string{"公开版的数据保护", "没有列入"} {
		if !strings.Contains(text, wanted) {
			t.Errorf("the public edition doesn't say %s", wanted)
		}
	}
	for _, c := range doc.Chapters {
		if c.Audience != figure.Public || c.ID == "cards" || c.ID == "quota" {
			t.Errorf("chapter %s is in the public edition", c.ID)
		}
	}
	doc.EachFigure(func(f *figure.Figure) {
		if f.State == figure.Shown && disclose.Identifies(*f) {
			t.Errorf("%s prints %d", figure.ID(*f), f.Value.Num)
		}
	})
	if errs := chapter.Check(doc); len(errs) > 0 {
		t.Errorf("%v", errs)
	}
}

// Whatever the public edition prints roughly is true of the figure itself: a
// whole percentage is its nearest, a bound is on its side.
func TestRoughIsTrue(t *testing.T) {
	o := chaptertest.Options()
	o.Public, o.PublishCutoff = true, "11-30"
	exact, err := chapter.Compose(chaptertest.Data(t, chaptertest.School), o)
	if err != nil {
		t.Fatal(err)
	}
	values := map[string]figure.Value{}
	exact.EachFigure(func(f *figure.Figure) { values[figure.ID(*f)] = f.Value })
	doc, _ := public(t)
	rough := 0
	doc.EachFigure(func(f *figure.Figure) {
		v := values[figure.ID(*f)]
		if f.State != figure.Shown || f.Value == v {
			return
		}
		rough++
		printed, bound := figure.Print(*f), int64(0)
		switch {
		case f.Value.Kind == figure.Count && f.Value.Unit == "%":
			if k := f.Value.Num; 200*v.Num < (2*k-1)*v.Den || 200*v.Num > (2*k+1)*v.Den {
				t.Errorf("%s is %d of %d and prints %s", figure.ID(*f), v.Num, v.Den, printed)
			}
		case scan(printed, ">%d%%", &bound) && 100*v.Num > bound*v.Den, scan(printed, "<%d%%", &bound) && 100*v.Num < bound*v.Den:
		default:
			t.Errorf("%s is %d of %d and prints %s", figure.ID(*f), v.Num, v.Den, printed)
		}
	})
	if rough == 0 {
		t.Error("nothing is told roughly")
	}
}

func scan(text, format string, into *int64) bool {
	n, err := fmt.Sscanf(text, format, into)
	return n == 1 && err == nil
}
