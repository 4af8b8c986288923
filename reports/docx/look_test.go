package docx

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"quxiang/reports/chapter"
	"quxiang/reports/chapter/chaptertest"
	"quxiang/reports/figure"
	"quxiang/reports/internal/sample"
	"quxiang/reports/outline"
)

// paragraphs are the paragraphs of a document, each as its style and its text.
func paragraphs(t *testing.T, doc *chapter.Document) []string {
	t.Helper()
	var out []string
	for _, p := range strings.Split(parts(t, doc)[documentPart], "<w:p>")[1:] {
		p, _, _ = strings.Cut(p, "</w:p>")
		_, style, _ := strings.Cut(p, `<w:pStyle w:val="`)
		style, _, _ = strings.Cut(style, `"`)
		var text strings.Builder
		for _, t := range strings.Split(p, `<w:t xml:space="preserve">`)[1:] {
			t, _, _ = strings.Cut(t, "</w:t>")
			text.WriteString(t)
		}
		out = append(out, style+" "+text.String())
	}
	return out
}

// TestHeadingsAndContents: the headings are the outline's, and the contents
// list each of them, in order.
func TestHeadingsAndContents(t *testing.T) {
	doc := chaptertest.Document(t, chaptertest.School)
	doc.Origin = chapter.Origin{Config: "ab12"}
	var want, listed, captions, headings, contents, cells []string
	for _, c := range outline.Of(doc) {
		want = append(want, c.Number+"、"+c.Title)
		for _, s := range c.Sections {
			want = append(want, s.Number+s.Title)
		}
	}
	want = append(want, outline.OriginTitle)
	for _, p := range outline.Tables(outline.Of(doc)) {
		listed = append(listed, "表 "+p.Number+"　"+p.Table.Title)
	}
	for _, p := range paragraphs(t, doc) {
		style, text, _ := strings.Cut(p, " ")
		switch style {
		case "Heading1", "Heading2":
			headings = append(headings, text)
		case "TOC1", "TOC2":
			contents = append(contents, text)
		case "Caption":
			captions = append(captions, text)
		case "Cell":
			cells = append(cells, text)
		}
	}
	if origin := cells[len(cells)-4:]; !slices.Equal(origin, []string{outline.OriginName, outline.OriginValue, "配置", "ab12"}) {
		t.Errorf("the last table is %q", origin)
	}
	for name, pair := range map[string][2][]string{"headings": {headings, want}, "contents": {contents, want}, "captions": {captions, listed}} {
		if got, want := strings.Join(pair[0], "\n"), strings.Join(pair[1], "\n"); got != want {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, want)
		}
	}
}

// TestUnderTables looks for what must stand with the sample's tables.
func TestUnderTables(t *testing.T) {
	doc := sample.Document()
	all := strings.Join(paragraphs(t, doc), "\n")
	for _, want := range []string{
		"Remark 注：两个学院合并前的数并入现行学院。", "Remark * 不予显示：人数过少，不予显示", "Cell 没有记录",
		"Remark 口径变化（自 ", "Finding 全校落实率为88.36%。", "Warning 与登记系统核对：有差异，见附录。",
	} {
		if !strings.Contains(all, want) {
			t.Errorf("nowhere: %s", want)
		}
	}
}

// one is a document of one table.
func one(tab *chapter.Table) *chapter.Document {
	return &chapter.Document{Title: "表", Institution: "示例大学", Stamp: "内部版", Chapters: []chapter.Chapter{{ID: "c", Title: "章",
		Sections: []chapter.Section{{ID: "s", Title: "节", Blocks: []chapter.Block{tab}}}}}}
}

// columns makes a table of n columns of counts, with two rows, the last a total.
func columns(n int) *chapter.Table {
	tab := &chapter.Table{ID: "t", Title: "表", TotalRow: true}
	var first, total []chapter.Cell
	for i := range n {
		tab.Columns = append(tab.Columns, chapter.Column{Key: string(rune('a' + i)), Title: "毕业生人数", Unit: "人", Numeric: true})
		f := figure.Place{Grain: "major", Keys: []figure.Key{{Name: "at", Value: string(rune('a' + i))}}}
		first = append(first, chapter.Cell{Figure: f.Count("graduates", int64(1000+i), "人")})
		total = append(total, chapter.Cell{Figure: f.Count("all", 654321, "人")})
	}
	tab.Rows = [][]chapter.Cell{first, total}
	return tab
}

func TestBroadTablesLieAcross(t *testing.T) {
	cases := []struct {
		columns  int
		offPaper bool
		across   int
	}{{broadFrom - 1, false, 0}, {broadFrom, false, 1}, {broadFrom, true, 0}}
	for _, c := range cases {
		tab := columns(c.columns)
		tab.OffPaper = c.offPaper
		text := parts(t, one(tab))[documentPart]
		if got := strings.Count(text, `w:orient="landscape"`); got != c.across {
			t.Errorf("%d columns, off paper %v: %d sections across, want %d", c.columns, c.offPaper, got, c.across)
		}
		if got, want := strings.Count(text, "<w:sectPr>"), 1+2*c.across; got != want {
			t.Errorf("%d columns: %d sections, want %d", c.columns, got, want)
		}
	}
}

func TestTableIsSet(t *testing.T) {
	text := parts(t, one(columns(3)))[documentPart]
	for what, want := range map[string]int{
		"<w:tblHeader/>": 1, "<w:cantSplit/>": 3, // heading, row, total
		`<w:pStyle w:val="Number"/>`: 9, "<w:rPr><w:b/>": 6, `<w:tblCaption w:val="表"/>`: 1,
	} {
		if got := strings.Count(text, what); got != want {
			t.Errorf("%s stands %d times, want %d", what, got, want)
		}
	}
}

func TestEveryPageSaysWhoseItIs(t *testing.T) {
	all := parts(t, one(columns(2)))
	for _, name := range []string{"word/header1.xml", "word/header2.xml"} {
		if text := all[name]; !strings.Contains(text, "示例大学") || !strings.Contains(text, "内部版") {
			t.Errorf("%s lacks institution or stamp: %s", name, text)
		}
	}
	text := all["word/footer1.xml"]
	if !strings.Contains(text, "NUMPAGES") || !strings.Contains(text, `" PAGE "`) {
		t.Errorf("the footer has no page numbers: %s", text)
	}
	if public := header(&chapter.Document{Institution: "示例大学"}, upright); len(public.inner[0].inner) != 2 {
		t.Error("a public edition's header has more than the institution")
	}
}

func TestPlain(t *testing.T) {
	cases := []struct{ text, want string }{
		{"软件工程", "软件工程"}, {"a\tb\nc", "a b c"}, {"a\x00\x1bb", "ab"}, {"甲\u202e乙\u2066", "甲乙"},
		{"全　角", "全　角"}, {"<b>&\"", "<b>&\""}, {"\ufffe", ""},
	}
	for _, c := range cases {
		if got := plain(c.text); got != c.want {
			t.Errorf("plain(%q) = %q, want %q", c.text, got, c.want)
		}
	}
}

// TestAnyTextReadsBack: whatever a name from a file holds, the document can be
// read, and its figures with it.
func TestAnyTextReadsBack(t *testing.T) {
	dir := t.TempDir()
	rapid.Check(t, func(rt *rapid.T) {
		name := rapid.String().Draw(rt, "name")
		key := rapid.String().Draw(rt, "key")
		f := figure.Place{Grain: "major", Keys: []figure.Key{{Name: "major", Value: key}}}.Count("graduates", rapid.Int64().Draw(rt, "n"), "人")
		tab := &chapter.Table{ID: "t", Title: name, Columns: []chapter.Column{{Title: name}, {Title: "人数", Numeric: true}},
			Rows: [][]chapter.Cell{{{Label: name}, {Figure: f}}}}
		if err := Write(dir+"/any.docx", one(tab)); err != nil {
			rt.Fatal(err)
		}
		got, err := Figures(dir + "/any.docx")
		if err != nil {
			rt.Fatal(err)
		}
		if id := figure.ID(*f); got[id] != figure.Print(*f) || len(got) != 1 {
			rt.Fatalf("read %v, want %s %s", got, id, figure.Print(*f))
		}
	})
}

// TestColumnsFillTheRoom: columns fill exactly the width of the page, none
// vanishes, and numbers keep to one line as long as any size of type allows it.
func TestColumnsFillTheRoom(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		tab := columns(rapid.IntRange(1, 20).Draw(rt, "columns"))
		for i := range tab.Columns {
			tab.Columns[i].Title = rapid.StringMatching("[甲乙丙]{1,30}").Draw(rt, "title")
			tab.Columns[i].Numeric = rapid.Bool().Draw(rt, "numeric")
		}
		room := rapid.SampledFrom([]int{upright.room(), across.room()}).Draw(rt, "room")
		f := fitted(tab, room)
		if sum(f.widths) != room {
			rt.Fatalf("widths %v add up to %d, not %d", f.widths, sum(f.widths), room)
		}
		least, _ := widthsOf(tab)
		narrow := inTwips(least, f.size, f.margin)
		for i, w := range f.widths {
			if w <= 0 || sum(narrow) <= room && w < narrow[i] {
				rt.Fatalf("column %d is %d wide, needs %d", i, w, narrow[i])
			}
		}
	})
}

// The school's own words are told from the program's by their styles, each with
// a rule at its side.
func TestOwnWordsHaveARule(t *testing.T) {
	words := func(kind string, own bool, text string) chapter.Paragraph {
		return chapter.Paragraph{Kind: kind, Own: own, Spans: []chapter.Span{{Label: text}}}
	}
	doc := &chapter.Document{BuiltAt: "2025-01-06T09:30:00+08:00", Chapters: []chapter.Chapter{{ID: "c", Title: "概况", Sections: []chapter.Section{{ID: "s", Title: "工作",
		Blocks: []chapter.Block{words(chapter.Provided, false, "学校提供"), words(chapter.Heading, true, "机构"), words(chapter.Prose, true, "设处。"),
			words(chapter.Item, true, "一场"), words(chapter.Finding, false, "程序算的。")}}}}}}
	all := paragraphs(t, doc)
	for _, want := range []string{"Provided 学校提供", "OwnHeading 机构", "Own 设处。", "OwnItem 一场", "Finding 程序算的。"} {
		if !slices.Contains(all, want) {
			t.Errorf("no paragraph %q in %q", want, all)
		}
	}
	styles := parts(t, doc)["word/styles.xml"]
	for _, id := range []string{"Provided", "Own", "OwnHeading", "OwnItem"} {
		_, style, _ := strings.Cut(styles, `w:styleId="`+id+`"`)
		style, _, _ = strings.Cut(style, "</w:style>")
		if !strings.Contains(style, "<w:pBdr>") {
			t.Errorf("style %s has no rule: %s", id, style)
		}
	}
}
