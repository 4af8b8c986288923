package planted

import (
	"crypto/sha256"
	"encoding/csv"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"quxiang/pipelines/fault"
	"quxiang/pipelines/identity"
	"quxiang/pipelines/workspace"
)

const shapesFile = "../../../testdata/suspects/shapes.toml"

func shapesText(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(shapesFile)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func written(t *testing.T, text string) (string, Labels) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "w")
	labels, err := Write(dir, strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return dir, labels
}

// row is a line of a file by heading.
type row map[string]string

func read(t *testing.T, dir, path string) []row {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(path)))
	if err != nil {
		t.Fatal(err)
	}
	lines, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(text), "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(path, err)
	}
	var out []row
	for _, line := range lines[1:] {
		m := row{}
		for i, heading := range lines[0] {
			m[heading] = line[i]
		}
		out = append(out, m)
	}
	return out
}

func sums(t *testing.T, dir string) map[string][32]byte {
	t.Helper()
	out := map[string][32]byte{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		name, _ := filepath.Rel(dir, path)
		out[filepath.ToSlash(name)] = sha256.Sum256(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestSameShapesSameBytes(t *testing.T) {
	text := shapesText(t)
	first, _ := written(t, text)
	second, _ := written(t, text)
	a := sums(t, first)
	if b := sums(t, second); !maps.Equal(a, b) {
		t.Error("two runs with one file differ")
	}
	other, _ := written(t, strings.Replace(text, "seed = ", "seed = 1", 1))
	for name, sum := range sums(t, other) {
		if strings.Contains(name, "去向登记/") && sum == a[name] {
			t.Errorf("%s is the same with another seed", name)
		}
	}
}

// register reads the register of a cohort and cut-off by 学号.
func register(t *testing.T, dir string, cohort int, cutoff string) map[string]row {
	t.Helper()
	year := strconv.Itoa(cohort)
	out := map[string]row{}
	for _, r := range read(t, dir, "数据/去向登记/"+year+"届-"+year+strings.ReplaceAll(cutoff, "-", "")+".csv") {
		if out[r["学号"]] != nil {
			t.Errorf("学号 %s twice", r["学号"])
		}
		out[r["学号"]] = r
	}
	return out
}

// at are the rows of a shape in a register, in the order of the labels.
func at(labels Labels, rows map[string]row, shape, cutoff string) []row {
	var out []row
	for _, rec := range labels.Records {
		if rec.Shape == shape && slices.Contains(rec.Cutoffs, cutoff) {
			out = append(out, rows[rec.Student])
		}
	}
	return out
}

// TestShapesAreInTheFiles reads every shape back and finds in its rows what its
// kinds promise, and nothing of the sort among the honest.
func TestShapesAreInTheFiles(t *testing.T) {
	text := shapesText(t)
	s, err := readScript(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	dir, labels := written(t, text)
	v := reading{wages: read(t, dir, "数据/就业核查/最低工资标准.csv"), interns: byName(read(t, dir, "数据/就业核查/实习单位.csv")),
		checks: checksOf(read(t, dir, "数据/就业核查/去向核查.csv")), owners: map[string]map[string]bool{}}
	registers := map[int]map[string]row{}
	for _, cohort := range s.Cohorts {
		registers[cohort] = register(t, dir, cohort, "12-31")
		v.learn(registers[cohort])
	}
	for _, h := range s.Shapes {
		rows := at(labels, registers[h.Cohort], h.Name, "12-31")
		if len(rows) != h.People || labels.Shapes[h.Name] != h.People {
			t.Errorf("%s: %d rows, %d labels, want %d", h.Name, len(rows), labels.Shapes[h.Name], h.People)
			continue
		}
		for _, kind := range Kinds {
			looks, ok := v.looks(kind, h, rows)
			if ok && looks != slices.Contains(h.Kinds, kind) && (h.Honest == "" || slices.Contains(honestNever, kind)) {
				t.Errorf("%s: %s is %v in the file", h.Name, kind, looks)
			}
		}
	}
}

// honestNever are the kinds that an honest look-alike must not really have.
var honestNever = []string{"低于最低工资", "名称与代码不符", "证明材料不全", "本人不确认"}

// TestOrdinaryRecords: whoever has no label has nothing about him that a kind
// could mean.
func TestOrdinaryRecords(t *testing.T) {
	dir, labels := written(t, shapesText(t))
	v := reading{wages: read(t, dir, "数据/就业核查/最低工资标准.csv"), interns: byName(read(t, dir, "数据/就业核查/实习单位.csv"))}
	for _, cohort := range labels.Cohorts {
		rows, late := register(t, dir, cohort, "12-31"), 0
		planted := labels.At(cohort, "12-31")
		phones, heads := map[string]string{}, map[string]int{}
		for student, r := range rows {
			name := r["单位名称"]
			if _, ok := planted[student]; ok || r["联系人电话"] == "" {
				continue
			}
			if owner, ok := phones[r["联系人电话"]]; ok && owner != name {
				t.Errorf("%s and %s share a telephone", owner, name)
			}
			phones[r["联系人电话"]] = name
			if !identity.ValidCreditCode(r["统一社会信用代码"]) || v.underpaid(r) || v.interns[name] {
				t.Errorf("%s: %v", student, r)
			}
			if r["单位规模"] == "微型" || r["单位规模"] == "小型" {
				heads[name]++
			}
			if lastWeek(r["登记时间"]) {
				late++
			}
		}
		for name, n := range heads {
			if n > 2 {
				t.Errorf("%s has %d", name, n)
			}
		}
		if late*20 > len(rows) {
			t.Errorf("%d of %d register in a last week", late, len(rows))
		}
	}
}

// TestRosterAndRegister: the same people in both, with valid numbers, and each
// cut-off's labels are settled there.
func TestRosterAndRegister(t *testing.T) {
	dir, labels := written(t, shapesText(t))
	for _, cohort := range labels.Cohorts {
		roster := read(t, dir, "数据/学籍/"+strconv.Itoa(cohort)+"届毕业生名单.csv")
		if len(roster) != labels.Graduates[cohort] || len(roster) < 1000 {
			t.Errorf("%d: %d in the roster, %d told", cohort, len(roster), labels.Graduates[cohort])
		}
		for _, cutoff := range Cutoffs {
			rows := register(t, dir, cohort, cutoff)
			for _, g := range roster {
				if rows[g["学号"]]["身份证号"] != g["身份证号"] || !identity.ValidIDCard(g["身份证号"]) {
					t.Fatalf("%d %s %s: %v", cohort, cutoff, g["学号"], g)
				}
			}
			for student := range labels.At(cohort, cutoff) {
				if unplaced(rows[student]["毕业去向代码"]) {
					t.Errorf("%d %s %s is labelled and without a place", cohort, cutoff, student)
				}
			}
		}
	}
}

// TestConfigurationLoadsWhatIsThere: every file of the workspace is loaded.
func TestConfigurationLoadsWhatIsThere(t *testing.T) {
	dir, labels := written(t, shapesText(t))
	w, err := workspace.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	loaded := map[string]bool{}
	for _, l := range w.Config.Load {
		loaded[l.Files[0]] = true
	}
	for path := range sums(t, dir) {
		if strings.HasPrefix(path, "数据/") && strings.HasSuffix(path, ".csv") && !loaded[path] {
			t.Errorf("%s isn't loaded", path)
		}
	}
	if len(loaded) != 3*len(labels.Cohorts)+5 {
		t.Errorf("%d files", len(loaded))
	}
	honest := 0
	for _, r := range labels.Records {
		if r.Honest != "" {
			honest++
		}
	}
	if honest < 150 || len(labels.Records)-honest < 300 {
		t.Errorf("%d records, %d of them honest", len(labels.Records), honest)
	}
}

func TestShapesAreRefused(t *testing.T) {
	text := shapesText(t)
	head := text[:strings.Index(text, "[[shape]]")]
	ok := "\n[[shape]]\nname = \"甲\"\nkinds = [\"实习单位\"]\nstrength = \"明显\"\ncohort = 2024\npeople = 2\n" +
		"majors = [\"法学\"]\ncodes = [\"11\"]\nfrom = \"05-01\"\nto = \"05-09\"\n"
	if _, err := readScript(strings.NewReader(head + ok)); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ old, now string }{
		{`kinds = ["实习单位"]`, ""},
		{`kinds = ["实习单位"]`, `kinds = ["虚假"]`},
		{`strength = "明显"`, `strength = "很"`},
		{"cohort = 2024", "cohort = 2031"},
		{"people = 2", "people = 91"},
		{`to = "05-09"`, `to = "04-09"`},
		{`codes = ["11"]`, `code = ["11"]`},
	} {
		_, err := readScript(strings.NewReader(head + strings.Replace(ok, c.old, c.now, 1)))
		var f *fault.Error
		if !errors.As(err, &f) || f.Kind != fault.Usage {
			t.Errorf("%s → %s: %v", c.old, c.now, err)
		}
	}
	twice := strings.Replace(ok, "people = 2", "people = 80", 1)
	_, err := Write(filepath.Join(t.TempDir(), "w"), strings.NewReader(head+twice+strings.Replace(twice, "甲", "乙", 1)))
	if err == nil {
		t.Error("160 of 90 graduates were taken")
	}
}
