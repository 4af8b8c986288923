package pdf

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"quxiang/pipelines/fault"
	"quxiang/reports/chapter"
	"quxiang/reports/chapter/chaptertest"
	"quxiang/reports/figure"
	"quxiang/reports/html"
	"quxiang/reports/outline"
	"quxiang/templates"
)

// page writes a document's page to a file.
func page(t *testing.T, doc *chapter.Document) string {
	t.Helper()
	library, err := templates.Assets()
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := html.Render(&out, doc, library); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "就业 报告#1.html") // an address has to escape it
	if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// found is the browser that tests print with.
func found(t *testing.T) string {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("Wine runs no browser")
	}
	browser, err := Browser()
	if err != nil {
		t.Fatalf("%v; make deps installs one", err)
	}
	return browser
}

// tool runs a program of poppler-utils and returns what it prints.
func tool(t *testing.T, name string, args ...string) string {
	t.Helper()
	out, err := exec.Command(name, args...).Output()
	if err != nil {
		t.Fatalf("%s: %v; make deps installs poppler-utils", name, err)
	}
	return string(out)
}

// TestPrintedReport prints a whole report and reads it as its readers do:
// sheets, numbers on them, outline, stamp, and every number of every table.
func TestPrintedReport(t *testing.T) {
	doc := chaptertest.Document(t, chaptertest.School)
	doc.SetEdition(figure.Internal, "内部版，不得公开")
	scratch, out := t.TempDir(), filepath.Join(t.TempDir(), "report.pdf")
	if err := Print(t.Context(), found(t), page(t, doc), out, scratch); err != nil {
		t.Fatal(err)
	}
	if left, err := os.ReadDir(scratch); err != nil || len(left) > 0 {
		t.Errorf("left in the scratch folder: %v (%v)", left, err)
	}
	sheets := strings.Split(strings.TrimSuffix(tool(t, "pdftotext", "-layout", out, "-"), "\f"), "\f")
	t.Run("sheets", func(t *testing.T) { numbered(t, sheets, doc.Stamp) })
	t.Run("outline", func(t *testing.T) { outlined(t, doc, tool(t, "pdftohtml", "-xml", "-i", "-stdout", out)) })
	// The watermark's letters stand between the lines of a text that keeps its layout.
	t.Run("figures", func(t *testing.T) { figuresStand(t, doc, tool(t, "pdftotext", "-raw", out, "-")) })
}

// numbered: every sheet has the stamp, and every one but the cover its number
// in its last line.
func numbered(t *testing.T, sheets []string, stamp string) {
	t.Helper()
	if len(sheets) < 20 {
		t.Errorf("%d sheets of a report with a dozen chapters", len(sheets))
	}
	for i, sheet := range sheets {
		lines := strings.Split(strings.TrimSpace(sheet), "\n")
		if last := strings.TrimSpace(lines[len(lines)-1]); i > 0 && last != strconv.Itoa(i+1) {
			t.Errorf("sheet %d ends in %q", i+1, last)
		}
		if !strings.Contains(sheet, stamp) {
			t.Errorf("sheet %d lacks the stamp", i+1)
		}
	}
}

// outlined: the outline has every chapter with its sections.
func outlined(t *testing.T, doc *chapter.Document, printed string) {
	t.Helper()
	titles := map[string]bool{}
	d := xml.NewDecoder(strings.NewReader(printed[strings.Index(printed, "<outline>"):]))
	d.Strict = false
	for {
		token, err := d.Token()
		if err != nil {
			break
		}
		if text, ok := token.(xml.CharData); ok {
			titles[squeezed(string(text))] = true
		}
	}
	for _, c := range outline.Of(doc) {
		if !titles[squeezed(c.Number+c.Title)] {
			t.Errorf("the outline lacks %s %s; it has %v", c.Number, c.Title, titles)
		}
		for _, s := range c.Sections {
			if !titles[squeezed(s.Number+s.Title)] {
				t.Errorf("the outline lacks %s%s", s.Number, s.Title)
			}
		}
	}
}

// radicals are characters that a font may draw with the glyph of a radical and
// a PDF then reads as one: ⼊ for 入.
var radicals = regexp.MustCompile(`[⺀-⿟]`)

// squeezed is text without blanks, radicals replaced by a dot.
func squeezed(s string) string {
	return radicals.ReplaceAllString(strings.Join(strings.Fields(s), ""), ".")
}

// number is what a figure prints as, with sign, separators and decimals.
var number = regexp.MustCompile(`-?[0-9][0-9,]*(?:\.[0-9]+)?%?`)

// figuresStand: after each table's caption its numbers follow in order.
func figuresStand(t *testing.T, doc *chapter.Document, text string) {
	t.Helper()
	for _, p := range outline.Tables(outline.Of(doc)) {
		if p.Table.OffPaper {
			continue
		}
		caption := regexp.MustCompile(`(?m)^ *表 *` + regexp.QuoteMeta(p.Number) + `[^0-9.-]`).FindStringIndex(text)
		if caption == nil {
			t.Errorf("no caption of table %s %s", p.Number, p.Table.Title)
			continue
		}
		if missing := follow(number.FindAllString(text[caption[1]:], -1), printed(p.Table)); missing != "" {
			t.Errorf("table %s %s: %s", p.Number, p.Table.Title, missing)
		}
	}
}

// printed are the numbers of a table in the order of reading.
func printed(tab *chapter.Table) []string {
	var out []string
	for _, row := range tab.Rows {
		for _, c := range row {
			if c.Figure != nil && c.Figure.State == figure.Shown && c.Figure.Value.Kind != figure.Text {
				out = append(out, figure.Print(*c.Figure))
			}
		}
	}
	return out
}

// between is how many other numbers may stand between two of a table: those of
// labels, and those of a sheet's charts, which are drawn before its tables.
const between = 300

// follow says which number of want is missing from got in order.
func follow(got, want []string) string {
	at := 0
	for i, w := range want {
		start := at
		for at < len(got) && got[at] != w {
			at++
		}
		if at == len(got) || at-start > between {
			return "number " + strconv.Itoa(i+1) + " (" + w + ") does not follow"
		}
		at++
	}
	return ""
}

func TestFollow(t *testing.T) {
	got := []string{"1", "2", "3", "4"}
	for _, c := range []struct {
		want  []string
		sound bool
	}{{[]string{"1", "3"}, true}, {[]string{"3", "1"}, false}, {[]string{"5"}, false}, {nil, true}} {
		if missing := follow(got, c.want); (missing == "") != c.sound {
			t.Errorf("%v in %v: %q", c.want, got, missing)
		}
	}
}

// TestNoChineseFont takes all Chinese fonts from the browser.
func TestNoChineseFont(t *testing.T) {
	dir := t.TempDir()
	config := filepath.Join(dir, "fonts.conf")
	if err := os.WriteFile(config, []byte(`<?xml version="1.0"?><fontconfig><cachedir>`+dir+`</cachedir></fontconfig>`), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("FONTCONFIG_FILE", config)
	path, out := filepath.Join(dir, "page.html"), filepath.Join(dir, "out.pdf")
	if err := os.WriteFile(path, []byte(`<!doctype html><meta charset="utf-8"><title>x</title><p>毕业去向</p>`), 0o600); err != nil {
		t.Fatal(err)
	}
	err := Print(t.Context(), found(t), path, out, dir)
	if f := (*fault.Error)(nil); !errors.As(err, &f) || !strings.Contains(f.Why, "中文字体") {
		t.Errorf("a browser without Chinese fonts: %v", err)
	}
	if _, err := os.Stat(out); err == nil {
		t.Error("a report without characters was written")
	}
}

// actAs in the environment makes the test binary a browser, and says which.
const actAs = "QUXIANG_TEST_BROWSER"

func TestMain(m *testing.M) {
	switch kind, argument, _ := strings.Cut(os.Getenv(actAs), " "); kind {
	case "": // the tests
		os.Exit(m.Run())
	case "ends-with-an-error":
		fmt.Fprintln(os.Stderr, "sorry")
		os.Exit(3)
	case "has-a-helper":
		os.Setenv(actAs, "helper "+argument)
		_ = exec.Command(os.Args[0]).Run()
	case "helper":
		beat(argument)
	}
}

// beat adds to a file for a minute.
func beat(path string) {
	for range 1200 {
		if file, err := os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600); err == nil {
			_, _ = file.WriteString(".")
			_ = file.Close()
		}
		time.Sleep(50 * time.Millisecond)
	}
}

// standIn is the test binary as a browser of that kind.
func standIn(t *testing.T, kind string) string {
	t.Helper()
	t.Setenv(actAs, kind)
	path, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return path
}

func TestBrowserFails(t *testing.T) {
	for kind, why := range map[string]string{"ends-with-an-error": "sorry", "writes-nothing": "没有写出文件"} {
		t.Run(kind, func(t *testing.T) {
			err := Print(t.Context(), standIn(t, kind), "page.html", filepath.Join(t.TempDir(), "out.pdf"), t.TempDir())
			if f := (*fault.Error)(nil); !errors.As(err, &f) || f.Hint == "" || !strings.Contains(err.Error(), why) {
				t.Errorf("%v does not say %s", err, why)
			}
		})
	}
}

// TestCancelledWithItsHelpers ends a browser that has a helper: both are gone.
func TestCancelledWithItsHelpers(t *testing.T) {
	beats := filepath.Join(t.TempDir(), "beats")
	browser := standIn(t, "has-a-helper "+beats)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- Print(ctx, browser, "page.html", filepath.Join(t.TempDir(), "out.pdf"), t.TempDir()) }()
	if !within(10*time.Second, func() bool { return length(beats) > 0 }) {
		t.Fatal("the browser did not start")
	}
	cancel()
	select {
	case err := <-done:
		if !errors.Is(err, context.Canceled) {
			t.Errorf("cancelled: %v", err)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("still waiting for the browser")
	}
	if !within(5*time.Second, func() bool {
		before := length(beats)
		time.Sleep(500 * time.Millisecond)
		return length(beats) == before
	}) {
		t.Error("the helper lives on")
	}
}

// within says whether something becomes true soon enough.
func within(limit time.Duration, done func() bool) bool {
	for start := time.Now(); time.Since(start) < limit; time.Sleep(50 * time.Millisecond) {
		if done() {
			return true
		}
	}
	return false
}

// length is how long a file is, 0 where there is none.
func length(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return info.Size()
}

// A workspace may lie so deep that Chromium could not make its socket there.
func TestPrintInADeepFolder(t *testing.T) {
	deep := filepath.Join(t.TempDir(), strings.Repeat("d", longestSocket))
	if err := os.MkdirAll(deep, 0o700); err != nil {
		t.Fatal(err)
	}
	at, out := filepath.Join(deep, "page.html"), filepath.Join(deep, "page.pdf")
	if err := os.WriteFile(at, []byte(`<!doctype html><html lang="zh-CN"><meta charset="utf-8"><h1>报告</h1>`), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Print(t.Context(), found(t), at, out, deep); err != nil {
		t.Fatal(err)
	}
	if content, err := os.ReadFile(out); err != nil || !bytes.HasPrefix(content, []byte("%PDF-")) {
		t.Errorf("no PDF was printed: %v", err)
	}
}
