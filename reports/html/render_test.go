package html

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/net/html"

	"quxiang/reports/chapter"
	"quxiang/reports/chapter/chaptertest"
	"quxiang/reports/figure"
	"quxiang/reports/internal/sample"
	"quxiang/reports/prose"
	"quxiang/templates"
)

// rendered is a document's page.
func rendered(t *testing.T, doc *chapter.Document) []byte {
	t.Helper()
	library, err := templates.Assets()
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := Render(&out, doc, library); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestSameDocumentSameBytes(t *testing.T) {
	if !bytes.Equal(rendered(t, sample.Document()), rendered(t, sample.Document())) {
		t.Error("two renderings of one document differ")
	}
}

// documents are the sample and the chapters' own cases.
func documents(t *testing.T) map[string]*chapter.Document {
	t.Helper()
	return map[string]*chapter.Document{
		"sample": sample.Document(),
		"school": chaptertest.Document(t, chaptertest.School),
		"tiny":   chaptertest.Document(t, chaptertest.Tiny),
	}
}

// TestFiguresAgree reads pages back and compares every figure.
func TestFiguresAgree(t *testing.T) {
	for name, doc := range documents(t) {
		t.Run(name, func(t *testing.T) { figuresAgree(t, doc) })
	}
}

func figuresAgree(t *testing.T, doc *chapter.Document) {
	want := map[string]string{}
	doc.EachFigure(func(f *figure.Figure) { want[figure.ID(*f)] = figure.Print(*f) })
	got, err := Figures(bytes.NewReader(rendered(t, doc)))
	if err != nil {
		t.Fatal(err)
	}
	for id, printed := range want {
		if got[id] != printed {
			t.Errorf("%s: page has %q, document %q", id, got[id], printed)
		}
	}
	if len(got) != len(want) {
		t.Errorf("page has %d figures, document %d", len(got), len(want))
	}
}

func TestFiguresRefuses(t *testing.T) {
	for name, tt := range map[string]struct{ page, want string }{
		"two values": {`<data id="a">1</data><data data-ref="a">2</data>`, `as "1" and as "2"`},
		"no id":      {`<data>1</data>`, "no figure's id"},
	} {
		if _, err := Figures(strings.NewReader(tt.page)); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

// TestNoDigitOutsideFigures looks for numbers typed in by hand.
func TestNoDigitOutsideFigures(t *testing.T) {
	for name, doc := range documents(t) {
		for _, s := range strayDigits(t, rendered(t, doc)) {
			t.Errorf("%s: a digit outside figures, dates and citations: %q", name, s)
		}
	}
	planted := sample.Document()
	planted.Chapters[0].Sections[0].Blocks = append(planted.Chapters[0].Sections[0].Blocks,
		chapter.Paragraph{Kind: chapter.Finding, Spans: []chapter.Span{prose.T("共有57人。")}})
	if got := strayDigits(t, rendered(t, planted)); len(got) != 1 || got[0] != "共有57人。" {
		t.Errorf("a planted literal: found %q", got)
	}
}

// strayDigits lists the texts of a page's body that hold a digit and stand in
// no element that may.
func strayDigits(t *testing.T, content []byte) []string {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.ElementNode && mayHoldDigits(n) {
			return
		}
		if n.Type == html.TextNode && strings.ContainsFunc(n.Data, unicode.IsDigit) {
			out = append(out, n.Data)
		}
		for c := range n.ChildNodes() {
			walk(c)
		}
	}
	walk(root)
	return out
}

func mayHoldDigits(n *html.Node) bool {
	switch n.Data {
	case "head", "script", "data", "time", "cite", "bdi", "svg": // a picture's numbers are tested where it is made
		return true
	}
	for _, a := range n.Attr {
		if a.Key == "class" && a.Val == "no" {
			return true
		}
	}
	return false
}

// TestPolicyAllowsWhatIsThere compares the policy's hashes with the blocks.
func TestPolicyAllowsWhatIsThere(t *testing.T) {
	root, err := html.Parse(bytes.NewReader(rendered(t, sample.Document())))
	if err != nil {
		t.Fatal(err)
	}
	var rules string
	var blocks []string
	for n := range root.Descendants() {
		switch {
		case n.Data == "meta" && attr(n, "http-equiv") == "Content-Security-Policy":
			rules = attr(n, "content")
		case n.Data == "style", n.Data == "script" && attr(n, "type") == "":
			blocks = append(blocks, innerText(n))
		}
	}
	if !strings.HasPrefix(rules, "default-src 'none';") || strings.Contains(rules, "unsafe") {
		t.Errorf("policy: %s", rules)
	}
	for _, b := range blocks {
		if !strings.Contains(rules, hash(b)) {
			t.Errorf("the policy refuses %.40q", b)
		}
	}
	if got := strings.Count(rules, "sha256-"); got != len(blocks) || got != 3 { // style, library, own script
		t.Errorf("%d hashes for %d blocks, want 3", got, len(blocks))
	}
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// TestPageStructure counts what every page must have.
func TestPageStructure(t *testing.T) {
	doc, out := sample.Document(), string(rendered(t, sample.Document()))
	charts := 0
	for range doc.Charts() {
		charts++
	}
	for _, tt := range []struct {
		pattern string
		want    int
	}{
		{`<html lang="zh-CN">`, 1}, {`<h1>`, 1}, {`<h2 `, len(doc.Chapters)}, {`class="skip"`, 1}, {`<noscript>`, 1},
		{`class="canvas"`, charts}, {`type="application/json"`, charts}, {`<svg [^>]*class="still"`, charts},
		{`aria-describedby="[a-z-]+-reading">`, charts}, {`class="unseen"`, charts}, {`class="break">口径变化`, 1}, {`class="break">虚线`, 1},
		{`<div class="card">`, len(doc.Cards)}, {`<aside class="stamp"[^>]*>内部版，含小基数明细，不得公开<`, 1}, {`class="watermark"[^>]*>内部版`, 1},
		{`<b>\*</b> 不予显示`, 1}, {`<b>—</b> 不适用`, 1}, {`没有记录`, 1},
		{`<script>alert`, 0}, {`<img `, 0}, {`(src|href)="[^#]`, 0},
	} {
		if got := len(regexp.MustCompile(tt.pattern).FindAllString(out, -1)); got != tt.want {
			t.Errorf("%s stands %d times, want %d", tt.pattern, got, tt.want)
		}
	}
}

func TestRenderRefuses(t *testing.T) {
	for name, tt := range map[string]struct {
		change  func(*chapter.Document)
		library string
		want    string
	}{
		"anchor twice":  {func(d *chapter.Document) { d.Chapters[1].ID = "scale" }, "", "twice"},
		"anchor's form": {func(d *chapter.Document) { d.Chapters[1].ID = "a b" }, "", "can't be an anchor"},
		"chart":         {func(d *chapter.Document) { firstChart(d).Series = []string{"x"} }, "", `no column "x"`},
		"library":       {func(*chapter.Document) {}, "'</SCRIPT>'", "end its own script"},
		"no library":    {func(*chapter.Document) {}, "var echarts;", "chart pie-level"},
	} {
		doc := sample.Document()
		tt.change(doc)
		var out bytes.Buffer
		err := Render(&out, doc, tt.library)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got %v", name, err)
		}
		if out.Len() > 0 {
			t.Errorf("%s: half a page was written", name)
		}
	}
}

func firstChart(d *chapter.Document) *chapter.Chart {
	for c := range d.Charts() {
		return c
	}
	return nil
}

func TestCSSString(t *testing.T) {
	for in, want := range map[string]string{
		"示例大学":          `"示例大学"`,
		`a"b\c`:         `"a\22 b\5c c"`,
		"</style>\n<x>": `"\3c /style\3e \a \3c x\3e "`,
		"就业 & 升学（2024）": `"就业 \26  升学（2024）"`,
	} {
		if got := cssString(in); got != want {
			t.Errorf("cssString(%q) = %s, want %s", in, got, want)
		}
	}
}
