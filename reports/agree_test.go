package reports

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"

	"quxiang/reports/chapter"
	"quxiang/reports/chapter/chaptertest"
	"quxiang/reports/docx"
	"quxiang/reports/figure"
	"quxiang/reports/html"
	"quxiang/reports/outline"
	"quxiang/reports/pdf"
	"quxiang/reports/workbook"
	"quxiang/templates"
)

// TestFormatsAgree writes one document in all four formats and reads them back:
// wherever two hold one figure, it is printed alike.
func TestFormatsAgree(t *testing.T) {
	doc := chaptertest.Document(t, chaptertest.School)
	doc.Origin = chapter.Origin{Release: "一", Config: "c1", Inputs: []chapter.Input{{Name: "名单.xlsx", SHA256: "f4"}}}
	dir := t.TempDir()
	page, sheets, text := readPage(t, dir, doc), readWorkbook(t, dir, doc), readDocument(t, dir, doc)
	numbers := printed(t, dir)
	doc.EachFigure(func(f *figure.Figure) {
		id, want := figure.ID(*f), figure.Print(*f)
		if page[id] != want {
			t.Errorf("page: %s is %q, want %q", id, page[id], want)
		}
	})
	for id, where := range paper(doc) {
		want := page[id]
		if text[id] != want {
			t.Errorf("docx: %s is %q, want %q", id, text[id], want)
		}
		if number.FindString(want) == want && !numbers[want] {
			t.Errorf("pdf: %s (%s) is nowhere", want, where)
		}
	}
	for name, read := range map[string]map[string]string{"workbook": sheets, "docx": text} {
		for id, got := range read {
			if page[id] != got {
				t.Errorf("%s: %s is %q, on the page %q", name, id, got, page[id])
			}
		}
	}
	for id := range cells(doc, false) {
		if _, there := sheets[id]; !there {
			t.Errorf("workbook: no %s", id)
		}
	}
}

// paper are the figures that paper shows, by id, with where each stands: all but
// those of a planner, and those that stand only in tables that paper leaves out.
func paper(doc *chapter.Document) map[string]string {
	out := cells(doc, true)
	whole := *doc
	whole.Chapters = nil
	for _, c := range doc.Chapters {
		c.Sections = append([]chapter.Section(nil), c.Sections...)
		for i, s := range c.Sections {
			c.Sections[i].Blocks = nil
			for _, b := range s.Blocks {
				if _, ok := b.(chapter.Paragraph); ok {
					c.Sections[i].Blocks = append(c.Sections[i].Blocks, b)
				}
			}
		}
		whole.Chapters = append(whole.Chapters, c)
	}
	whole.EachFigure(func(f *figure.Figure) { out[figure.ID(*f)] = "a sentence" })
	return out
}

// cells are the figures in the tables, those that paper leaves out as well or
// not.
func cells(doc *chapter.Document, onPaper bool) map[string]string {
	out := map[string]string{}
	for _, p := range outline.Tables(outline.Of(doc)) {
		for _, row := range p.Table.Rows {
			for _, c := range row {
				if c.Figure != nil && !(onPaper && p.Table.OffPaper) {
					out[figure.ID(*c.Figure)] = "table " + p.Number
				}
			}
		}
	}
	return out
}

func readPage(t *testing.T, dir string, doc *chapter.Document) map[string]string {
	t.Helper()
	library, err := templates.Assets()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "report.html")
	var page bytes.Buffer
	if err := html.Render(&page, doc, library); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, page.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return read(t)(html.Figures(&page))
}

func readWorkbook(t *testing.T, dir string, doc *chapter.Document) map[string]string {
	t.Helper()
	path := filepath.Join(dir, "report.xlsx")
	if err := workbook.Write(path, doc); err != nil {
		t.Fatal(err)
	}
	return read(t)(workbook.Figures(path))
}

func readDocument(t *testing.T, dir string, doc *chapter.Document) map[string]string {
	t.Helper()
	path := filepath.Join(dir, "report.docx")
	if err := docx.Write(path, doc); err != nil {
		t.Fatal(err)
	}
	return read(t)(docx.Figures(path))
}

// read passes figures on that could be read; none is a failure too.
func read(t *testing.T) func(map[string]string, error) map[string]string {
	return func(figures map[string]string, err error) map[string]string {
		t.Helper()
		if err != nil || len(figures) == 0 {
			t.Fatalf("read %d figures: %v", len(figures), err)
		}
		return figures
	}
}

// number is what a figure that is a number prints as.
var number = regexp.MustCompile(`-?[0-9][0-9,]*(?:\.[0-9]+)?%?`)

// printed are the numbers on the page as a browser prints it.
func printed(t *testing.T, dir string) map[string]bool {
	t.Helper()
	browser, err := pdf.Browser()
	if err != nil {
		t.Fatalf("%v; make deps installs one", err)
	}
	out := filepath.Join(dir, "report.pdf")
	if err := pdf.Print(t.Context(), browser, filepath.Join(dir, "report.html"), out, dir); err != nil {
		t.Fatal(err)
	}
	text, err := exec.Command("pdftotext", "-raw", out, "-").Output()
	if err != nil {
		t.Fatalf("pdftotext: %v; make deps installs poppler-utils", err)
	}
	found := map[string]bool{}
	for _, n := range number.FindAllString(string(text), -1) {
		found[n] = true
	}
	return found
}
