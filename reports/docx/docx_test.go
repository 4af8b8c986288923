package docx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"quxiang/reports/chapter"
	"quxiang/reports/chapter/chaptertest"
	"quxiang/reports/figure"
	"quxiang/reports/internal/sample"
	"quxiang/reports/outline"
	"quxiang/templates"
)

// written is a document's file on disk.
func written(t *testing.T, doc *chapter.Document) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "report.docx")
	if err := Write(path, doc); err != nil {
		t.Fatal(err)
	}
	return path
}

// parts are a document's parts by name.
func parts(t *testing.T, doc *chapter.Document) map[string]string {
	t.Helper()
	r, err := zip.OpenReader(written(t, doc))
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	out := map[string]string{}
	for _, f := range r.File {
		content, err := r.Open(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(content)
		if err != nil {
			t.Fatal(err)
		}
		out[f.Name] = string(text)
	}
	return out
}

func documents(t *testing.T) map[string]*chapter.Document {
	return map[string]*chapter.Document{
		"sample": sample.Document(), "school": chaptertest.Document(t, chaptertest.School),
		"tiny": chaptertest.Document(t, chaptertest.Tiny), "empty": {Title: "空", Institution: "示例大学"},
	}
}

func TestSameDocumentSameBytes(t *testing.T) {
	one, err := os.ReadFile(written(t, sample.Document()))
	if err != nil {
		t.Fatal(err)
	}
	again, err := os.ReadFile(written(t, sample.Document()))
	if err != nil || !bytes.Equal(one, again) {
		t.Fatalf("two files of one document differ (%v)", err)
	}
}

// TestPartsAreSound reads every part as XML, and follows every relation and
// every reference to a style, a heading or a header.
func TestPartsAreSound(t *testing.T) {
	for name, doc := range documents(t) {
		t.Run(name, func(t *testing.T) {
			all := parts(t, doc)
			for part, text := range all {
				wellFormed(t, part, text)
			}
			for _, style := range attributesOf(t, all[documentPart], "pStyle", "val") {
				if !slices.Contains(attributesOf(t, all["word/styles.xml"], "style", "styleId"), style) {
					t.Errorf("style %s is nowhere", style)
				}
			}
			anchors := attributesOf(t, all[documentPart], "bookmarkStart", "name")
			for _, link := range attributesOf(t, all[documentPart], "hyperlink", "anchor") {
				if !slices.Contains(anchors, link) {
					t.Errorf("the contents refer to %s, which is nowhere", link)
				}
			}
			for _, target := range attributesOf(t, all["word/_rels/document.xml.rels"], "Relationship", "Target") {
				if _, there := all[filepath.ToSlash(filepath.Join("word", target))]; !there {
					t.Errorf("relation to %s, which is not there", target)
				}
			}
			for _, part := range attributesOf(t, all["[Content_Types].xml"], "Override", "PartName") {
				if _, there := all[strings.TrimPrefix(part, "/")]; !there {
					t.Errorf("type of %s, which is not there", part)
				}
			}
		})
	}
}

// wellFormed also sees that bookmarks have names of their own and that each is
// closed.
func wellFormed(t *testing.T, part, text string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(text))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatalf("%s: %v", part, err)
		}
	}
	names, opened := attributesOf(t, text, "bookmarkStart", "name"), attributesOf(t, text, "bookmarkStart", "id")
	closed := attributesOf(t, text, "bookmarkEnd", "id")
	if !slices.Equal(opened, closed) {
		t.Errorf("%s: bookmarks opened and closed differ", part)
	}
	seen := map[string]bool{}
	for _, n := range names {
		if seen[n] || len(n) > 40 {
			t.Errorf("%s: bookmark %s stands twice or is too long", part, n)
		}
		seen[n] = true
	}
}

// attributesOf lists an attribute of every element of a name.
func attributesOf(t *testing.T, text, element, name string) []string {
	t.Helper()
	var out []string
	d := xml.NewDecoder(strings.NewReader(text))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		if e, ok := token.(xml.StartElement); ok && e.Name.Local == element {
			out = append(out, attribute(e, name))
		}
	}
}

// expected are the figures that paper shows, by id.
func expected(doc *chapter.Document) map[string]string {
	out := map[string]string{}
	add := func(f *figure.Figure) {
		if f != nil {
			out[figure.ID(*f)] = figure.Print(*f)
		}
	}
	spans := func(ss []chapter.Span) {
		for _, s := range ss {
			add(s.Figure)
		}
	}
	for _, c := range doc.Cards {
		add(c.Figure)
		spans(c.Note)
	}
	for _, c := range outline.Of(doc) {
		for _, s := range c.Sections {
			for _, p := range s.Parts {
				switch {
				case p.Paragraph != nil:
					spans(p.Paragraph.Spans)
				case p.Chart != nil:
					add(p.Chart.Reference)
					spans(p.Chart.Summary)
				case p.Table != nil:
					add(p.Table.Basis.N)
					eachCell(p.Table, add)
				}
			}
		}
	}
	return out
}

// eachCell calls add for the cells of a table that paper shows.
func eachCell(table *chapter.Table, add func(*figure.Figure)) {
	if table.OffPaper {
		return
	}
	for _, row := range table.Rows {
		for _, cell := range row {
			add(cell.Figure)
		}
	}
}

// TestFiguresAgree reads the document back: every figure that paper shows is
// there as it is printed, and no other.
func TestFiguresAgree(t *testing.T) {
	for name, doc := range documents(t) {
		t.Run(name, func(t *testing.T) {
			got, err := Figures(written(t, doc))
			if err != nil {
				t.Fatal(err)
			}
			want := expected(doc)
			for id, printed := range want {
				if got[id] != printed {
					t.Errorf("%s is %q, want %q", id, got[id], printed)
				}
			}
			if len(got) < len(want) {
				t.Errorf("%d figures, want %d", len(got), len(want))
			}
		})
	}
}

// TestTamperingShows changes any one character in any one bookmark.
func TestTamperingShows(t *testing.T) {
	path := written(t, sample.Document())
	before, err := Figures(path)
	if err != nil {
		t.Fatal(err)
	}
	all := parts(t, sample.Document())
	places := bookmarkedTexts(all[documentPart])
	rapid.Check(t, func(rt *rapid.T) {
		at := rapid.SampledFrom(places).Draw(rt, "at")
		changed := all[documentPart][:at] + "8½" + all[documentPart][at:]
		file := filepath.Join(t.TempDir(), "changed.docx")
		if err := repack(file, all, changed); err != nil {
			rt.Fatal(err)
		}
		after, err := Figures(file)
		if err == nil && same(before, after) {
			rt.Fatalf("a change at %d went unseen", at)
		}
	})
}

// bookmarkedTexts are the places where the text of a figure begins.
func bookmarkedTexts(document string) []int {
	var out []int
	for at := 0; ; {
		i := strings.Index(document[at:], `w:name="`+bookmarkPrefix)
		if i < 0 {
			return out
		}
		at += i
		text := strings.Index(document[at:], `xml:space="preserve">`)
		at += text + len(`xml:space="preserve">`)
		out = append(out, at)
	}
}

// repack writes the parts anew with another document, as a word processor
// would: in any order, the custom part under another name.
func repack(path string, all map[string]string, document string) error {
	var files []file
	for name, content := range all {
		switch name {
		case documentPart:
			content = document
		case figuresPart:
			name = "customXml/item7.xml"
		}
		files = append(files, file{name, []byte(content)})
	}
	content, err := packed(files)
	if err != nil {
		return err
	}
	return os.WriteFile(path, content, 0o600)
}

func same(a, b map[string]string) bool {
	for id := range a {
		if a[id] != b[id] {
			return false
		}
	}
	return len(a) == len(b)
}

func TestFiguresRefuses(t *testing.T) {
	all := parts(t, sample.Document())
	cases := map[string]func(map[string]string){
		"no ids":           func(p map[string]string) { delete(p, figuresPart) },
		"another's part":   func(p map[string]string) { p[figuresPart] = `<figures xmlns="urn:other"/>` },
		"no document":      func(p map[string]string) { delete(p, documentPart) },
		"broken document":  func(p map[string]string) { p[documentPart] = p[documentPart][:4000] },
		"a bookmark gone":  func(p map[string]string) { p[documentPart] = strings.Replace(p[documentPart], `"f_3"`, `"x"`, 1) },
		"two values of it": func(p map[string]string) { p[figuresPart] = sameID(p[figuresPart]) },
	}
	for name, spoil := range cases {
		t.Run(name, func(t *testing.T) {
			spoilt := map[string]string{}
			for part, text := range all {
				spoilt[part] = text
			}
			spoil(spoilt)
			var files []file
			for part, text := range spoilt {
				files = append(files, file{part, []byte(text)})
			}
			content, err := packed(files)
			if err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(t.TempDir(), "spoilt.docx")
			if err := os.WriteFile(path, content, 0o600); err != nil {
				t.Fatal(err)
			}
			if got, err := Figures(path); err == nil {
				t.Errorf("read %d figures", len(got))
			}
		})
	}
}

// sameID gives every bookmark the first figure's id.
func sameID(part string) string {
	first := strings.Index(part, ` id="`) + len(` id="`)
	id := part[first : first+strings.Index(part[first:], `"`)] // quotes within are escaped
	out := strings.Builder{}
	for i, piece := range strings.Split(part, ` id="`) {
		if i == 0 {
			out.WriteString(piece)
			continue
		}
		out.WriteString(` id="` + id + piece[strings.Index(piece, `"`):])
	}
	return out.String()
}

// TestOffPaperSaysWhatThePageSays: the words for a table left out are those of
// the printed page.
func TestOffPaperSaysWhatThePageSays(t *testing.T) {
	text, err := templates.Text("chapter.gohtml")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(text, offPaper) {
		t.Errorf("the page does not say %q", offPaper)
	}
}
