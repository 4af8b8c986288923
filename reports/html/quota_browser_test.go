package html

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"quxiang/reports/chapter/chaptertest"
)

// quotaScript is the page's apportionment.
const quotaScript = "../../templates/quota.js"

// solution is what the program and the script both answer.
type solution struct {
	OK    bool `json:"ok"`
	Lines []struct {
		Key   string `json:"key"`
		X     int64  `json:"x"`
		Low   int64  `json:"lo"`
		High  int64  `json:"hi"`
		Binds string `json:"binds"`
	} `json:"lines"`
	Conflicts []struct {
		Code string `json:"code"`
		Key  string `json:"key"`
		At   int64  `json:"at"`
	} `json:"conflicts"`
	Totals []int64 `json:"totals"`
}

// apportionment is a random problem with the program's answer.
type apportionment struct {
	Problem  json.RawMessage `json:"problem"`
	Solution solution        `json:"solution"`
}

// apportionments asks the program for problems: this package imports nothing
// of the pipelines.
func apportionments(t *testing.T, n int) []apportionment {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, "go", "run", "quxiang/pipelines/quota/quotatest/print", fmt.Sprint(n), "1")
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var all []apportionment
	lines := bufio.NewScanner(bytes.NewReader(out))
	for lines.Buffer(nil, 1<<20); lines.Scan(); {
		var a apportionment
		if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
			t.Fatal(err)
		}
		all = append(all, a)
	}
	if err := lines.Err(); err != nil || len(all) != n {
		t.Fatalf("%d problems, want %d: %v", len(all), n, err)
	}
	return all
}

// quotaPage is a page with the script and a body.
func quotaPage(t *testing.T, body string) *tab {
	t.Helper()
	script, err := os.ReadFile(quotaScript)
	if err != nil {
		t.Fatal(err)
	}
	return open(t, []byte("<!doctype html><meta charset=utf-8><body>"+body+"<script>"+string(script)+"</script>"))
}

// solved lets the script solve problems.
func solved(t *testing.T, tab *tab, problems []json.RawMessage) []solution {
	t.Helper()
	list, err := json.Marshal(problems)
	if err != nil {
		t.Fatal(err)
	}
	text := get(t, tab, chromedp.Evaluate[string]("JSON.stringify("+string(list)+".map(quxiangQuota.solve))"))
	var found []solution
	if err := json.Unmarshal([]byte(text), &found); err != nil {
		t.Fatal(err)
	}
	return found
}

// TestTheScriptApportionsAsTheProgramDoes compares ten thousand answers line by
// line: what each gets, within what, bound by what, and why there is none.
func TestTheScriptApportionsAsTheProgramDoes(t *testing.T) {
	const n, batch = 10_000, 500
	all := apportionments(t, n)
	tab := quotaPage(t, "")
	refused := 0
	for start := 0; start < n; start += batch {
		var problems []json.RawMessage
		for _, a := range all[start : start+batch] {
			problems = append(problems, a.Problem)
		}
		found := solved(t, tab, problems)
		if len(found) != batch {
			t.Fatalf("%d answers, want %d", len(found), batch)
		}
		for i, got := range found {
			if want := all[start+i].Solution; !reflect.DeepEqual(got, want) {
				t.Fatalf("problem %d: %s\nscript  %+v\nprogram %+v", start+i, problems[i], got, want)
			}
			if !got.OK {
				refused++
			}
		}
	}
	if refused < n/20 || refused > n/2 {
		t.Errorf("%d of %d problems have no solution: too few or too many to try both", refused, n)
	}
	if said := tab.complaints(); len(said) > 0 {
		t.Errorf("the page said %q", said)
	}
}

// TestSlidersMoveThePlan: the page's cells follow the slider, and say why where
// there is no plan.
func TestSlidersMoveThePlan(t *testing.T) {
	tab := quotaPage(t, `<div id=q><script type="application/json" data-quota>
{"lines":[{"key":"甲","base":100,"index":600,"claim":60000,"low":0,"high":200000,"lowBy":"","highBy":"","free":true,"group":0},
{"key":"乙","base":100,"index":400,"claim":40000,"low":0,"high":200000,"lowBy":"","highBy":"","free":true,"group":0}],
"groups":[{"key":"本科","parent":-1,"low":0,"high":200000}],"total":200,"up":20,"down":20,"least":25}</script>
<input type=number min=0 max=400 value=200 data-quota-total><input type=range min=0 max=400 value=200 data-quota-total>
<b data-quota-x=甲></b><b data-quota-change=甲></b><b data-quota-binds=甲></b><b data-quota-x=乙></b>
<b data-quota-group=本科></b><b data-quota-more="" data-base=200></b><b data-quota-tally=up></b><i data-quota-range></i><p data-quota-conflicts></p><button data-quota-reset></button></div>`)
	get(t, tab, chromedp.Evaluate[bool](`quxiangQuota.mount(document.getElementById('q')), true`))
	shown := func() string {
		return get(t, tab, chromedp.Evaluate[string](`document.querySelector('[type=range]').value + Array.from(document.querySelectorAll('b, p'), function (e) { return ' ' + e.textContent; }).join('')`))
	}
	// 60 : 40 of 200 is 120 and 80, just within the caps of 20 %; of 210 the first
	// is at its cap, of 190 the second.
	const start = "200 120 +20 上调幅度 80 200 0 1 "
	if got := shown(); got != start {
		t.Errorf("as it came: got %q, want %q", got, start)
	}
	for total, want := range map[int]string{
		210: "210 120 +20 上调幅度 90 210 +10 1 ",
		190: "190 110 +10  80 190 -10 1 ",
		250: "250 — —  — — — — 总量太大：最多能分 240",
	} {
		get(t, tab, chromedp.Evaluate[bool](fmt.Sprintf(
			`(function (i) { i.value = %d; return i.dispatchEvent(new Event('input')); })(document.querySelector('[type=number]'))`, total)))
		if got := shown(); got != want {
			t.Errorf("total %d: got %q, want %q", total, got, want)
		}
	}
	// ±20 % of 200
	if got := get(t, tab, chromedp.Evaluate[string](`document.querySelector('i').textContent`)); got != "160 至 240" {
		t.Errorf("totals that there is a proposal for: %q", got)
	}
	get(t, tab, chromedp.Evaluate[bool](`document.querySelector('button').click(), true`))
	if got := shown(); got != start {
		t.Errorf("after 恢复: got %q, want %q", got, start)
	}
}

// TestPlannerOnThePage: what the script finds for the settings as they come is
// the table of the report, and moving one changes the page but not the table.
func TestPlannerOnThePage(t *testing.T) {
	doc := chaptertest.Document(t, chaptertest.School)
	tab := shown(t, doc)
	read := func(script string) string { return get(t, tab, chromedp.Evaluate[string](script)) }
	const column = `Array.from(document.querySelectorAll('%s'), function (e) { return e.textContent.replace(',', ''); }).join(' ')`
	found, table := fmt.Sprintf(column, "[data-quota-x]"), fmt.Sprintf(column, "#quota-planner tbody td:nth-child(5)")
	proposed := read(table)
	if n := len(strings.Fields(proposed)); n < 10 || read(found) != proposed {
		t.Fatalf("the script finds %q for the %d lines %q", read(found), n, proposed)
	}
	if read(`document.getElementById('quota-planner').hidden + ''`) != "false" {
		t.Error("the planner stays hidden")
	}
	set := func(total string) {
		get(t, tab, chromedp.Evaluate[bool](`(function (i) { i.value = `+total+`; return i.dispatchEvent(new Event('input')); })(document.querySelector('#quota-planner [type=number][data-quota-total]'))`))
	}
	set("Number(document.querySelector('[data-quota-total]').value) + 5")
	if read(found) == proposed || read(table) != proposed {
		t.Errorf("five more: the script finds %q, the table says %q", read(found), read(table))
	}
	set("1")
	if said := read(`document.querySelector('[data-quota-conflicts]').textContent`); !strings.HasPrefix(said, "总量太小：最少要 ") {
		t.Errorf("a total of one: %q", said)
	}
	for _, complaint := range tab.complaints() {
		t.Error(complaint)
	}
}
