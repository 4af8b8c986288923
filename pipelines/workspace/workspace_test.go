package workspace

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"quxiang/pipelines/fault"
)

func TestCreateThenOpen(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "新 工作区")
	w, err := Create(dir, Defaults("10611", `示例"大学\`, 2024))
	if err != nil {
		t.Fatal(err)
	}
	if w.Config.Institution.Name != `示例"大学\` || w.Config.Level != "school" {
		t.Errorf("config = %+v", w.Config)
	}
	for _, folder := range Folders {
		if info, err := os.Stat(filepath.Join(dir, folder)); err != nil || !info.IsDir() {
			t.Errorf("folder %s is missing", folder)
		}
	}
	before, _ := os.ReadFile(filepath.Join(dir, ConfigName))
	if _, err := Create(dir, Defaults("10001", "另一所", 2024)); fault.KindOf(err) != fault.Usage {
		t.Errorf("second init: %v, want a usage fault", err)
	}
	after, _ := os.ReadFile(filepath.Join(dir, ConfigName))
	if string(before) != string(after) {
		t.Error("second init changed the configuration")
	}
}

func TestCreateKeepsTheWarehouseOffSyncedFolders(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "OneDrive - 示例大学", "就业")
	c := Defaults("10611", "示例大学", 2024)
	if _, err := Create(dir, c); fault.KindOf(err) != fault.Usage || !strings.Contains(err.Error(), "--data-dir") {
		t.Errorf("got %v, want a fault that names --data-dir", err)
	}
	if exists(dir) {
		t.Error("the refused workspace left a folder")
	}
	c.Data.Dir = filepath.Join(t.TempDir(), "warehouse")
	w, err := Create(dir, c)
	if err != nil || w.Warehouse() != c.Data.Dir {
		t.Errorf("with a data folder: %v", err)
	}
}

func TestExamine(t *testing.T) {
	c := Defaults("10611", "示例大学", 2024)
	c.Load = []Load{
		{Files: []string{"数据/*.csv"}, Contract: "roster"},
		{Files: []string{"数据/没有.xlsx"}, Contract: "destination", Mapping: "cqu"},
	}
	w, err := Create(t.TempDir(), c)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(w.Path("数据/名单.csv"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	var grades []Grade
	for _, r := range w.Examine() {
		grades = append(grades, r.Grade)
	}
	want := []Grade{Good, Good, Good, Good, Warning, Bad}
	if !reflect.DeepEqual(grades, want) {
		t.Errorf("grades = %v, want %v", grades, want)
	}
	if left, _ := os.ReadDir(filepath.Join(w.Warehouse(), "tmp")); len(left) != 0 {
		t.Errorf("doctor left %v behind", left)
	}
}

func TestRenderReadsBack(t *testing.T) {
	c := Defaults("10611", "示例大学", 2024)
	c.Load = []Load{
		{Files: []string{"数据/名单/*.xlsx", "数据/另一份.csv"}, Contract: "roster", Cohort: 2024},
		{Files: []string{"a.xlsx"}, Contract: "destination", AsOf: "2024-12-31", Mapping: "cqu", Scope: "甲学院|乙学院"},
	}
	c.Cards.Rules = []string{"安徽2022", "四川"}
	c.Duties = Duties{Province: "河南", SchoolType: "高职", LocalRate: "91.20"}
	c.Data.Dir, c.Key.ID, c.Report.AssumeComplete = "../本机/仓库", "k1", true
	got, err := Decode(ConfigName, Render(c))
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, c) {
		t.Errorf("got  %+v\nwant %+v", got, c)
	}
}

func TestDecodeRefuses(t *testing.T) {
	base := string(Render(Defaults("10611", "示例大学", 2024)))
	cases := []struct{ name, old, new, column string }{
		{"level", `level = "school"`, `level = "city"`, "level"},
		{"short code", `"10611"`, `"106"`, "institution.code"},
		{"edition", `"auto"`, `"2022"`, "report.edition"},
		{"cut-off", `"12-31"`, `"31-12"`, "report.main_cutoff"},
		{"a cut-off not in every year", `"11-30"`, `"02-29"`, "report.publish_cutoff"},
		{"trend after report", "cohorts = 2020", "cohorts = 2025", "report.cohorts"},
		{"province in full", "\nprovince = \"\"", "\nprovince = \"河南省\"", "duties.province"},
		{"type of school", "\nschool_type = \"\"", "\nschool_type = \"本科\"", "duties.school_type"},
		{"local rate with its sign", "\nlocal_rate = \"\"", "\nlocal_rate = \"91.20%\"", "duties.local_rate"},
		{"local rate above all", "\nlocal_rate = \"\"", "\nlocal_rate = \"100.01\"", "duties.local_rate"},
		{"misspelt", "small_n", "smal_n", "report.smal_n"},
		{"no such day", "# [[load]]\n# files", "[[load]]\nfiles=[\"a\"]\ncontract=\"roster\"\nas_of=\"2024-02-30\"\n# ", "load.as_of"},
		{"load without contract", "# [[load]]\n# files", "[[load]]\nfiles=[\"a\"]\n# ", "load.contract"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if !strings.Contains(base, c.old) {
				t.Fatalf("the case's own text %q is not in the template", c.old)
			}
			_, err := Decode(ConfigName, []byte(strings.Replace(base, c.old, c.new, 1)))
			var f *fault.Error
			if !errors.As(err, &f) || f.Kind != fault.Usage || f.Column != c.column {
				t.Errorf("got %v, want a usage fault of column %s", err, c.column)
			}
		})
	}
}

func TestOpenNamesTheMissingFile(t *testing.T) {
	_, err := Open(t.TempDir())
	if fault.KindOf(err) != fault.Usage || !strings.Contains(err.Error(), "quxiang init") {
		t.Errorf("got %v", err)
	}
}

func TestPaths(t *testing.T) {
	w := &Workspace{Dir: t.TempDir()}
	if got, want := w.Warehouse(), filepath.Join(w.Dir, "warehouse"); got != want {
		t.Errorf("warehouse = %s, want %s", got, want)
	}
	w.Config.Data.Dir = t.TempDir()
	if got := w.Warehouse(); got != w.Config.Data.Dir {
		t.Errorf("warehouse = %s, want the data folder", got)
	}
	temp, err := w.TempDir()
	if err != nil || filepath.Dir(temp) != w.Warehouse() {
		t.Errorf("temp = %s, %v", temp, err)
	}
	if w.SQL() != nil {
		t.Error("no sql folder, but an overlay")
	}
}

func TestSyncedFolders(t *testing.T) {
	cases := map[string]string{
		`C:\Users\王\OneDrive - 示例大学\就业`:                           "OneDrive",
		"/home/a/Nutstore Files/就业":                               "坚果云",
		"/home/a/我的坚果云/就业":                                        "坚果云",
		"/home/a/坚果云/就业":                                          "坚果云",
		"/Users/a/Library/Mobile Documents/com~apple~CloudDocs/x": "iCloud",
		`D:\BaiduNetdiskWorkspace\就业`:                             "百度网盘",
		`D:\BaiduSyncdisk`:                                        "百度网盘",
		`D:\WPS云盘\就业`:                                             "WPS云盘",
		"/home/a/就业/说明dropbox用法":                                  "",
		"/home/a/就业":                                              "",
	}
	for path, want := range cases {
		if got := syncedBy(path); got != want {
			t.Errorf("syncedBy(%q) = %q, want %q", path, got, want)
		}
	}
}

func TestInspectLooksAtTheNearestParent(t *testing.T) {
	place := Inspect(filepath.Join(t.TempDir(), "Dropbox", "还没有", "的文件夹"))
	if place.Synced != "Dropbox" || place.Fit() || place.Why() == "" {
		t.Errorf("got %+v", place)
	}
}

// A folder that could not be furnished is no workspace yet, and the next try
// succeeds.
func TestCreateCutOff(t *testing.T) {
	dir, broken := t.TempDir(), errors.New("no space")
	c := Defaults("10611", "示例大学", 2024)
	if _, err := Create(dir, c, func(*Workspace) error { return broken }); !errors.Is(err, broken) {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, ConfigName)); !errors.Is(err, fs.ErrNotExist) {
		t.Fatalf("it is a workspace already (%v)", err)
	}
	if _, err := Create(dir, c, func(w *Workspace) error { return os.WriteFile(w.Path("x"), nil, 0o600) }); err != nil {
		t.Fatal(err)
	}
}
