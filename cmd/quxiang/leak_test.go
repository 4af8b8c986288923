//go:build linux

package main

import (
	"archive/zip"
	"bytes"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// What is planted: a name, numbers that are sound, and numbers that are not,
// which messages have to speak of.
var secrets = []string{"欧阳查漏", "11010519491231002X", "410105200201010018", "20240101990001", "13912345678", "查漏@example.com"}

const leakRegister = `学号,姓名,身份证号,考生号,手机号码,电子邮箱,学院,学历,专业,毕业去向,毕业日期,备注
20240101990001,欧阳查漏,11010519491231002X,20410105990001,13912345678,查漏@example.com,文学院,本科生毕业,汉语言文学,升学,2024-06-30,欧阳查漏
20240101990002,欧阳查漏,410105200201010018,2041010599xx02,13912345678,查漏@example.com,文学院,本科生毕业,汉语言文学,在家,2024-06-30,欧阳查漏
,欧阳查漏,,,,,文学院,本科生毕业,汉语言文学,升学,2024-06-30,欧阳查漏
`

// TestNothingNamesAPerson runs what an office runs, on people with planted
// names and numbers, and looks for them in everything that is printed and in
// every file that is left, but for the sources, the store and the two lists
// that are meant to name people.
func TestNothingNamesAPerson(t *testing.T) {
	t.Parallel()
	v := newVictim(t)
	source := filepath.Join(v.ws, "数据", "登记-20241231.csv")
	if err := os.WriteFile(source, []byte(leakRegister), 0o600); err != nil {
		t.Fatal(err)
	}
	load := []string{"load", source, "--contract", "destination", "--cohort", "2024"}
	for _, args := range [][]string{
		append(load, "--dry-run"), append(load, "--dry-run", "--json"), {"map", source, "--contract", "destination"}, load, load,
		append(load, "--json"), {"check", "--limit", "0"}, {"check", "--json"}, {"history"}, {"history", "--json"}, {"status"},
		{"build"}, {"report", "--year", "2024"}, {"state"}, {"cards", "--rule", "江西", "--all", "--xlsx", filepath.Join(v.dir, "牌.xlsx")},
		{"rank", "majors", "--top", "0", "--xlsx", filepath.Join(v.dir, "排名.xlsx")}, {"check", "--export", filepath.Join(v.dir, "问题.xlsx")},
		{"history", "--access"}, {"lineage", "marts.placement"}, {"render", "marts.placement"}, {"undo", "99"}, {"doctor"},
	} {
		_, out := v.run(0, append([]string{"-C", v.ws}, args...)...)
		findPlanted(t, strings.Join(args, " "), []byte(out))
	}
	v.run(60*time.Millisecond, append([]string{"-C", v.ws}, v.load()...)...) // killed: what it spilled must go
	v.must("state")
	searchFiles(t, v.ws, source)
}

func findPlanted(t *testing.T, where string, data []byte) {
	t.Helper()
	for _, secret := range secrets {
		if bytes.Contains(data, []byte(secret)) {
			t.Errorf("%s holds %s", where, secret)
		}
	}
}

// searchFiles looks into every file of the workspace, and into workbooks.
func searchFiles(t *testing.T, dir, source string) {
	t.Helper()
	searched := 0
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path == source || filepath.Base(path) == "store"+".duckdb" {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		searched++
		findPlanted(t, path, data)
		if filepath.Ext(path) == ".xlsx" {
			searchParts(t, path, data)
		}
		return nil
	})
	if err != nil || searched < 10 {
		t.Errorf("searched %d files: %v", searched, err)
	}
}

func searchParts(t *testing.T, path string, data []byte) {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(path, err)
	}
	for _, part := range archive.File {
		r, err := part.Open()
		if err != nil {
			t.Fatal(path, err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(path, err)
		}
		findPlanted(t, path+" "+part.Name, text)
	}
}
