package chapter_test

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	"quxiang/pipelines/fault"
	"quxiang/reports/chapter"
	"quxiang/reports/chapter/chaptertest"
	"quxiang/reports/disclose"
	"quxiang/reports/figure"
)

// dutyDocument is the document of a part of the fixture's verdicts.
func dutyDocument(t *testing.T, part chapter.DutyPart) *chapter.Document {
	t.Helper()
	data := chaptertest.Data(t, chaptertest.School)
	d := data.Duties
	d.Builds = data.Builds
	doc, err := chapter.ComposeDuties(d, part, chaptertest.Options())
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// cells are what a table's rows print.
func cells(table *chapter.Table) [][]string {
	var out [][]string
	for _, row := range table.Rows {
		var line []string
		for _, c := range row {
			line = append(line, c.Plain())
		}
		out = append(out, line)
	}
	return out
}

// The rows agree: what is missing is the sum of its list, a status fits its
// force and its numbers, and a college's list stands in the school's.
func TestDutyRowsAgree(t *testing.T) {
	d := chaptertest.Data(t, chaptertest.School).Duties
	for _, v := range d.Verdicts {
		binding := slices.Contains([]string{"必须", "原则上"}, d.Rule(v.Duty).Force)
		if v.Status == "未达到" && !binding || v.Status == "未做" && binding {
			t.Errorf("%s is %s", v.Duty, v.Status)
		}
		if v.Shortfall != nil && v.Missed() != (*v.Shortfall > 0) {
			t.Errorf("%s %s is %s by %d", v.Duty, v.College, v.Status, *v.Shortfall)
		}
		sum, rows := listed(d, v)
		if rows > 0 && sum != *v.Shortfall {
			t.Errorf("%s %s lacks %d, its list says %d", v.Duty, v.College, *v.Shortfall, sum)
		}
	}
}

// listed adds up the list behind a verdict; a school's on a duty of its colleges
// is theirs, item by item or as a whole.
func listed(d chapter.DutyData, v chapter.DutyVerdictRow) (sum int64, rows int) {
	ofColleges := d.Rule(v.Duty).Scope == "college" && v.CollegeKey == ""
	for _, s := range d.Shortfalls {
		if s.Duty == v.Duty && (s.CollegeKey == v.CollegeKey || ofColleges) {
			sum, rows = sum+s.Shortfall, rows+1
		}
	}
	return sum, rows
}

// By hand: 二 has three duties, none reached; the first that is not is the ratio
// of 校级 staff, one of two. Over all sections the statuses add up.
func TestOverallTable(t *testing.T) {
	rows := cells(tableOf(chaptertest.Document(t, chaptertest.School), "duty-table"))
	if len(rows) != 11 {
		t.Fatalf("%d rows, want ten sections and the total", len(rows))
	}
	want := []string{"二、高校毕业生就业工作“四到位”", "3", "0", "3", "0", "0", "0", "0",
		"未达到：校级就业工作人员与毕业生之比，现有 1 名，按 746 名毕业生应不少于 2 名，还需 1 名校级就业工作人员", "二.1，教就业〔2023〕4 号"}
	if !slices.Equal(rows[1], want) {
		t.Errorf("got  %v\nwant %v", rows[1], want)
	}
	if want := []string{"合计", "16", "2", "7", "2", "3", "1", "1", "", ""}; !slices.Equal(rows[10], want) {
		t.Errorf("total %v, want %v", rows[10], want)
	}
}

// Amounts are printed in the duty's own unit: 分 as 元, tenths of an hour as
// hours; a list names the college and the item.
func TestShortfallsAreListed(t *testing.T) {
	doc := chaptertest.Document(t, chaptertest.School)
	for id, want := range map[string][]string{
		"duty-2-shortfalls": {"二.5", "就业创业经费与学费之比", "", "", "240,000.00", "300,000.00", "60,000.00", "元就业经费预算"},
		"duty-3-shortfalls": {"三.6", "职业发展与就业指导课的学时", "", "大学生职业发展与就业指导", "36.0", "38.0", "2.0", "学时"},
		"duty-7-shortfalls": {"七.2", "院系领导和专业负责人人均走访", "文学院", "", "18", "30", "12", "家用人单位"},
	} {
		if rows := cells(tableOf(doc, id)); !slices.ContainsFunc(rows, func(r []string) bool { return slices.Equal(r, want) }) {
			t.Errorf("%s lacks %v:\n%v", id, want, rows)
		}
	}
}

// What cannot be judged says which template to fill, what cannot be tested what
// is missing.
func TestDutiesWithoutDataSayHow(t *testing.T) {
	text := chapterText(chaptertest.Document(t, chaptertest.School), "duties")
	for _, want := range []string{"填好空白模板“校友答卷”", "无法检验（缺：最低工资标准（minimum_wage））", "没有数据：填“校友答卷”并载入"} {
		if !strings.Contains(text, want) {
			t.Errorf("the chapter does not say %s", want)
		}
	}
	empty := composed(t, func(d *chapter.Data, _ *chapter.Options) {
		d.Duties.Suspicions, d.Duties.Postings, d.Duties.Findings, d.Duties.Unmeasured = nil, nil, nil, nil
	})
	for _, want := range []string{"没有检验过毕业去向登记的疑点", "空白模板“校园招聘信息”（posting）"} {
		if !strings.Contains(chapterText(empty, "duties"), want) {
			t.Errorf("an empty register does not say %s", want)
		}
	}
}

// By hand: 21 of 746 graduates are 28.15 in a thousand, 28.2 with one place.
func TestSuspicionsPerThousand(t *testing.T) {
	rows := cells(tableOf(chaptertest.Document(t, chaptertest.School), "duty-suspicions-school"))
	if want := []string{"小企业扎堆", "21", "28.2", ""}; !slices.Equal(rows[0], want) {
		t.Errorf("got %v, want %v", rows[0], want)
	}
}

// The school's document has a part for each college.
func TestDutyDocumentHasEveryCollege(t *testing.T) {
	doc := dutyDocument(t, chapter.DutyPart{})
	want := []string{"duties", "college-1", "college-2", "college-3", "college-4"}
	if got := chapterIDs(doc); !slices.Equal(got, want) {
		t.Errorf("chapters %v, want %v", got, want)
	}
	if doc.BuildID == "" {
		t.Error("the build is not named")
	}
}

// A college's document tells its own numbers and no other college's: neither a
// name, nor a figure at another's place, nor one of the school's verdicts.
func TestCollegeSeesOnlyItsOwn(t *testing.T) {
	doc := dutyDocument(t, chapter.DutyPart{College: "文学院"})
	if got := chapterIDs(doc); !slices.Equal(got, []string{"college-2"}) && !slices.Equal(got, []string{"college-1"}) {
		t.Fatalf("chapters %v", got)
	}
	for _, c := range chaptertest.Data(t, chaptertest.School).Duties.Colleges {
		if told := strings.Contains(chapter.Text(doc), c.College); told != (c.College == "文学院") {
			t.Errorf("%s is told: %v", c.College, told)
		}
	}
	doc.EachFigure(func(f *figure.Figure) {
		if !slices.Contains(f.Keys, figure.Key{Name: "college", Value: "C2"}) {
			t.Errorf("%s is no figure of the college", figure.ID(*f))
		}
	})
	for _, want := range []string{"3 名院系领导和专业负责人共 18 家", "上一届初次毕业去向落实率50.93%，全校71.30%", "求职指导 | 1 | 60"} {
		if !strings.Contains(chapter.Text(doc), want) {
			t.Errorf("the document lacks %s", want)
		}
	}
}

// A part is asked for by names that are there.
func TestPartsOfDuties(t *testing.T) {
	doc := dutyDocument(t, chapter.DutyPart{Sections: []string{"二", "九"}})
	if rows := cells(tableOf(doc, "duty-table")); len(rows) != 3 {
		t.Errorf("two sections make %d rows with their total", len(rows))
	}
	for _, part := range []chapter.DutyPart{{College: "商学院"}, {Sections: []string{"十一"}}} {
		_, err := chapter.ComposeDuties(chaptertest.Data(t, chaptertest.School).Duties, part, chaptertest.Options())
		var f *fault.Error
		if !errors.As(err, &f) || f.Kind != fault.Usage || f.Hint == "" {
			t.Errorf("%+v: %v", part, err)
		}
	}
}

// The public edition has the registers' sums and nothing of the duties; what a
// few got is not told.
func TestPublicWork(t *testing.T) {
	doc, _ := public(t)
	text := chapter.Text(doc)
	for _, want := range []string{"就业工作人员 | 1 | 0 | 3 | 0", "大学生职业发展与就业指导", "谈心谈话达三次 | 84 | 80"} {
		if !strings.Contains(text, want) {
			t.Errorf("the public edition lacks %s", want)
		}
	}
	for _, never := range []string{"政策落实", "180,000.00", "各学院的帮扶工作", "与全校相差", "疑点"} {
		if strings.Contains(text, never) {
			t.Errorf("the public edition tells %s", never)
		}
	}
}

// Chapters that a school opens to the public keep their numbers to themselves:
// no line of the policy lets a verdict out.
func TestOpenedDutiesTellNoNumber(t *testing.T) {
	doc := composed(t, func(_ *chapter.Data, o *chapter.Options) {
		o.Audiences = chapter.Readers(map[string]string{"duties": "public", "helped-groups": "public", "helped-measures-detail": "public"})
	})
	disclose.Apply(doc, figure.Public, "草稿", nil)
	doc.EachFigure(func(f *figure.Figure) {
		if f.State == figure.Shown && (strings.HasPrefix(f.Grain, "duty") || f.Grain == "suspicion" || f.Grain == "posting" || f.Grain == "verification" || f.Indicator == "key_group_gap") {
			t.Errorf("%s is told", figure.ID(*f))
		}
	})
}

// In a province the schools stand where a school's colleges do, and what would
// be a line a school is their number.
func TestDutiesOfAProvince(t *testing.T) {
	doc := composed(t, func(d *chapter.Data, o *chapter.Options) {
		o.Province, o.Institution = true, "示例省"
		d.Duties = twoSchools(d.Duties)
	})
	text := chapterText(doc, "duties")
	for _, want := range []string{"甲大学 | 16 | 2 | 7 | 2 | 3 | 1 | 1", "乙大学 | 16 | 2 | 7 | 2 | 3 | 1 | 1", "甲大学：校级就业工作人员与毕业生之比", "合计 | 32 | 4 | 14 |",
		"二.1 | 校级就业工作人员与毕业生之比 | 必须 | 2 | 0 | 2 |", "小企业扎堆 | 42 | 28.2 |"} {
		if !strings.Contains(text, want) {
			t.Errorf("the chapter lacks %s:\n%s", want, text)
		}
	}
	helped := chapterText(doc, "helped")
	for _, want := range []string{"谈心谈话达三次 | 168 | 160", "乙大学 | 84 | 84 | 82"} {
		if !strings.Contains(helped, want) {
			t.Errorf("the chapter lacks %s:\n%s", want, helped)
		}
	}
}

// twoSchools are the rows of two schools that are alike.
func twoSchools(d chapter.DutyData) chapter.DutyData {
	d.Schools = []chapter.SchoolNameRow{{Code: "10611", Name: "甲大学"}, {Code: "10612", Name: "乙大学"}}
	for _, v := range d.Verdicts {
		v.Institution = "10612"
		d.Verdicts = append(d.Verdicts, v)
	}
	for _, s := range d.Suspicions {
		s.Institution = "10612"
		d.Suspicions = append(d.Suspicions, s)
	}
	for _, h := range d.Work.Helps {
		h.Institution = "10612"
		d.Work.Helps = append(d.Work.Helps, h)
	}
	return d
}

// Every word of a status that a verdict can have is counted in the table.
func TestStatusesAreCounted(t *testing.T) {
	d := chaptertest.Data(t, chaptertest.School).Duties
	seen := map[string]bool{}
	for _, v := range d.Verdicts {
		seen[v.Status] = true
	}
	if got := slices.Sorted(maps.Keys(seen)); len(got) != 6 {
		t.Errorf("the case has the statuses %v, not all six", got)
	}
	sum := int64(0)
	for _, s := range d.Systems() {
		found := d.Of(s, "")
		for status := range seen {
			sum += chapter.CountStatus(found, status)
		}
		if g, ok := chapter.Gravest(found); !ok || g.Status == "达到" && chapter.CountStatus(found, "未达到") > 0 {
			t.Errorf("%s: %+v is not the gravest", s.Name(), g)
		}
	}
	if sum != int64(len(d.Rules)) {
		t.Errorf("%d verdicts are counted of %d duties", sum, len(d.Rules))
	}
}
