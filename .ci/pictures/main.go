// Command pictures takes the documentation's pictures: what a reader sees of a
// report on a screen, on a phone and on paper, of the page of the policy's duties
// and a college's, of a blank template and of the list of doubts.
//
//	pictures REPORT.html DUTIES.html COLLEGE.html TEMPLATE.xlsx SUSPECTS.xlsx DIR
package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image/png"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"github.com/chromedp/chromedp"
)

// heaviest is the most that one picture may weigh, in bytes.
const heaviest = 150 << 10

// scene is one picture: a page, a window, what is done in it, and how large a dot of
// the picture is.
type scene struct {
	name          string
	page          int   // of the arguments: the report, the duties, a college's duties
	width, height int64 // CSS pixels
	scale         float64
	script        string
}

// at scrolls to a place, below what sticks to the window's top, and waits for
// live charts.
const at = `(async (selector) => {
	document.querySelector(selector).scrollIntoView({ behavior: 'instant' });
	window.scrollBy({ top: -30, behavior: 'instant' });
	await new Promise(r => setTimeout(r, 800));
	return true;
})`

var scenes = []scene{
	{"cover", 0, 1280, 800, 1, at + `('body')`},
	{"charts", 0, 1280, 860, 1, at + `('#chart-work-province')`},
	{"intervals", 0, 1280, 860, 1, at + `('#survey-estimates-chart')`},
	{"search", 0, 1280, 700, 1, `(async () => {
		const table = document.querySelector('#majors'), box = table.querySelector('.search input');
		[...table.querySelectorAll('thead button')].pop().click();
		box.value = '工程';
		box.dispatchEvent(new Event('input'));
		return await ` + at + `('#majors');
	})()`},
	{"phone", 0, 390, 780, 1.5, at + `('#chart-rate-college')`},
	{"duties", 1, 1440, 900, 1, at + `('#duties-duty-table')`},
	{"college", 2, 1440, 900, 1, at + `('#college-1')`},
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 6 {
		return errors.New("usage: pictures REPORT.html DUTIES.html COLLEGE.html TEMPLATE.xlsx SUSPECTS.xlsx DIR")
	}
	dir := args[5]
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	defer cancel()
	if err := template(ctx, args[3], dir); err != nil {
		return err
	}
	if err := list(ctx, args[4], dir); err != nil {
		return err
	}
	return browse(ctx, args[:3], dir)
}

// browse takes what a browser shows of the pages.
func browse(ctx context.Context, pages []string, dir string) error {
	ctx, cancel := chromedp.NewExecAllocator(ctx, append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.NoSandbox, chromedp.DisableGPU, chromedp.Flag("hide-scrollbars", true))...)
	defer cancel()
	ctx, cancel = chromedp.NewContext(ctx)
	defer cancel()
	addresses := make([]string, len(pages))
	for i, page := range pages {
		full, err := filepath.Abs(page)
		if err != nil {
			return err
		}
		addresses[i] = (&url.URL{Scheme: "file", Path: full}).String()
	}
	for _, s := range scenes {
		if err := s.take(ctx, addresses[s.page], dir); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
	}
	return paper(ctx, addresses[0], dir)
}

func (s scene) take(ctx context.Context, address, dir string) error {
	if _, err := chromedp.Run(ctx, chromedp.Steps(
		chromedp.EmulateViewport(s.width, s.height, chromedp.EmulateScale(s.scale)), chromedp.Navigate(address))); err != nil {
		return err
	}
	if _, err := chromedp.Run(ctx, chromedp.Evaluate[bool](s.script, chromedp.EvalAwaitPromise)); err != nil {
		return err
	}
	shot, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err != nil {
		return err
	}
	return save(filepath.Join(dir, s.name+".png"), shot)
}

// save writes a picture with at most 256 colours.
func save(path string, shot []byte) error {
	img, err := png.Decode(bytes.NewReader(shot))
	if err != nil {
		return err
	}
	var out bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	if err := encoder.Encode(&out, reduced(img)); err != nil {
		return err
	}
	if out.Len() > heaviest {
		return fmt.Errorf("%s weighs %d bytes, more than %d", path, out.Len(), heaviest)
	}
	fmt.Println(path, out.Len())
	return os.WriteFile(path, out.Bytes(), 0o644)
}
