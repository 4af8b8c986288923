// Command pictures takes the README's pictures of a report: what a reader sees
// of it on a screen, on a phone and on paper.
//
//	pictures REPORT.html DIR
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

// scene is one picture: a window, what is done in it, and how large a dot of
// the picture is.
type scene struct {
	name          string
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
	{"cover", 1280, 800, 1, at + `('body')`},
	{"charts", 1280, 860, 1, at + `('#chart-work-province')`},
	{"intervals", 1280, 860, 1, at + `('#survey-estimates-chart')`},
	{"search", 1280, 700, 1, `(async () => {
		const table = document.querySelector('#majors'), box = table.querySelector('.search input');
		[...table.querySelectorAll('thead button')].pop().click();
		box.value = '工程';
		box.dispatchEvent(new Event('input'));
		return await ` + at + `('#majors');
	})()`},
	{"phone", 390, 780, 1.5, at + `('#chart-rate-college')`},
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 2 {
		return errors.New("usage: pictures REPORT.html DIR")
	}
	report, err := filepath.Abs(args[0])
	if err != nil {
		return err
	}
	if err := os.MkdirAll(args[1], 0o755); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	defer cancel()
	ctx, cancel = chromedp.NewExecAllocator(ctx, append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.NoSandbox, chromedp.DisableGPU, chromedp.Flag("hide-scrollbars", true))...)
	defer cancel()
	ctx, cancel = chromedp.NewContext(ctx)
	defer cancel()
	address := url.URL{Scheme: "file", Path: report}
	for _, s := range scenes {
		if err := s.take(ctx, address.String(), args[1]); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
	}
	return paper(ctx, address.String(), args[1])
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
