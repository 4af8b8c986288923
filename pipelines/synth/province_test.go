package synth

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"quxiang/pipelines/fault"
	"quxiang/pipelines/workspace"
)

var smallProvince = ProvinceOptions{Institutions: 6, Majors: 12, Graduates: 3000, Cohorts: []int{2021, 2022, 2023, 2024}}

func writtenProvince(t *testing.T, seed uint64, o ProvinceOptions) (string, ProvinceManifest) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "p")
	m, err := WriteProvince(dir, seed, o)
	if err != nil {
		t.Fatal(err)
	}
	return dir, m
}

func TestProvinceSameSeedSameBytes(t *testing.T) {
	first, _ := writtenProvince(t, 7, smallProvince)
	second, _ := writtenProvince(t, 7, smallProvince)
	other, _ := writtenProvince(t, 8, smallProvince)
	a, b, c := sums(t, first), sums(t, second), sums(t, other)
	if !maps.Equal(a, b) {
		t.Error("two runs with one seed differ")
	}
	for name := range a {
		if strings.Contains(name, "去向登记/") && a[name] == c[name] {
			t.Errorf("%s is the same with another seed", name)
		}
	}
}

// A file's rows depend on nothing that was drawn before them, so the order in
// which the writers come to it doesn't matter.
func TestProvinceFilesAreDrawnAlone(t *testing.T) {
	dir, _ := writtenProvince(t, 7, smallProvince)
	p := newProvince(7, smallProvince)
	for _, f := range slices.Backward(p.files) {
		var alone bytes.Buffer
		if err := encodeCSV(&alone, "UTF-8", f.lines()); err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(filepath.Join(dir, f.describe().Path))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(text, alone.Bytes()) {
			t.Errorf("%s has other bytes when drawn alone", f.describe().Path)
		}
	}
}

// cellKey is a class and cohort in the words of its file.
type cellKey struct {
	institution, level, major string
	cohort                    int
}

// countRegister adds a file's rows to the counts: graduates, and of them those
// with a destination that counts as placed.
func countRegister(t *testing.T, dir string, f File, seen map[string]bool, counts map[cellKey][2]int) {
	t.Helper()
	rows := csvRows(t, filepath.Join(dir, f.Path))
	cols := columnsIn(rows[0])
	folder := strings.Split(f.Path, "/")[2]
	if len(rows)-1 != f.Rows || len(rows[0]) > 10 {
		t.Errorf("%s: %d rows of %d columns, manifest says %d rows", f.Path, len(rows)-1, len(rows[0]), f.Rows)
	}
	for _, row := range rows[1:] {
		if i, ok := cols["学校代码"]; ok && row[i] != folder[:5] {
			t.Fatalf("%s: row of institution %s", f.Path, row[i])
		}
		exam := row[cols["考生号"]]
		if len(exam) != 14 || seen[exam] {
			t.Fatalf("%s: 考生号 %s is repeated or not of 14 digits", f.Path, exam)
		}
		seen[exam] = true
		k := cellKey{folder[:5], row[cols["学历"]], row[cols["专业代码"]], f.Cohort}
		n := counts[k]
		n[0]++
		if slices.Contains([]string{"10", "11", "12", "27", "46", "50", "51", "75", "76", "80", "85"}, row[cols["毕业去向代码"]]) {
			n[1]++
		}
		counts[k] = n
	}
}

func TestProvinceManifestCountsItsFiles(t *testing.T) {
	dir, _ := writtenProvince(t, 3, smallProvince)
	m, err := ReadProvinceManifest(dir)
	if err != nil {
		t.Fatal(err)
	}
	counts, seen := map[cellKey][2]int{}, map[string]bool{}
	said := 0
	for _, f := range m.Files {
		if f.Contract != "destination" {
			continue
		}
		countRegister(t, dir, f, seen, counts)
		if strings.HasPrefix(csvRows(t, filepath.Join(dir, f.Path))[0][0], "学校代码") {
			said++
		}
	}
	if said != 12 {
		t.Errorf("%d of 24 files have the institution's code, want half", said)
	}
	if len(counts) != len(m.Cells) {
		t.Errorf("%d cells in the files, %d in the manifest", len(counts), len(m.Cells))
	}
	for _, c := range m.Cells {
		k := cellKey{c.Institution, c.Level, c.MajorCode, c.Cohort}
		if got := counts[k]; got != [2]int{c.Graduates, c.Settled} {
			t.Errorf("%v: %v in the file, manifest says %d and %d", k, got, c.Graduates, c.Settled)
		}
	}
}

func TestProvinceManifestReadsBack(t *testing.T) {
	dir, m := writtenProvince(t, 3, smallProvince)
	read, err := ReadProvinceManifest(dir)
	if err != nil || !reflect.DeepEqual(read, m) {
		t.Errorf("the manifest reads back as another one: %v", err)
	}
}

// Every file is loaded by one entry of quxiang.toml, and nothing else is there.
func TestProvinceWorkspaceIsComplete(t *testing.T) {
	dir, m := writtenProvince(t, 1, smallProvince)
	w, err := workspace.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if c := w.Config; c.Level != "province" || c.Institution.Code != "41" || c.Report.Cohorts != 2021 || c.Report.Year != 2024 {
		t.Errorf("configuration: %+v", c)
	}
	var loaded, listed []string
	for _, l := range w.Config.Load {
		for _, pattern := range l.Files {
			found, err := w.Glob(pattern)
			if err != nil || len(found) == 0 {
				t.Errorf("%s finds nothing: %v", pattern, err)
			}
			loaded = append(loaded, found...)
		}
	}
	for _, f := range m.Files {
		listed = append(listed, w.Path(f.Path))
	}
	slices.Sort(loaded)
	slices.Sort(listed)
	if !slices.Equal(loaded, listed) {
		t.Errorf("loads %d, manifest %d: they differ", len(loaded), len(listed))
	}
	if all := len(sums(t, dir)); all != len(listed)+3 { // quxiang.toml and the manifest's two
		t.Errorf("%d files in the folder, %d of them known", all, len(listed)+3)
	}
}

func TestWriteProvinceRefuses(t *testing.T) {
	cases := map[string]ProvinceOptions{
		"no institution":  {Institutions: -1},
		"too many":        {Institutions: mostSchools + 1},
		"no major":        {Majors: -3},
		"too many majors": {Majors: mostMajors + 1},
		"no graduates":    {Graduates: -1},
		"not ascending":   {Cohorts: []int{2024, 2023}},
		"a cohort twice":  {Cohorts: []int{2023, 2023}},
	}
	for name, o := range cases {
		if _, err := WriteProvince(filepath.Join(t.TempDir(), "p"), 1, o); fault.KindOf(err) != fault.Usage {
			t.Errorf("%s: %v, want a usage fault", name, err)
		}
	}
	full := t.TempDir()
	if err := os.WriteFile(filepath.Join(full, "名单.xlsx"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := WriteProvince(full, 1, smallProvince); fault.KindOf(err) != fault.Usage {
		t.Errorf("in a folder with files: %v, want a usage fault", err)
	}
}

// Plans are for the code under which the entrants will graduate, and never
// smaller than the class.
func TestProvincePlansFollowTheClasses(t *testing.T) {
	p := newProvince(5, smallProvince)
	graduates := map[cellKey]int{}
	for _, c := range p.cells {
		graduates[cellKey{c.Institution, c.Level, c.MajorCode, c.Cohort}] = c.Graduates
	}
	matched := 0
	for _, l := range p.planLines()[1:] {
		year, plan := integer(l.cells[0].(string)), integer(l.cells[5].(string))
		level := l.cells[2].(string)
		n, ok := graduates[cellKey{l.cells[1].(string), level, l.cells[3].(string), year + map[string]int{"本科": 4, "专科": 3}[level]}]
		if ok {
			matched++
		}
		if plan < n || ok && plan > n+n/12+1 {
			t.Errorf("%v: plan for a class of %d", l.cells, n)
		}
	}
	masters := 0
	for k := range graduates {
		if k.level == "硕士" {
			masters++
		}
	}
	if matched != len(graduates)-masters {
		t.Errorf("%s of %d classes have a plan", strconv.Itoa(matched), len(graduates)-masters)
	}
}
