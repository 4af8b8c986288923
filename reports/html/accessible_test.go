package html

import (
	"os"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// axe is the accessibility checker, which make assets installs; no product
// carries it.
const axe = "../../node_modules/axe-core/axe.min.js"

// findings are axe-core's serious and critical ones, each with the first place
// that has it.
const findings = `axe.run(document, {resultTypes: ['violations']}).then(r => r.violations
	.filter(v => v.impact === 'serious' || v.impact === 'critical')
	.map(v => v.id + ' ×' + v.nodes.length + ': ' + v.nodes[0].html.slice(0, 160) + ' ' + v.nodes[0].failureSummary.slice(0, 300)))`

// accessible runs axe-core over the page as it stands.
func (tab *tab) accessible(t *testing.T) {
	for _, f := range tab.findings(t) {
		t.Error(f)
	}
}

func (tab *tab) findings(t *testing.T) []string {
	t.Helper()
	script, err := os.ReadFile(axe)
	if err != nil {
		t.Fatalf("%v: make assets installs it", err)
	}
	get(t, tab, chromedp.Evaluate[bool](string(script)+"\n;true"))
	return get(t, tab, chromedp.Evaluate[[]string](findings, chromedp.EvalAwaitPromise))
}

// TestAxeNotices opens a bad page, so that the silence about a good one means
// something.
func TestAxeNotices(t *testing.T) {
	tab := open(t, []byte(`<html lang="zh"><title>x</title><main><h1>题</h1><img src="data:,"><p style="color:#bbb;background:#fff">淡得几乎看不见的文字</p><input></main>`))
	found := strings.Join(tab.findings(t), "\n")
	for _, want := range []string{"image-alt", "color-contrast", "label"} {
		if !strings.Contains(found, want) {
			t.Errorf("%q went unnoticed; noticed:\n%s", want, found)
		}
	}
}
