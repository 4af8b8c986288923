package chapter_test

import (
	"strings"
	"testing"

	"quxiang/reports/chapter"
	"quxiang/reports/chapter/chaptertest"
	"quxiang/reports/disclose"
	"quxiang/reports/figure"
)

// composed is the school's document after a change of its rows. A document
// that breaks its own rules fails.
func composed(t *testing.T, change func(*chapter.Data, *chapter.Options)) *chapter.Document {
	t.Helper()
	data, opts := chaptertest.Data(t, chaptertest.School), chaptertest.Options()
	change(data, &opts)
	doc, err := chapter.Compose(data, opts)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// chapterText is the text of one chapter; "" where there is none.
func chapterText(doc *chapter.Document, id string) string {
	only := &chapter.Document{}
	for _, c := range doc.Chapters {
		if c.ID == id {
			only.Chapters = append(only.Chapters, c)
		}
	}
	return strings.TrimSpace(chapter.Text(only))
}

// tableOf is the table of an ID; nil where there is none.
func tableOf(doc *chapter.Document, id string) *chapter.Table {
	for t := range doc.Tables() {
		if t.ID == id {
			return t
		}
	}
	return nil
}

// says fails where a text lacks words or has those that it must not have.
func says(t *testing.T, text string, words, not []string) {
	t.Helper()
	for _, w := range words {
		if !strings.Contains(text, w) {
			t.Errorf("nothing says %q", w)
		}
	}
	for _, w := range not {
		if strings.Contains(text, w) {
			t.Errorf("%q is said", w)
		}
	}
}

// withoutWeights takes away what weighting gives.
func withoutWeights(d *chapter.Data) {
	d.Surveys.Rakings, d.Surveys.Balances = nil, nil
	for i := range d.Surveys.Indicators {
		e := &d.Surveys.Indicators[i]
		e.Weighted, e.Median = e.Unweighted, e.PlainMedian
		e.HasInterval, e.HasBand = false, false
	}
}

// A survey without weights claims none, tells no interval, and still says what
// was answered.
func TestAnUnweightedSurvey(t *testing.T) {
	doc := composed(t, func(d *chapter.Data, _ *chapter.Options) { withoutWeights(d) })
	says(t, chapterText(doc, "tracking"),
		[]string{"这次调查没有加权", "没有可比较的答卷。", "专业相关度 | 2021 | 三年 | % | 242 | 76.03% | 76.03% | — | — | — | — | — | — |"},
		[]string{"加权使答卷", "边际全部对上", "，区间", "不平衡指数"})
	for _, row := range tableOf(doc, "survey-estimates").Rows {
		if low := row[7].Figure; low.State != figure.NotApplicable || low.Reason != "答卷太少或全都一样，没有区间" {
			t.Errorf("%s: the lower end is %s, %q", row[0].Plain(), figure.Print(*low), low.Reason)
		}
	}
}

// Where nobody asked alumni, or employers, their chapter says so and how to come
// by answers.
func TestNoAlumniWereAsked(t *testing.T) {
	doc := composed(t, func(d *chapter.Data, _ *chapter.Options) {
		d.Surveys.Responses = keep(d.Surveys.Responses, func(r chapter.SurveyResponseRow) bool { return r.Survey == "用人单位" })
		d.Surveys.Rakings = keep(d.Surveys.Rakings, func(r chapter.SurveyRakingRow) bool { return r.Survey == "用人单位" })
	})
	says(t, chapterText(doc, "tracking"), []string{"没有载入校友调查。"}, []string{"没有可比较的答卷", "各专业的跟踪结果", "能说明什么"})
	says(t, chapterText(doc, "employers"), []string{"用人单位对毕业生的评价"}, nil)
	none := composed(t, func(d *chapter.Data, _ *chapter.Options) { d.Surveys = chapter.SurveyData{} })
	says(t, chapterText(none, "tracking"), []string{"没有载入校友调查。载入校友调查邀请名单"}, []string{"[表]", "能说明什么"})
	says(t, chapterText(none, "employers"), []string{"没有载入用人单位评价。载入"}, []string{"[表]", "能说明什么"})
}

func keep[T any](rows []T, want func(T) bool) []T {
	var kept []T
	for _, r := range rows {
		if want(r) {
			kept = append(kept, r)
		}
	}
	return kept
}

// What the weights of a survey could not meet is told, and only that.
func TestWhatTheWeightsDoNotMeet(t *testing.T) {
	for _, c := range []struct {
		converged, capped bool
		words             string
	}{{true, true, "边际全部对上\n"}, {true, false, "边际全部对上，最大权数超过上限\n"}, {false, true, "边际没有全部对上\n"}, {false, false, "边际没有全部对上，最大权数超过上限\n"}} {
		doc := composed(t, func(d *chapter.Data, _ *chapter.Options) {
			d.Surveys.Rakings = keep(d.Surveys.Rakings, func(r chapter.SurveyRakingRow) bool { return r.Cohort == 2021 })
			d.Surveys.Rakings[0].Converged, d.Surveys.Rakings[0].Capped = c.converged, c.capped
		})
		text := chapterText(doc, "tracking")
		says(t, text, []string{c.words}, nil)
		if strings.Contains(text, "估计只供参考") == c.converged {
			t.Errorf("converged %v: the reader is warned or not, wrongly", c.converged)
		}
	}
}

// The words carry the sign of a growth.
func TestPayThatFell(t *testing.T) {
	doc := composed(t, func(d *chapter.Data, _ *chapter.Options) {
		for i := range d.Surveys.Indicators {
			if e := &d.Surveys.Indicators[i]; e.Indicator == "pay_growth" && e.Cohort == 2021 {
				e.Weighted = -310
			}
		}
	})
	says(t, chapterText(doc, "tracking"), []string{"同一批人比初职下降3.10%"}, []string{"比初职增长"})
}

// Where nobody's first pay is known another cohort's start is compared with, and
// the reader is told that they are other people.
func TestPayBesideAnotherCohort(t *testing.T) {
	doc := composed(t, func(d *chapter.Data, _ *chapter.Options) {
		for i := range d.Surveys.Indicators {
			if e := &d.Surveys.Indicators[i]; e.Indicator == "pay_growth" && e.Cohort == 2021 {
				e.Indicator = "pay_growth_other"
			}
		}
		d.Surveys.Measures = append(d.Surveys.Measures, chapter.SurveyMeasureRow{Indicator: "pay_growth_other", Survey: "校友", Title: "月收入与起薪相比（不同届）", Kind: "ratio", Unit: "%", Decimals: 2})
		d.Surveys.Starts = []chapter.SurveyStartRow{{Institution: d.Surveys.Indicators[0].Institution, Year: 2024, Cohort: 2021, StartCohort: 2022, Paid: 410, Pay: 5685}}
	})
	says(t, chapterText(doc, "tracking"),
		[]string{"与另一届的起薪相比（不同届）增长27.60%", "作比的是2022届毕业时登记的平均月薪5,685元（410人）"},
		[]string{"2021届（毕业三年）全职受雇者月收入的加权中位数为6,900元，加权平均7,255元；同一批人"})
}

// A province's schools are apart in every table, though they asked the same
// cohorts in the same year and have the same majors: Check finds two values of
// one figure, and composing would fail.
func TestTwoSchoolsOfAProvince(t *testing.T) {
	doc := composed(t, func(d *chapter.Data, o *chapter.Options) {
		o.Province, o.Institution = true, "示例省"
		anotherSchool(d)
	})
	for _, id := range []string{"survey-answers", "survey-estimates", "survey-majors", "entry-cohorts", "entry-admissions", "vacancies"} {
		schools := map[string]bool{}
		table := tableOf(doc, id)
		for _, row := range table.Rows {
			schools[row[table.ColumnIndex("institution")].Plain()] = true
		}
		if len(schools) != 2 {
			t.Errorf("%s: schools %v, want two", id, schools)
		}
	}
	says(t, chapterText(doc, "tracking")+chapterText(doc, "linkage"), nil, []string{"没有有效答卷。", "没有到期的年级。", "全校"})
}

// anotherSchool adds a second school with the rows of the first, all counts one
// higher.
func anotherSchool(d *chapter.Data) {
	const other = "10002"
	for _, r := range d.Surveys.Responses {
		r.Institution, r.People, r.Valid = other, r.People+1, r.Valid+1
		d.Surveys.Responses = append(d.Surveys.Responses, r)
	}
	for _, r := range d.Surveys.Indicators {
		r.Institution, r.N, r.Unweighted = other, r.N+1, r.Unweighted+1
		d.Surveys.Indicators = append(d.Surveys.Indicators, r)
	}
	for _, r := range d.Linkage.Cohorts {
		r.Institution, r.Registered, r.Unmatched = other, r.Registered+1, r.Unmatched+1
		d.Linkage.Cohorts = append(d.Linkage.Cohorts, r)
	}
	for _, r := range d.Linkage.Majors {
		r.Institution, r.Admitted, r.Plan = other, r.Admitted+1, r.Plan+1
		d.Linkage.Majors = append(d.Linkage.Majors, r)
	}
	for _, r := range d.Linkage.Vacancies {
		r.Institution, r.Positions = other, r.Positions+1
		d.Linkage.Vacancies = append(d.Linkage.Vacancies, r)
	}
}

// The chapters hold counts of fewer people than a public edition could show, so
// they rest on there being none: asking for one is refused, and no figure
// changes. The internal edition says on every page that it is not to go out.
func TestSmallSurveysStayInside(t *testing.T) {
	doc := chaptertest.Document(t, chaptertest.School)
	small := 0
	for _, row := range tableOf(doc, "survey-majors").Rows {
		if f := row[5].Figure; f.State == figure.Shown && f.Value.Num < int64(chaptertest.Options().SmallN) {
			small++
		}
	}
	if small == 0 {
		t.Fatal("no major with few answers: the case tries nothing")
	}
	if disclose.Apply(doc, figure.Internal, "", nil); doc.Stamp != disclose.StampInternal {
		t.Errorf("the internal edition is stamped %q", doc.Stamp)
	}
}
