package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"quxiang/pipelines"
	"quxiang/pipelines/load"
	"quxiang/pipelines/synth"
	"quxiang/pipelines/workspace"
)

// demoHouse is a small synthetic university, loaded and not yet built.
func demoHouse(t *testing.T) (*house, synth.Manifest) {
	t.Helper()
	dir := t.TempDir()
	t.Setenv("QUXIANG_CONFIG_DIR", filepath.Join(dir, "config"))
	at := filepath.Join(dir, "w")
	m, err := synth.Write(at, 7, synth.Options{Graduates: 200})
	if err != nil {
		t.Fatal(err)
	}
	return openHouse(t, at), m
}

// openHouse is the house of a workspace that is there already.
func openHouse(t *testing.T, at string) *house {
	t.Helper()
	w, err := workspace.Open(at)
	if err != nil {
		t.Fatal(err)
	}
	e, err := pipelines.NewEngine(w, pipelines.Options{Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	return &house{t: t, engine: e}
}

func (h *house) loadConfigured() load.Report {
	h.t.Helper()
	requests, err := h.engine.Configured()
	if err != nil {
		h.t.Fatal(err)
	}
	return h.load(requests...)
}

// The marts of a synthetic university equal what its generator counted, at
// every grain, for every cohort and cut-off, and the places where the register
// system's totals were falsified are the only ones that differ. Nothing that
// names a person is left behind the store.
func TestDemoAgainstItsManifest(t *testing.T) {
	h, m := demoHouse(t)
	report := h.loadConfigured()
	t.Run("faults", func(t *testing.T) { h.checkFaults(t, m) })
	t.Run("files", func(t *testing.T) { checkFiles(t, m, report) })
	h.build()
	t.Run("truth", func(t *testing.T) { h.checkTruth(t, m) })
	t.Run("control totals", func(t *testing.T) { h.checkControls(t, m) })
	t.Run("roster", func(t *testing.T) { h.checkRoster(t, m) })
	t.Run("surveys", func(t *testing.T) { h.checkSurveys(t, m) })
	t.Run("linkage", func(t *testing.T) { h.checkLinkage(t, m) })
	t.Run("duties", func(t *testing.T) { h.checkDuties(t, m) })
	t.Run("explained", func(t *testing.T) { h.checkExplained(t) })
	t.Run("exports", func(t *testing.T) { h.checkExports(t) })
	t.Run("forms", func(t *testing.T) { h.checkForms(t) })
	t.Run("public", func(t *testing.T) { h.checkPublic(t) })
	t.Run("persons", func(t *testing.T) { h.checkNobodyNamed(t, m) })
	t.Run("register destroyed", func(t *testing.T) { h.checkDestroyed(t, m) })
}

// grainsOfTruth says which keys of a cell make which grain of marts.placement.
var grainsOfTruth = map[string]struct {
	columns string
	keys    func(synth.Cell) string
}{
	"school":  {"'-'", func(synth.Cell) string { return "-" }},
	"level":   {"level", func(c synth.Cell) string { return c.Level }},
	"college": {"college", func(c synth.Cell) string { return c.CurrentCollege }},
	"gender":  {"gender", func(c synth.Cell) string { return c.Gender }},
	"major": {"major_key", func(c synth.Cell) string {
		return c.Level + ":" + researchDigits(c.Level, c.CurrentCode)
	}},
	"completion": {"completion", func(c synth.Cell) string { return c.Completion }},
}

// researchDigits is a discipline's code without the 00 that says nothing.
func researchDigits(level, code string) string {
	if (level == "硕士" || level == "博士") && len(code) == 6 {
		return strings.TrimSuffix(code, "00")
	}
	return code
}

func (h *house) checkTruth(t *testing.T, m synth.Manifest) {
	t.Helper()
	for grain, g := range grainsOfTruth {
		want := map[string][2]int{}
		for _, c := range m.Truth {
			if c.Exclusion != "" {
				continue
			}
			key := fmt.Sprint(c.Cohort, " ", c.Cutoff, " ", g.keys(c))
			n := want[key]
			n[0] += c.Count
			if c.Settled {
				n[1] += c.Count
			}
			want[key] = n
		}
		for _, edition := range []string{"2021", "2024"} {
			if got := h.placement(grain, g.columns, edition); !maps.Equal(got, want) {
				t.Errorf("grain %s, edition %s: %s", grain, edition, firstDifference(got, want))
			}
		}
	}
}

// placement maps cohort, cut-off and keys to graduates and settled.
func (h *house) placement(grain, columns, edition string) map[string][2]int {
	h.t.Helper()
	got := map[string][2]int{}
	for _, r := range h.rows("select cohort, cutoff, " + columns + ", graduates, settled from marts.placement where grain = '" +
		grain + "' and edition = '" + edition + "'") {
		graduates, _ := strconv.Atoi(r[3]) // counters are integers, column tests see to it
		settled, _ := strconv.Atoi(r[4])
		got[fmt.Sprint(r[0], " ", r[1], " ", r[2])] = [2]int{graduates, settled}
	}
	return got
}

func firstDifference(got, want map[string][2]int) string {
	for _, key := range sorted(want) {
		if got[key] != want[key] {
			return fmt.Sprintf("%s is %v, the generator counted %v", key, got[key], want[key])
		}
	}
	for _, key := range sorted(got) {
		if _, ok := want[key]; !ok {
			return fmt.Sprintf("%s is %v, the generator knows none", key, got[key])
		}
	}
	return ""
}

func (h *house) checkControls(t *testing.T, m synth.Manifest) {
	t.Helper()
	want := map[string]bool{}
	for _, d := range m.ControlDifferences {
		want[fmt.Sprint(d.Cohort, d.Cutoff, d.Level, d.Destination, d.Written-d.True)] = true
	}
	got := h.rows("select cohort, cutoff, level, destination_code, -difference from marts.tie_out where difference <> 0")
	for _, r := range got {
		if !want[fmt.Sprint(r[0], r[1], r[2], r[3], r[4])] {
			t.Errorf("differs without having been falsified: %v", r)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d differences found, %d planted", len(got), len(want))
	}
}

func (h *house) checkRoster(t *testing.T, m synth.Manifest) {
	t.Helper()
	for _, d := range m.RosterDifferences {
		got := h.rows(fmt.Sprintf(`select coalesce(sum(head_count) filter (where side = '只在去向登记'), 0)::bigint
			from marts.roster_difference where cohort = %d and cutoff = '%s'`, d.Cohort, d.Cutoff))
		if got[0][0] != strconv.Itoa(d.OnlyInRegister) {
			t.Errorf("%d %s: %s only in the register, planted %d", d.Cohort, d.Cutoff, got[0][0], d.OnlyInRegister)
		}
	}
}

// longNumber is an identity, examination or telephone number; a date or a code
// is shorter, a hash and a pseudonym hold letters beside it.
var longNumber = regexp.MustCompile(`(?:^|[^0-9a-f])([0-9]{11,17}[0-9Xx]?)(?:$|[^0-9a-f])`)

// cellKey is a label that is one of our own keys, such as hidden_row.
var cellKey = regexp.MustCompile(`<bdi>([a-z]+(?:_[a-z]+)+)</bdi>`)

// checkNobodyNamed looks at every text of the build, the page and the workbook
// for the names and numbers that the rosters hold.
func (h *house) checkNobodyNamed(t *testing.T, m synth.Manifest) {
	t.Helper()
	names, numbers := h.personal(t, m)
	if len(names) < 100 || len(numbers) < 100 {
		t.Fatal("the rosters gave too few names to look for", len(names), len(numbers))
	}
	_, book, page := h.report(2024)
	for _, key := range cellKey.FindAllStringSubmatch(page, -1) {
		t.Errorf("the page prints the key %s, which has no title", key[1])
	}
	for where, text := range map[string]string{"page": page, "workbook": strings.Join(sorted(book), "\n")} {
		for _, found := range longNumber.FindAllStringSubmatch(text, -1) {
			if numbers[found[1]] {
				t.Errorf("%s holds a person's number", where)
			}
		}
	}
	maps.Copy(names, numbers)
	maps.Copy(names, h.namedInRegisters(t, m))
	h.findNone(t, names)
}

// personal collects names and numbers from raw, where they belong.
func (h *house) personal(t *testing.T, m synth.Manifest) (names, numbers map[string]bool) {
	t.Helper()
	names, numbers = map[string]bool{}, map[string]bool{}
	for _, f := range m.Files {
		if f.Contract != "destination" || filepath.Ext(f.Path) != ".csv" {
			continue
		}
		lines := h.register(t, f.Path)
		for i, heading := range lines[0] {
			for _, line := range lines[1:] {
				switch heading {
				case "姓名":
					names[line[i]] = line[i] != ""
				case "身份证号", "考生号", "学号", "手机号码":
					numbers[line[i]] = line[i] != ""
				}
			}
		}
	}
	return names, numbers
}

// register reads the demo's GB18030 register.
func (h *house) register(t *testing.T, path string) [][]string {
	t.Helper()
	data, err := os.ReadFile(h.engine.Workspace.Path(path))
	if err != nil {
		t.Fatal(err)
	}
	text, err := simplifiedchinese.GB18030.NewDecoder().Bytes(data)
	if err != nil {
		t.Fatal(err)
	}
	r := csv.NewReader(bytes.NewReader(text))
	r.FieldsPerRecord = -1
	lines, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

// checkDestroyed blanks the destination of twenty rows of a register: nobody
// leaves the denominator and no rate rises, at any grain.
func (h *house) checkDestroyed(t *testing.T, m synth.Manifest) {
	t.Helper()
	before := map[string]map[string][2]int{}
	for grain, g := range grainsOfTruth {
		before[grain] = h.placement(grain, g.columns, "2024")
	}
	other, again := demoHouse(t)
	for _, f := range again.Files {
		if f.Contract == "destination" && filepath.Ext(f.Path) == ".csv" {
			other.destroy(t, f.Path, 20)
		}
	}
	other.loadConfigured()
	other.build()
	fell := 0
	for grain, g := range grainsOfTruth {
		after := other.placement(grain, g.columns, "2024")
		for key, was := range before[grain] {
			is := after[key]
			if is[0] != was[0] || is[1] > was[1] {
				t.Errorf("%s %s: graduates and settled were %v, are %v", grain, key, was, is)
			}
			fell += was[1] - is[1]
		}
	}
	if fell == 0 {
		t.Error("destroying twenty destinations changed nothing: the test looks at the wrong file")
	}
}

func (h *house) destroy(t *testing.T, path string, rows int) {
	t.Helper()
	lines := h.register(t, path)
	random := rand.New(rand.NewPCG(20, 20))
	for _, at := range random.Perm(len(lines) - 2)[:rows] {
		for i, heading := range lines[0] {
			if heading == "毕业去向代码" || heading == "毕业去向" {
				lines[at+1][i] = ""
			}
		}
	}
	var text bytes.Buffer
	if err := csv.NewWriter(&text).WriteAll(lines); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(h.engine.Workspace.Path(path), text.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}
