package chapter_test

import (
	"errors"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"quxiang/pipelines/fault"
	"quxiang/reports/chapter"
	"quxiang/reports/chapter/chaptertest"
	"quxiang/reports/figure"
)

// withTexts composes the school's report with texts by name.
func withTexts(t testing.TB, texts map[string]string, change ...func(*chapter.Data, *chapter.Options)) (*chapter.Document, error) {
	t.Helper()
	d, o := chaptertest.Data(t, chaptertest.School), chaptertest.Options()
	for _, c := range change {
		c(d, &o)
	}
	for name, markdown := range texts {
		o.Texts = append(o.Texts, chapter.OwnText{Name: name, File: "文字/" + name + ".md", Markdown: markdown})
	}
	return chapter.Compose(d, o)
}

const ownSample = "## 机构与人员 2024\n\n招生就业处有专职人员**32人**，见[主页](https://a.example)。\n" +
	"毕业生{{graduates}}人，初次落实率{{ settled_rate@初次 }}，\n年终{{settled_rate|2024|2024|12-31|school|}}。\n\n" +
	"- 课程 `38` 学时\n- 双选会\n  1. 春季20场\n\n> 引文\n\n---\n\n| 项目 | 2024年 |\n| --- | ---: |\n| 经费（万元） | 135.5 |\n| 毕业生 | {{graduates}} |\n"

// The school's words stand at the head of the chapter or section that their
// file names, and are marked; its figures are the report's own.
func TestOwnText(t *testing.T) {
	doc, err := withTexts(t, map[string]string{"overview": ownSample, "settlement-rate-college": "本节由教务处撰写。", "overview-work": "工作。"})
	if err != nil {
		t.Fatal(err)
	}
	want := "\n# 学校与就业工作概况\n\n## 机构与人员 2024\n※ 学校提供\n" +
		"招生就业处有专职人员32人，见主页（https://a.example）。毕业生746人，初次落实率74.53%，年终90.35%。\n" +
		"· 课程 38 学时\n· 双选会\n1. 春季20场\n引文\n[表] 机构与人员 2024\n项目 | 2024年\n经费（万元） | 135.5\n毕业生 | 746\n" +
		"— 来源：学校提供，文字/overview.md\n\n## 学校概况\n"
	if text := chapter.Text(doc); !strings.Contains(text, want) {
		t.Errorf("got %s\nwant %s", chapterText(doc, "overview"), want)
	}
	says(t, chapterText(doc, "overview"), []string{"## 就业工作概况\n※ 学校提供\n工作。"}, []string{"没有就业工作概况的数据"})
	says(t, chapterText(doc, "settlement"), []string{"## 各学院毕业去向落实率\n※ 学校提供\n本节由教务处撰写。\n全校毕业生的毕业去向落实率为"}, nil)
	ownIsMarked(t, doc)
}

// ownIsMarked: whatever Markdown made is Own, and nothing else is.
func ownIsMarked(t *testing.T, doc *chapter.Document) {
	t.Helper()
	own := 0
	for _, c := range doc.Chapters {
		for _, s := range c.Sections {
			for _, b := range s.Blocks {
				if p, ok := b.(chapter.Paragraph); ok && p.Own {
					own++
				} else if ok && (p.Kind == chapter.Prose || p.Kind == chapter.Item || p.Kind == chapter.Heading) {
					t.Errorf("%s/%s: a passage of nobody", c.ID, s.ID)
				}
			}
		}
	}
	if own != 10 { // three marks, prose ×4, items ×3; the heading is a title
		t.Errorf("%d paragraphs are the school's", own)
	}
}

// What Markdown writes in a roundabout way is what it means, but in code.
func TestWrittenCharacters(t *testing.T) {
	for markdown, want := range map[string]string{
		`5 \* 4 &lt; 21&#x3002;`: "5 * 4 < 21。", "`a\\*&lt;`": `a\*&lt;`, "两行\n相连": "两行相连", "two\nlines": "two lines",
		"一行  \n另一行": "一行\n另一行", "<https://a.example/x>": "https://a.example/x",
	} {
		doc, err := withTexts(t, map[string]string{"about": markdown})
		if err != nil {
			t.Fatal(err)
		}
		says(t, chapterText(doc, "about"), []string{"※ 学校提供\n" + want + "\n"}, nil)
	}
}

// Text that nothing in the report is named after, HTML and pictures are told,
// not taken; a chapter that is not chosen takes its text with it.
func TestOwnTextWithoutAPlace(t *testing.T) {
	doc, err := withTexts(t, map[string]string{"overveiw": "甲", "flow": "前<b>后</b>\n\n<div>\n乙\n</div>\n\n![图](a.png)", "flow-none": "丙", "trend": "丁"},
		func(_ *chapter.Data, o *chapter.Options) { o.Chapters = []string{"flow"} })
	if err != nil {
		t.Fatal(err)
	}
	text := chapter.Text(doc)
	says(t, text, []string{"文字/overveiw.md”没有排入", "文字/flow-none.md”没有排入", "文字/flow.md”第1行有 HTML", "文字/flow.md”第3行有 HTML", "文字/flow.md”第7行有 HTML", "\n前后\n"},
		[]string{"trend.md", "丙", "丁", "<b>", "a.png"})
}

// A reference to nothing is a fault that names file and line.
func TestUnknownReferences(t *testing.T) {
	for name, c := range map[string]struct {
		markdown string
		line     int
		why      string
	}{
		"indicator":     {"一\n\n率为{{settled}}{{settled_rat}}。", 3, "没有这个数"},
		"cut-off":       {"{{settled_rate@10-31}}", 1, "没有这个数"},
		"id":            {"\n{{settled_rate|2024|2024|12-31|school|x=y}}", 2, "没有这个数"},
		"cell":          {"| 甲 |\n| --- |\n| 共{{graduates}}人 |", 3, "占位与文字混写"},
		"heading":       {"\n\n| {{graduates}} |\n| --- |\n| 1 |", 3, "表头里有占位"},
		"empty table":   {"| 甲 |\n| --- |\n", 1, "没有内容"},
		"private marks": {"\U000F0000{{x}}", 1, "没有这个数"},
	} {
		_, err := withTexts(t, map[string]string{"overview": c.markdown})
		var f *fault.Error
		if !errors.As(err, &f) || f.Kind != fault.Usage || f.File != "文字/overview.md" || f.Row != c.line || !strings.Contains(f.Why, c.why) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A quoted figure that only the internal edition has stays there.
func TestQuotedFiguresKeepTheirReaders(t *testing.T) {
	id := figure.ID(*tableOf(chaptertest.Document(t, chaptertest.School), "key-groups").Rows[0][1].Figure)
	doc, err := withTexts(t, map[string]string{"about": "{{" + id + "}}和{{graduates}}"})
	if err != nil {
		t.Fatal(err)
	}
	spans := doc.Chapters[0].Sections[0].Blocks[1].(chapter.Paragraph).Spans
	if spans[0].Figure.Audience != figure.Internal || spans[2].Figure.Audience != figure.Public {
		t.Errorf("a quoted figure of an internal section is %v, of a public one %v", spans[0].Figure.Audience, spans[2].Figure.Audience)
	}
}

// A supplement takes the texts that are written for it, the report the others.
func TestTextsOfASupplement(t *testing.T) {
	texts := map[string]string{"flow": "年报的话", "supplement-flow": "补充的话"}
	for _, supplement := range []bool{true, false} {
		doc, err := withTexts(t, texts, func(_ *chapter.Data, o *chapter.Options) { o.Supplement = supplement })
		if err != nil {
			t.Fatal(err)
		}
		text := chapter.Text(doc)
		if strings.Contains(text, "补充的话") != supplement || strings.Contains(text, "年报的话") == supplement {
			t.Errorf("supplement %v: %s", supplement, chapterText(doc, "flow")[:80])
		}
	}
}

// Whatever a school writes, its words come through once each, none as ours, and
// Check finds the document sound.
func TestAnyMarkdown(t *testing.T) {
	piece := rapid.SampledFrom([]string{"甲", "乙12", " ", "\n", "\n\n", "# ", "- ", "1. ", "> ", "**", "_", "`", "[", "](u)", "<b>", "|", "| --- |\n", "{{graduates}}", "{{", "}}", "\\", "  \n", "```\n", "&amp;", "---"})
	rapid.Check(t, func(rt *rapid.T) {
		markdown := strings.Join(rapid.SliceOfN(piece, 1, 30).Draw(rt, "markdown"), "")
		doc, err := withTexts(t, map[string]string{"about": markdown}, func(_ *chapter.Data, o *chapter.Options) { o.Chapters = []string{"about"} })
		var f *fault.Error
		if err != nil && !errors.As(err, &f) {
			rt.Fatalf("%q: %v", markdown, err)
		}
		if err != nil {
			return
		}
		if got, want := strings.Count(ownWords(doc), "甲"), strings.Count(markdown, "甲"); got > want {
			rt.Fatalf("%q: %d of %d words in %q", markdown, got, want, ownWords(doc))
		}
	})
}

// ownWords are the labels of the school's paragraphs; our own words among them
// hold no letter of the sample.
func ownWords(doc *chapter.Document) string {
	var b strings.Builder
	for _, s := range doc.Chapters[0].Sections {
		for _, block := range s.Blocks {
			if p, ok := block.(chapter.Paragraph); ok && p.Own {
				for _, span := range p.Spans {
					b.WriteString(span.Label)
					if strings.ContainsFunc(span.Text, unicode.IsDigit) {
						fmt.Fprint(&b, "甲甲甲甲甲甲")
					}
				}
			}
		}
	}
	return b.String()
}

// The page on reports says which figures a text may quote, and each can be.
func TestDocumentedReferences(t *testing.T) {
	page, err := os.ReadFile("../../docs/report.md")
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile(`\{\{[^{}]+\}\}`).FindAllString(string(page), -1)
	if len(found) < 10 {
		t.Fatalf("only %v", found)
	}
	for _, reference := range found {
		if _, err := withTexts(t, map[string]string{"about": reference}); err != nil {
			t.Errorf("%s: %v", reference, err)
		}
	}
	for _, id := range chapter.ChapterIDs() {
		if !strings.Contains(string(page), "`"+id+"`") {
			t.Errorf("docs/report.md lacks the chapter %s", id)
		}
	}
}
