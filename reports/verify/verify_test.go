package verify

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"quxiang/reports/chapter"
	"quxiang/reports/chapter/chaptertest"
	"quxiang/reports/docx"
	"quxiang/reports/internal/sample"
	"quxiang/reports/record"
	"quxiang/reports/workbook"
	"quxiang/templates"
)

// published writes a document in one format, seals it and lays its record
// beside it; it returns the file.
func published(t testing.TB, doc *chapter.Document, ending string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "报告"+ending)
	var err error
	switch ending {
	case ".xlsx":
		err = workbook.Write(path, doc)
	case ".docx":
		err = docx.Write(path, doc)
	default:
		err = writePage(path, doc)
	}
	if err != nil {
		t.Fatal(err)
	}
	sealFile(t, path, doc)
	return path
}

func sealFile(t testing.TB, path string, doc *chapter.Document) {
	t.Helper()
	f, err := Seal(filepath.Base(path), path)
	if err != nil {
		t.Fatal(err)
	}
	r := record.Of(doc)
	r.Files = []record.File{f}
	if err := record.Write(strings.TrimSuffix(path, filepath.Ext(path))+record.Suffix, r); err != nil {
		t.Fatal(err)
	}
}

func verified(t testing.TB, path string, o Options) Result {
	t.Helper()
	r, err := File(context.Background(), path, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

var endings = []string{".html", ".xlsx", ".docx"}

// What was written passes, byte by byte, whatever the format.
func TestUnchangedPasses(t *testing.T) {
	docs := map[string]func() *chapter.Document{
		"sample": sample.Document,
		"school": func() *chapter.Document { return chaptertest.Document(t, chaptertest.School) },
		"tiny":   func() *chapter.Document { return chaptertest.Document(t, chaptertest.Tiny) },
	}
	for name, doc := range docs {
		for _, ending := range endings {
			t.Run(name+ending, func(t *testing.T) {
				r := verified(t, published(t, doc(), ending), Options{})
				if !r.Same || !r.Exact || r.Figures == 0 || r.Places < r.Figures {
					t.Errorf("%+v", r)
				}
			})
		}
	}
}

// Any digit of a page that becomes another is found, wherever it stands:
// figures, sentences, data of charts, pictures, scripts, styles.
func TestAnyDigitOfAPage(t *testing.T) {
	doc := chaptertest.Document(t, chaptertest.School)
	path := published(t, doc, ".html")
	whole := withoutLibrary(t, path)
	sealFile(t, path, doc)
	digits := positions(whole)
	rapid.Check(t, func(rt *rapid.T) {
		changed := bytes.Clone(whole)
		changeDigit(changed, rapid.SampledFrom(digits).Draw(rt, "at"), rapid.Byte().Draw(rt, "by"))
		rewrite(t, path, changed)
		if r, err := File(context.Background(), path, Options{}); err != nil || r.Same || len(r.Differences) == 0 {
			rt.Fatalf("passes: %+v, %v", r.Notes, err)
		}
	})
	rewrite(t, path, whole)
	if r := verified(t, path, Options{}); !r.Exact {
		t.Error("the page as it was does not pass")
	}
}

// withoutLibrary takes the chart library out of a page, for speed: nine digits
// in ten are its.
func withoutLibrary(t testing.TB, path string) []byte {
	t.Helper()
	library, err := templates.Assets()
	if err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	short := bytes.Replace(whole, []byte(library), []byte("var echarts=5;"), 1)
	if len(short) == len(whole) {
		t.Fatal("the page has no chart library")
	}
	rewrite(t, path, short)
	return short
}

func positions(text []byte) (all []int) {
	for i, c := range text {
		if c >= '0' && c <= '9' {
			all = append(all, i)
		}
	}
	return all
}

// changeDigit makes a digit another one.
func changeDigit(text []byte, at int, by byte) {
	text[at] = '0' + (text[at]-'0'+1+by%9)%10
}

func rewrite(t testing.TB, path string, content []byte) {
	t.Helper()
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
}

// shownIn are the parts of a packed format whose words a reader sees, and how
// words stand in them.
var shownIn = map[string]*regexp.Regexp{
	".xlsx": regexp.MustCompile(`^xl/(worksheets/sheet\d+|sharedStrings|charts/chart\d+)\.xml$`),
	".docx": regexp.MustCompile(`^word/(document|header\d+)\.xml$`),
}

var shownText = regexp.MustCompile(`<(?:v|t|a:t|w:t|oddHeader)(?: [^>]*)?>([^<]*)</`)

// colour is a code in a header, which shows in no word.
var colour = regexp.MustCompile(`&amp;K[0-9A-F]{6}`)

// Any digit that a reader sees in a workbook or a text and that becomes another
// is found, though the file is packed anew.
func TestAnyDigitOfAPackedFile(t *testing.T) {
	for ending, parts := range shownIn {
		for name, rounds := range map[string]int{chaptertest.School: 3, chaptertest.Tiny: 40} {
			t.Run(name+ending, func(t *testing.T) {
				path := published(t, chaptertest.Document(t, name), ending)
				whole, err := os.ReadFile(path)
				if err != nil {
					t.Fatal(err)
				}
				for seed := range uint64(rounds) {
					random := rand.New(rand.NewPCG(seed, 7))
					part, changed := tampered(t, whole, parts, random)
					rewrite(t, path, changed)
					if r, err := File(context.Background(), path, Options{}); err == nil && r.Same {
						t.Fatalf("seed %d: a digit of %s changed, and it passes: %v", seed, part, r.Notes)
					}
				}
			})
		}
	}
}

// tampered changes one digit that is shown, in one part of an archive.
func tampered(t testing.TB, whole []byte, parts *regexp.Regexp, random *rand.Rand) (part string, changed []byte) {
	t.Helper()
	var names []string
	repacked(t, whole, func(name string, content []byte) []byte {
		if parts.MatchString(name) && len(shownDigits(content)) > 0 {
			names = append(names, name)
		}
		return content
	})
	part = names[random.IntN(len(names))]
	chosen := part
	changed = repacked(t, whole, func(name string, content []byte) []byte {
		if name == chosen {
			at := shownDigits(content)
			i := at[random.IntN(len(at))]
			part += " " + string(content[max(0, i-60):min(len(content), i+20)])
			changeDigit(content, i, byte(random.IntN(9)))
		}
		return content
	})
	return part, changed
}

// shownDigits are the places of digits inside the elements that hold words.
func shownDigits(content []byte) (all []int) {
	for _, m := range shownText.FindAllSubmatchIndex(content, -1) {
		words := colour.ReplaceAllFunc(content[m[2]:m[3]], func(c []byte) []byte { return bytes.Repeat([]byte("-"), len(c)) })
		for _, i := range positions(words) {
			all = append(all, m[2]+i)
		}
	}
	return all
}

// repacked packs an archive anew, other than it was: its parts stored, not
// compressed.
func repacked(t testing.TB, packed []byte, edit func(name string, content []byte) []byte) []byte {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range in.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		to, err := w.CreateHeader(&zip.FileHeader{Name: f.Name, Method: zip.Store})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := to.Write(edit(f.Name, content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
