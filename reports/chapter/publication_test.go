package chapter_test

import (
	"slices"
	"strings"
	"testing"

	"quxiang/reports/chapter"
	"quxiang/reports/chapter/chaptertest"
	"quxiang/reports/figure"
)

// withCutoff adds a cut-off of 2024 to the rows: those of 12-31 once more.
func withCutoff(d *chapter.Data, cutoff, title string) {
	for _, c := range d.Cutoffs {
		if c.Cohort == 2024 && c.Cutoff == "12-31" {
			c.Cutoff, c.AsOf, c.Title = cutoff, "2024-"+cutoff, title
			d.Cutoffs = append(d.Cutoffs, c)
		}
	}
	for _, p := range d.Placement {
		if p.Cohort == 2024 && p.Cutoff == "12-31" {
			p.Cutoff = cutoff
			d.Placement = append(d.Placement, p)
		}
	}
	for _, x := range d.Distribution {
		x.Cutoff = cutoff
		d.Distribution = append(d.Distribution, x)
	}
}

// yearEndFigures are the figures of the report's cohort at its 年终.
func yearEndFigures(doc *chapter.Document) []string {
	var ids []string
	doc.EachFigure(func(f *figure.Figure) {
		if f.Cohort == 2024 && f.Cutoff == "12-31" {
			ids = append(ids, figure.ID(*f))
		}
	})
	return ids
}

// A public report has this cohort's 初次 and its cut-off of publication, and 年终
// of the cohorts before: nothing of this cohort's own 年终 stands anywhere.
func TestPublicCutoffs(t *testing.T) {
	doc := composed(t, func(d *chapter.Data, o *chapter.Options) {
		withCutoff(d, "11-30", "截至 11 月 30 日")
		withCutoff(d, "10-31", "截至 10 月 31 日")
		o.Public, o.PublishCutoff = true, "11-30"
	})
	if ids := yearEndFigures(doc); len(ids) > 0 {
		t.Errorf("%d figures of this cohort's 年终, such as %s", len(ids), ids[0])
	}
	text := chapter.Text(doc)
	says(t, text, []string{"初次截至2024-08-31（省核）、公布时点截至2024-11-30（自报）和2023届年终截至2023-12-31（自报）；",
		"▪ 毕业去向落实率 82.94%（2023届年终，截至2023-12-31）", "2023届年终 | 2023-12-31 | 自报 |", "另见年终补充", "上一届没有同一统计时点的数据，不作比较"},
		[]string{"2024-12-31", "10-31", "公布截止日"})
	for _, id := range []string{"cards", "ranks", "quota"} {
		says(t, chapterText(doc, id), []string{"公开版不含本届年终"}, []string{"[表]"})
	}
	says(t, chapterText(doc, "settlement"), []string{"— 2024届；公布时点，截至2024-11-30（自报）"}, nil)
}

// A cut-off without a name of its own goes by its day in words; of many a cover
// has 初次 and the main one.
func TestCutoffsWithoutNames(t *testing.T) {
	doc := composed(t, func(d *chapter.Data, _ *chapter.Options) {
		withCutoff(d, "11-30", "截至 11 月 30 日")
		withCutoff(d, "10-31", "截至 10 月 31 日")
	})
	says(t, chapter.Text(doc), []string{"初次截至2024-08-31（省核）、十月三十一日截至2024-10-31（自报）、公布时点截至2024-11-30（自报）和年终", "## 十月三十一日的落实率", "## 公布时点的落实率"},
		[]string{"截至 11 月", "其他时点", "▪ 毕业去向落实率 90.35%（公布时点"})
	if len(doc.Cards) != 6 {
		t.Errorf("%d cards", len(doc.Cards))
	}
}

// Where the cut-off of publication is not loaded the last one before it stands
// in, and readers are told.
func TestPublicationWithoutItsCutoff(t *testing.T) {
	doc := composed(t, func(d *chapter.Data, o *chapter.Options) {
		withCutoff(d, "10-31", "截至 10 月 31 日")
		o.Public = true
	})
	says(t, chapter.Text(doc), []string{"！没有载入公布截止日（11-30）的毕业去向登记，本届数据截至2024-10-31。", "和2023届年终截至"}, []string{"2024-12-31"})
	o := chaptertest.Options()
	o.Public, o.PublishCutoff = true, "07-31"
	if _, err := chapter.Compose(chaptertest.Data(t, chaptertest.School), o); err == nil || !strings.Contains(err.Error(), "截至 07-31 或更早") {
		t.Errorf("nothing may be published: %v", err)
	}
}

// Majors are set against the cohort before at a cut-off that both have.
func TestPublicMajorChanges(t *testing.T) {
	doc := composed(t, func(d *chapter.Data, o *chapter.Options) {
		withCutoff(d, "11-30", "截至 11 月 30 日")
		o.Public = true
	})
	up := tableOf(doc, "majors-up")
	if up == nil || up.Basis.CutoffTitle != "初次" || !up.Ordered {
		t.Errorf("majors that rose: %+v", up)
	}
	says(t, chapterText(doc, "trend"), []string{"## 初次趋势", "## 年终趋势", "2023届（年终）毕业去向落实率为82.94%"}, []string{"2024届（年终）"})
}

// The supplement is this cohort's 年终 alone, and short.
func TestSupplement(t *testing.T) {
	doc := composed(t, func(_ *chapter.Data, o *chapter.Options) { o.Supplement = true })
	if got := chapterIDs(doc); !slices.Equal(got, []string{"about", "settlement", "flow", "unplaced", "appendix"}) {
		t.Errorf("chapters %v", got)
	}
	if !strings.HasSuffix(doc.Title, "（年终补充）") {
		t.Errorf("title %s", doc.Title)
	}
	says(t, chapter.Text(doc), []string{"\n年终截至2024-12-31（自报）；", "比2023届提高"}, []string{"2024-08-31"})
	_, err := chapter.Compose(chaptertest.Data(t, chaptertest.Tiny), chapter.Options{Institution: "示例大学", Cohort: 2024, Supplement: true})
	if err == nil || !strings.Contains(err.Error(), "没有2024届年终（12-31）") {
		t.Errorf("without 年终: %v", err)
	}
}

// The data that a report is composed of are not changed by it.
func TestComposingChangesNoRows(t *testing.T) {
	d, o := chaptertest.Data(t, chaptertest.School), chaptertest.Options()
	before := chapter.Text(chaptertest.Document(t, chaptertest.School))
	o.Public = true
	if _, err := chapter.Compose(d, o); err != nil {
		t.Fatal(err)
	}
	again, err := chapter.Compose(d, chaptertest.Options())
	if err != nil || chapter.Text(again) != before {
		t.Errorf("the report after a public one of the same rows differs: %v", err)
	}
}

// The public edition leaves out how an entry cohort was reconciled and what became
// of single invitations, and keeps what came in and what graduated.
func TestPublicColumns(t *testing.T) {
	public := composed(t, func(d *chapter.Data, o *chapter.Options) {
		o.Public, o.PublishCutoff = true, "12-31"
	})
	internal := chaptertest.Document(t, chaptertest.School)
	for id, gone := range map[string][]string{
		"entry-cohorts":  {"transferred_in", "withdrawn", "unmatched", "matched"},
		"entry-outcomes": {"lost", "settled", "unmatched", "matched"},
		"survey-invited": {"deceased", "refused", "unreachable"},
	} {
		for _, key := range gone {
			if tableOf(internal, id).ColumnIndex(key) < 0 {
				t.Errorf("the internal edition's %s has no %s", id, key)
			}
			if tab := tableOf(public, id); tab == nil || tab.ColumnIndex(key) >= 0 {
				t.Errorf("the public edition's %s has %s, or is not there", id, key)
			}
		}
	}
	if tableOf(public, "entry-missing") != nil {
		t.Error("the public edition tells who is missing")
	}
	says(t, chapterText(public, "linkage"), []string{"人，毕业"}, []string{"无法匹配", "对账", "流失率"})
	says(t, chapterText(public, "about"), []string{"“>”和“<”后面是界线"}, nil)
	says(t, chapterText(internal, "about"), nil, []string{"后面是界线"})
}
