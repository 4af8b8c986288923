package pdf

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
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

// script makes a program that stands in for a browser that fails.
func script(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "browser")
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+text+"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestBrowserFails(t *testing.T) {
	for name, c := range map[string]struct{ text, why string }{
		"ends with an error": {"echo sorry >&2; exit 3", "sorry"},
		"writes nothing":     {"exit 0", "没有写出文件"},
	} {
		t.Run(name, func(t *testing.T) {
			err := Print(t.Context(), script(t, c.text), "page.html", filepath.Join(t.TempDir(), "out.pdf"), t.TempDir())
			if f := (*fault.Error)(nil); !errors.As(err, &f) || f.Hint == "" || !strings.Contains(err.Error(), c.why) {
				t.Errorf("%v does not say %s", err, c.why)
			}
		})
	}
}

// TestCancelledWithItsHelpers ends a browser that has a helper: both are gone.
func TestCancelledWithItsHelpers(t *testing.T) {
	started := filepath.Join(t.TempDir(), "helper")
	browser := script(t, `sleep 60 & echo $! > "`+started+`"; wait`)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- Print(ctx, browser, "page.html", filepath.Join(t.TempDir(), "out.pdf"), t.TempDir()) }()
	pid := awaited(t, started)
	cancel()
	select {
	case err := <-done:
		if !errors.Is(err, context.Canceled) {
			t.Errorf("cancelled: %v", err)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("still waiting for the browser")
	}
	for range 50 {
		if state, err := os.ReadFile("/proc/" + pid + "/stat"); err != nil || strings.Contains(string(state), ") Z") {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Errorf("the helper %s lives on", pid)
}

// awaited is what a file holds as soon as it holds something.
func awaited(t *testing.T, path string) string {
	t.Helper()
	for range 100 {
		if text, err := os.ReadFile(path); err == nil && len(text) > 0 {
			return strings.TrimSpace(string(text))
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatal("the browser did not start")
	return ""
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
