package chapter_test

import (
	"strconv"
	"strings"
	"testing"

	"quxiang/reports/chapter"
	"quxiang/reports/chapter/chaptertest"
	"quxiang/reports/figure"
)

// Without plans on file nothing is planned: no nought that would say so, no
// share of it, and the way begins with the admitted.
func TestLinkageWithoutPlans(t *testing.T) {
	doc := composed(t, func(d *chapter.Data, _ *chapter.Options) {
		d.Linkage.Splits = nil
		for i := range d.Linkage.Cohorts {
			d.Linkage.Cohorts[i].Plan = 0
		}
		for i := range d.Linkage.Majors {
			d.Linkage.Majors[i].Plan, d.Linkage.Majors[i].PlanSplit = 0, 0
		}
	})
	for _, at := range [][2]string{{"entry-cohorts", "plan"}, {"entry-admissions", "plan"}, {"entry-admissions", "fill"}} {
		table := tableOf(doc, at[0])
		for _, row := range table.Rows {
			if f := row[table.ColumnIndex(at[1])].Figure; f.State != figure.NotApplicable || f.Reason != "没有这一年的计划" {
				t.Errorf("%s of %s is %s, %q", at[1], at[0], figure.Print(*f), f.Reason)
			}
		}
	}
	if first := tableOf(doc, "funnel-bachelor").Rows[0][0].Plain(); first != "录取" {
		t.Errorf("the way begins with %s", first)
	}
	says(t, chapterText(doc, "linkage"), []string{"没有按大类下达的招生计划。"}, nil)
}

// What speaks against an account stands beside it.
func TestWhatSpeaksAgainstAnAccount(t *testing.T) {
	doc := composed(t, func(d *chapter.Data, _ *chapter.Options) {
		for i := range d.Linkage.Cohorts {
			if c := &d.Linkage.Cohorts[i]; c.EntryYear == 2018 {
				c.DueOnFile = false
			}
		}
	})
	// 2021: 3 of 84 are missing, 3.6 %; 2020: 3 of 614, 0.5 %.
	want := map[string]string{"2022": "按人", "2021": "按人，无法匹配超过百分之二", "2020": "按人", "2019": "按人，名册不全", "2018": "按人，应届毕业的届次没有载入", "2017": "按人数"}
	table := tableOf(doc, "entry-cohorts")
	for _, row := range table.Rows {
		year := row[table.ColumnIndex("entry")].Plain()
		if got := row[table.ColumnIndex("matched")].Plain(); got != want[year] {
			t.Errorf("%s: %s, want %s", year, got, want[year])
		}
	}
}

// A list with gaps lacks people who graduated: nobody is missing by a negative
// number.
func TestAListWithGaps(t *testing.T) {
	doc := composed(t, func(d *chapter.Data, _ *chapter.Options) {
		d.Linkage.Cohorts = keep(d.Linkage.Cohorts, func(c chapter.EntryCohortRow) bool { return c.EntryYear == 2019 })
	})
	says(t, chapterText(doc, "linkage"), []string{"2019级本科报到585人，毕业627人，仍在读1人，名册不全，毕业和离校的比报到的多62人。"}, []string{"无法匹配-62人"})
}

// A level that a survey asked stands beside how it came, whatever single
// question it lacks.
func TestAQuestionThatWasNotAsked(t *testing.T) {
	doc := composed(t, func(d *chapter.Data, _ *chapter.Options) {
		d.Surveys.Indicators = keep(d.Surveys.Indicators, func(e chapter.SurveyIndicatorRow) bool { return e.Indicator != "satisfaction" || e.Unit != "层次" })
	})
	table := tableOf(doc, "entry-later")
	if len(table.Rows) != 2 {
		t.Fatalf("%d cohorts, want 2: those of 2017 and 2018, due in 2021", len(table.Rows))
	}
	for _, row := range table.Rows {
		if f := row[table.ColumnIndex("later_satisfaction")].Figure; f.Reason != "没有答卷" {
			t.Errorf("%s: %q", figure.Print(*f), f.Reason)
		}
		if f := row[table.ColumnIndex("later_pay")].Figure; f.State != figure.Shown {
			t.Errorf("pay is not shown: %s", f.Reason)
		}
	}
}

// A major of five years has nobody who could have graduated in four.
func TestAMajorThatIsNotDue(t *testing.T) {
	table := tableOf(chaptertest.Document(t, chaptertest.School), "entry-outcomes")
	for _, row := range table.Rows {
		due := row[table.ColumnIndex("major")].Plain() != "临床医学"
		if f := row[table.ColumnIndex("on_time")].Figure; (f.State == figure.Shown) != due {
			t.Errorf("%s: on time %s", row[table.ColumnIndex("major")].Plain(), figure.Print(*f))
		}
	}
}

// Graduate students are admitted in a way of their own, and it is their usual
// one: they have a way from plan to job, and no name for it.
func TestGraduateStudentsHaveAWay(t *testing.T) {
	doc := composed(t, func(d *chapter.Data, _ *chapter.Options) {
		for i := range d.Linkage.Cohorts {
			if c := &d.Linkage.Cohorts[i]; c.EntryYear == 2021 {
				c.Level, c.Type = "硕士", "研究生"
			}
		}
	})
	if tableOf(doc, "funnel-master") == nil {
		t.Error("no way from plan to job")
	}
	says(t, chapterText(doc, "linkage"), []string{"2021级硕士报到84人"}, []string{"硕士（研究生）"})
}

// What the line of a major repeats from the surveys rests on as many answers
// there as here, so that both tables hide it alike.
func TestCareersRestOnAnswers(t *testing.T) {
	answers := map[string]bool{}
	doc := chaptertest.Document(t, chaptertest.School)
	said := func(f *figure.Figure) string {
		_, name, _ := strings.Cut(f.Indicator, "_")
		name = strings.TrimSuffix(strings.TrimPrefix(name, "later_"), "_median")
		major := ""
		for _, k := range f.Keys {
			if k.Name == "major" {
				major = k.Value
			}
		}
		return name + " " + major + " " + strconv.FormatInt(f.N, 10)
	}
	doc.EachFigure(func(f *figure.Figure) {
		if f.Grain == "survey_major" && f.State == figure.Shown {
			answers[said(f)] = true
		}
	})
	found := 0
	doc.EachFigure(func(f *figure.Figure) {
		if strings.HasPrefix(f.Indicator, "career_later_") && f.State == figure.Shown {
			if found++; !answers[said(f)] {
				t.Errorf("%s rests on %d answers, which no survey says", figure.ID(*f), f.N)
			}
		}
	})
	if found == 0 {
		t.Error("no major has an estimate")
	}
}
