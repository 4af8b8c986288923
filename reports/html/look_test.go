package html

import (
	"bytes"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"quxiang/reports/chapter"
	"quxiang/reports/chapter/chaptertest"
	"quxiang/reports/internal/sample"
	"quxiang/templates"
)

// TestInBrowser opens the sample's page in headless Chromium without a network
// and looks at what a reader would get. It needs the chart library and a
// browser, and does not pass without them.
func TestInBrowser(t *testing.T) {
	doc := sample.Document()
	tab := shown(t, doc)
	for _, width := range []int64{1280, 768, 390} {
		t.Run(fmt.Sprint(width), func(t *testing.T) {
			tab.drawsAll(t, doc, width)
			tab.notBlank(t, doc)
		})
	}
	t.Run("names are text", tab.showsNames)
	t.Run("contents follow", tab.follows)
	t.Run("paper", func(t *testing.T) { tab.prints(t, 2+len(doc.Chapters)) })
	for _, complaint := range tab.complaints() {
		t.Error(complaint)
	}
}

// TestChaptersInBrowser looks at the real chapters, made from a small school.
func TestChaptersInBrowser(t *testing.T) {
	doc := chaptertest.Document(t, chaptertest.School)
	tab := shown(t, doc)
	for _, width := range []int64{1280, 768, 390} {
		t.Run(fmt.Sprint(width), func(t *testing.T) { tab.drawsAll(t, doc, width) })
	}
	for _, complaint := range tab.complaints() {
		t.Error(complaint)
	}
}

// shown opens a document's page with the real chart library.
func shown(t *testing.T, doc *chapter.Document) *tab {
	t.Helper()
	library, err := templates.Assets()
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := Render(&out, doc, library); err != nil {
		t.Fatal(err)
	}
	return open(t, out.Bytes())
}

// drawsAll checks one width: every chart drawn, nothing wider than the window.
func (tab *tab) drawsAll(t *testing.T, doc *chapter.Document, width int64) {
	tab.do(t, chromedp.EmulateViewport(width, 900))
	get(t, tab, chromedp.Poll[bool](`!document.querySelector('.canvas:not([data-drawn])')`))
	tab.do(t, chromedp.Sleep(300*time.Millisecond)) // charts are redrawn at the new width
	overflow := get(t, tab, chromedp.Evaluate[int](
		`document.documentElement.scrollWidth - document.documentElement.clientWidth`))
	if overflow > 0 {
		t.Errorf("the page is %d pixels wider than the window", overflow)
	}
	drawn := get(t, tab, chromedp.Evaluate[int](
		`[...document.querySelectorAll('.canvas svg')].filter(s => s.querySelectorAll('path,text').length > 4).length`))
	want := 0
	for range doc.Charts() {
		want++
	}
	if drawn != want || want == 0 {
		t.Errorf("%d charts drew, want %d", drawn, want)
	}
}

// notBlank takes pictures of the page and of every chart.
func (tab *tab) notBlank(t *testing.T, doc *chapter.Document) {
	for c := range doc.Charts() {
		if n := shades(t, get(t, tab, chromedp.Screenshot(chromedp.CSS("#"+c.ID+" .canvas")))); n < 8 {
			t.Errorf("chart %s has %d colours: blank?", c.ID, n)
		}
	}
	shot := get(t, tab, chromedp.FullScreenshot(100))
	if err := os.WriteFile(filepath.Join(t.TempDir(), "page.png"), shot, 0o600); err != nil {
		t.Fatal(err)
	}
	if n := shades(t, shot); n < 64 {
		t.Errorf("the page has %d colours: blank?", n)
	}
}

// shades counts the different colours of a picture, of a big one in every n-th
// column.
func shades(t *testing.T, shot []byte) int {
	t.Helper()
	img, err := png.Decode(bytes.NewReader(shot))
	if err != nil {
		t.Fatal(err)
	}
	seen := map[[3]uint32]bool{}
	step := 1 + img.Bounds().Dx()*img.Bounds().Dy()/1_000_000
	for y := img.Bounds().Min.Y; y < img.Bounds().Max.Y; y++ {
		for x := img.Bounds().Min.X; x < img.Bounds().Max.X; x += step {
			r, g, b, _ := img.At(x, y).RGBA()
			seen[[3]uint32{r >> 8, g >> 8, b >> 8}] = true
		}
	}
	return len(seen)
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
		`[...document.querySelectorAll('.canvas svg text')].map(e => e.textContent).join(' ')`))
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

// prints makes the PDF: the cover, the contents, and a new page for each chapter.
func (tab *tab) prints(t *testing.T, pages int) {
	pdf := get(t, tab, chromedp.PrintToPDF(chromedp.PDFPreferCSSPageSize()))
	n := bytes.Count(pdf, []byte("/Type /Page\n")) + bytes.Count(pdf, []byte("/Type /Page "))
	if n < pages {
		t.Errorf("the PDF has %d pages, want %d or more", n, pages)
	}
}
