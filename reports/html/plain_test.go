package html

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"quxiang/reports/internal/sample"
)

// withoutScripts has the page run none of its own.
func withoutScripts() chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		return err
	})
}

// TestWithoutScripts: every chart is there as a picture, every table can be
// read, no control stands about that would do nothing, and the page says what
// is missing.
func TestWithoutScripts(t *testing.T) {
	doc := sample.Document()
	tab := shown(t, doc, withoutScripts())
	charts := len(slices.Collect(doc.Charts()))
	for _, width := range widths {
		tab.do(t, chromedp.EmulateViewport(width, 900))
		for what, c := range map[string]struct {
			script string
			want   int
		}{
			"pictures in sight":   {`[...document.querySelectorAll('.canvas > svg.still')].filter(s => s.checkVisibility() && s.getBoundingClientRect().height > 40).length`, charts},
			"pixels too wide":     {`Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth)`, 0},
			"tables out of sight": {`[...document.querySelectorAll('figure.table table')].filter(s => !s.checkVisibility()).length`, 0},
			"controls":            {`[...document.querySelectorAll('button, input, .search')].filter(e => e.checkVisibility()).length`, 0},
			"live charts":         {`document.querySelectorAll('.live').length`, 0},
			"words about scripts": {`[...document.querySelectorAll('noscript')].filter(e => e.checkVisibility() && e.textContent.includes('脚本已关闭')).length`, 1},
		} {
			if got := get(t, tab, chromedp.Evaluate[int](c.script)); got != c.want {
				t.Errorf("%d wide: %d %s, want %d", width, got, what, c.want)
			}
		}
		tab.notBlank(t, doc)
	}
	if said := tab.complaints(); len(said) > 0 {
		t.Error(fmt.Sprint(said))
	}
}
