package html

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"quxiang/reports/internal/sample"
)

// TestSortByKeyboard turns the headings of a table with hidden and missing
// values by keyboard alone: up, down, and back to the report's order. Rows are
// told by the first two characters of their names.
func TestSortByKeyboard(t *testing.T) {
	tab := shown(t, sample.Document())
	tab.do(t, chromedp.EmulateViewport(1280, 900))
	// start-ups are 30, 24, 18, 12, *, 0; rates 93.33, 89.87, 85.29, 78.95,
	// 69.57 and one that does not exist
	const published = "计算 文学 机电 医学 <i 外国"
	for _, c := range []struct {
		column int
		keys   string
		want   string
		sorted string
	}{
		{4, kb.Enter, "外国 医学 机电 文学 计算 <i", "ascending"},
		{4, kb.Enter, "计算 文学 机电 医学 外国 <i", "descending"},
		{4, kb.Enter, published, ""},
		{7, " ", "<i 医学 机电 文学 计算 外国", "ascending"},
		{4, " ", "外国 医学 机电 文学 计算 <i", "ascending"},      // another column takes over
		{1, kb.Enter, "<i 机电 计算 外国 文学 医学", "ascending"}, // by pinyin
	} {
		heading := "#by-college th:nth-child(" + string(rune('0'+c.column)) + ")"
		tab.do(t, chromedp.Focus(chromedp.CSS(heading+" button")), chromedp.KeyEvent(c.keys))
		rows := get(t, tab, chromedp.Evaluate[string](
			`[...document.querySelectorAll('#by-college tbody tr')].map(r => r.cells[0].textContent.slice(0, 2)).join(' ')`))
		if rows != c.want {
			t.Errorf("column %d: rows %q, want %q", c.column, rows, c.want)
		}
		sorted := get(t, tab, chromedp.Evaluate[string](
			`[...document.querySelectorAll('#by-college [aria-sort]')].map(h => h.cellIndex + 1 + h.getAttribute('aria-sort')).join(' ')`))
		if want := string(rune('0'+c.column)) + c.sorted; c.sorted != "" && sorted != want || c.sorted == "" && sorted != "" {
			t.Errorf("column %d: sorted %q, want %q", c.column, sorted, c.sorted)
		}
	}
}

// TestTotalStaysLast sorts a table with a total.
func TestTotalStaysLast(t *testing.T) {
	tab := shown(t, sample.Document())
	for _, want := range []string{"研究生 专科（高职） 本科 合计", "本科 专科（高职） 研究生 合计", "本科 专科（高职） 研究生 合计"} {
		tab.do(t, chromedp.Focus(chromedp.CSS("#by-level th:nth-child(2) button")), chromedp.KeyEvent(kb.Enter))
		if got := get(t, tab, chromedp.Evaluate[string](
			`[...document.querySelectorAll('#by-level tbody tr')].map(r => r.cells[0].textContent).join(' ')`)); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// TestSearch types into the box over a long table: the rows that have all the
// words stay, their number is told, and Escape brings back the rest.
func TestSearch(t *testing.T) {
	tab := shown(t, sample.Document())
	tab.do(t, chromedp.Focus(chromedp.CSS("#majors-all .search input")))
	read := func() string {
		return get(t, tab, chromedp.Evaluate[string](`document.querySelector('#majors-all output').textContent + '：' +
			[...document.querySelectorAll('#majors-all tbody tr')].filter(r => r.checkVisibility()).map(r => r.cells[0].textContent).slice(0, 3).join(' ')`))
	}
	if got := read(); got != "共 40 行：080901 080902 080903" {
		t.Errorf("before: %q", got)
	}
	for _, c := range []struct{ typed, want string }{
		{"alert", "找到 1 行，共 40 行：080904"},
		{"专业甲", "找到 1 行，共 40 行：080901"},
		{"０８０９０", "找到 9 行，共 40 行：080901 080902 080903"}, // full width
		{"08090 ＳＣＲＩＰＴ", "找到 1 行，共 40 行：080904"},        // both words
		{"没有这个专业", "没有找到，共 40 行："},
	} {
		tab.do(t, chromedp.KeyEvent(c.typed))
		if got := read(); got != c.want {
			t.Errorf("%s: %q, want %q", c.typed, got, c.want)
		}
		tab.do(t, chromedp.KeyEvent(kb.Escape))
	}
	if got := read(); !strings.HasPrefix(got, "共 40 行：") {
		t.Errorf("after Escape: %q", got)
	}
	// paper has the whole table, whatever is looked for
	tab.do(t, chromedp.KeyEvent("alert"))
	for _, c := range []struct {
		event string
		want  int
	}{{"beforeprint", 40}, {"afterprint", 1}} {
		n := get(t, tab, chromedp.Evaluate[int](`(window.dispatchEvent(new Event('`+c.event+`')),
			[...document.querySelectorAll('#majors-all tbody tr')].filter(r => !r.hidden).length)`))
		if n != c.want {
			t.Errorf("%s: %d rows, want %d", c.event, n, c.want)
		}
	}
}
