package html

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"quxiang/reports/chapter"
	"quxiang/reports/chapter/chaptertest"
	"quxiang/reports/internal/sample"
)

// widths are those of a desk, a tablet and a phone, in CSS pixels.
var widths = []int64{1280, 768, 390}

// TestInBrowser opens the sample's page in headless Chromium without a network
// and looks at what a reader would get. It needs the chart library and a
// browser, and does not pass without them.
func TestInBrowser(t *testing.T) {
	doc := sample.Document()
	tab := shown(t, doc)
	for _, width := range widths {
		t.Run(fmt.Sprint(width), func(t *testing.T) {
			tab.drawsAll(t, doc, width)
			tab.notBlank(t, doc)
			tab.accessible(t)
		})
	}
	t.Run("names are text", tab.showsNames)
	t.Run("contents follow", tab.follows)
	t.Run("paper", func(t *testing.T) { tab.prints(t, doc) })
	for _, complaint := range tab.complaints() {
		t.Error(complaint)
	}
}

// TestChaptersInBrowser looks at the real chapters, made from a small school.
func TestChaptersInBrowser(t *testing.T) {
	doc := chaptertest.Document(t, chaptertest.School)
	tab := shown(t, doc)
	t.Run("structure", tab.structure)
	for _, width := range widths {
		t.Run(fmt.Sprint(width), func(t *testing.T) { tab.drawsAll(t, doc, width) })
	}
	t.Run("accessible", tab.accessible)
	for _, complaint := range tab.complaints() {
		t.Error(complaint)
	}
}

// shown opens a document's page.
func shown(t *testing.T, doc *chapter.Document, before ...chromedp.Action[chromedp.Void]) *tab {
	t.Helper()
	return open(t, rendered(t, doc), before...)
}

// structure finds what a reader goes by: each entry of the contents leads
// somewhere, each chart has its table and its basis, each table its caption and
// headings, each region that scrolls a name and a place in the order of keys.
func (tab *tab) structure(t *testing.T) {
	for what, script := range map[string]string{
		"contents lead nowhere":   `[...document.querySelectorAll('.contents a')].filter(a => !document.getElementById(a.hash.slice(1))).map(a => a.hash)`,
		"sections not listed":     `[...document.querySelectorAll('.section')].filter(s => !document.querySelector('.contents a[href="#' + s.id + '"]')).map(s => s.id)`,
		"charts without a table":  `[...document.querySelectorAll('figure.chart')].filter(f => { while (f.matches('.chart')) { f = f.nextElementSibling } return !f.matches('.table') }).map(f => f.id)`,
		"charts without a basis":  `[...document.querySelectorAll('figure.chart')].filter(f => !f.querySelector('.basis') || !f.querySelector('.unit')).map(f => f.id)`,
		"charts without words":    `[...document.querySelectorAll('.canvas')].filter(c => !c.ariaLabel || !document.getElementById(c.getAttribute('aria-describedby'))?.textContent.trim()).map(c => c.dataset.drawing)`,
		"tables without headings": `[...document.querySelectorAll('table')].filter(t => t.querySelector('thead th:not([scope=col])') || t.querySelector('tbody th:not([scope=row])') || !document.getElementById(t.getAttribute('aria-labelledby'))?.textContent).map(t => t.parentNode.parentNode.id)`,
		"regions without a name":  `[...document.querySelectorAll('.scroll')].filter(r => r.tabIndex !== 0 || r.getAttribute('role') !== 'region' || !document.getElementById(r.getAttribute('aria-labelledby'))).map(r => r.parentNode.id)`,
		"landmarks missing":       `['header', 'nav[aria-label]', 'main', 'footer', 'a.skip[href="#main"]', 'aside[aria-label]'].filter(l => document.querySelectorAll('body ' + l).length !== 1 && l !== 'aside[aria-label]')`,
	} {
		if found := get(t, tab, chromedp.Evaluate[[]string](script)); len(found) > 0 {
			t.Errorf("%s: %q", what, found)
		}
	}
	if n := get(t, tab, chromedp.Evaluate[int](`document.querySelectorAll('figure.chart').length`)); n < 20 {
		t.Errorf("%d charts: the test tries little", n)
	}
}

// drawsAll checks one width: every chart a picture first and live once the
// reader comes near, nothing wider than the window.
func (tab *tab) drawsAll(t *testing.T, doc *chapter.Document, width int64) {
	tab.do(t, chromedp.EmulateViewport(width, 900))
	want := 0
	for range doc.Charts() {
		want++
	}
	for what, selector := range map[string]string{"pictures": ".canvas > .still", "live charts": ".canvas[data-drawn] > .live svg"} {
		tab.readThrough(t)
		drawn := get(t, tab, chromedp.Evaluate[int](fmt.Sprintf(
			`[...document.querySelectorAll('%s')].filter(s => s.querySelectorAll('path,text').length > 4).length`, selector)))
		if drawn != want || want == 0 {
			t.Errorf("%d %s, want %d", drawn, what, want)
		}
	}
	overflow := get(t, tab, chromedp.Evaluate[int](
		`document.documentElement.scrollWidth - document.documentElement.clientWidth`))
	if overflow > 0 {
		t.Errorf("the page is %d pixels wider than the window", overflow)
	}
}

// readThrough scrolls from top to bottom, so that all charts have been near.
func (tab *tab) readThrough(t *testing.T) {
	get(t, tab, chromedp.Evaluate[bool](`(async () => {
		for (let y = 0; y < document.documentElement.scrollHeight; y += 800) {
			window.scrollTo({ top: y, behavior: 'instant' });
			await new Promise(r => requestAnimationFrame(() => setTimeout(r, 0)));
		}
		return true;
	})()`, chromedp.EvalAwaitPromise))
	get(t, tab, chromedp.Poll[bool](`!document.querySelector('.canvas:not([data-drawn])')`))
}

// box is where an element stands in the page, in CSS pixels.
type box struct {
	ID                       string
	Left, Top, Right, Bottom float64
}

// notBlank takes a picture of the whole page and looks at every chart in it.
func (tab *tab) notBlank(t *testing.T, doc *chapter.Document) {
	shot := get(t, tab, chromedp.FullScreenshot(100))
	page, err := png.Decode(bytes.NewReader(shot))
	if err != nil {
		t.Fatal(err)
	}
	places := get(t, tab, chromedp.Evaluate[[]box](`[...document.querySelectorAll('figure.chart')].map(f => {
		const r = f.querySelector('.canvas').getBoundingClientRect();
		return { ID: f.id, Left: r.left + scrollX, Top: r.top + scrollY, Right: r.right + scrollX, Bottom: r.bottom + scrollY };
	})`))
	for _, p := range places {
		area := image.Rect(int(p.Left), int(p.Top), int(p.Right), int(p.Bottom)).Intersect(page.Bounds())
		if area.Dy() < 40 {
			t.Fatalf("chart %s: %d pixels high", p.ID, area.Dy())
		}
		if n := shades(page, area); n < 8 {
			t.Errorf("chart %s has %d colours: blank?", p.ID, n)
		}
	}
	if want := len(slices.Collect(doc.Charts())); len(places) != want {
		t.Errorf("%d charts, want %d", len(places), want)
	}
}

// shades counts the different colours in an area.
func shades(page image.Image, area image.Rectangle) int {
	seen := map[[3]uint32]bool{}
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			r, g, b, _ := page.At(x, y).RGBA()
			seen[[3]uint32{r >> 8, g >> 8, b >> 8}] = true
		}
	}
	return len(seen)
}

// TestShades: an even area has one colour, one with a dot two.
func TestShades(t *testing.T) {
	page := image.NewRGBA(image.Rect(0, 0, 9, 9))
	page.Set(3, 4, color.White)
	for want, area := range map[int]image.Rectangle{1: image.Rect(0, 0, 3, 9), 2: page.Bounds()} {
		if got := shades(page, area); got != want {
			t.Errorf("%v: %d colours, want %d", area, got, want)
		}
	}
}

// showsNames finds names that would be script or image as the text they are.
func (tab *tab) showsNames(t *testing.T) {
	text := get(t, tab, chromedp.Evaluate[string](`document.body.innerText`))
	for _, name := range []string{sample.Script, sample.Image, sample.Formula} {
		if !strings.Contains(text, name) {
			t.Errorf("the page does not show %q as text", name)
		}
	}
	drawn := get(t, tab, chromedp.Evaluate[string](
		`[...document.querySelectorAll('.live svg text')].map(e => e.textContent).join(' ')`))
	if !strings.Contains(drawn, "<img src=x") {
		t.Errorf("no chart draws %q as text", sample.Image)
	}
}

// follows scrolls to a chapter and finds its place marked in the contents.
func (tab *tab) follows(t *testing.T) {
	tab.do(t, chromedp.EmulateViewport(1280, 900))
	get(t, tab, chromedp.Evaluate[bool](
		`(document.getElementById('trends').scrollIntoView({behavior: 'instant'}), true)`))
	get(t, tab, chromedp.Poll[bool](
		`document.querySelector('.contents [aria-current]')?.hash.startsWith('#trends')`))
}

// prints makes the PDF: the cover, the contents, and a new page for each
// chapter, none of them empty; a table that goes on has its headings again; on
// paper every chart is its picture.
func (tab *tab) prints(t *testing.T, doc *chapter.Document) {
	pages := tab.paper(t)
	if want := 2 + len(doc.Chapters); len(pages) < want {
		t.Errorf("the PDF has %d pages, want %d or more", len(pages), want)
	}
	for i, page := range pages {
		said := strings.Map(func(r rune) rune {
			if unicode.IsSpace(r) || unicode.IsDigit(r) || strings.ContainsRune(doc.Stamp, r) {
				return -1
			}
			return r
		}, page)
		if said == "" {
			t.Errorf("page %d has nothing but its stamp and number", i+1)
		}
	}
	if n := strings.Count(strings.Join(pages, ""), "专业代码"); n < 2 {
		t.Errorf("a table of two pages has its headings %d times", n)
	}
	tab.do(t, medium("print"))
	for what, script := range map[string]string{
		"live on paper":    `[...document.querySelectorAll('.live')].filter(e => e.offsetParent || e.getClientRects().length).length`,
		"pictures missing": `[...document.querySelectorAll('.still')].filter(e => e.getBoundingClientRect().height < 50).length`,
		"controls printed": `[...document.querySelectorAll('.search, .tools')].filter(e => e.getClientRects().length).length`,
	} {
		if n := get(t, tab, chromedp.Evaluate[int](script)); n != 0 {
			t.Errorf("%s: %d", what, n)
		}
	}
	tab.do(t, medium("screen"))
}

// paper is the text of each page of the PDF, read by poppler's tool.
func (tab *tab) paper(t *testing.T) []string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "report.pdf")
	pdf := get(t, tab, chromedp.PrintToPDF(chromedp.PDFPreferCSSPageSize()))
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	text, err := exec.Command("pdftotext", "-layout", file, "-").Output()
	if err != nil {
		t.Fatalf("pdftotext: %v; make deps installs it", err)
	}
	return strings.Split(strings.TrimSuffix(string(text), "\f"), "\f")
}

// medium shows the page as it is on a screen or in print.
func medium(name string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: name})
		return err
	})
}
