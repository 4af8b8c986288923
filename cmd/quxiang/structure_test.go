package main

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// projectRoot is where the tests of this package find the project.
const projectRoot = "../.."

// goFile is one Go file of the project, by its path from the root.
type goFile struct {
	path, dir string
	test      bool
	imports   []string
	lines     int
	text      []byte
}

func goFiles(t *testing.T) []goFile {
	t.Helper()
	var files []goFile
	err := fs.WalkDir(os.DirFS(projectRoot), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && p != "." && p != ".ci" && (strings.HasPrefix(d.Name(), ".") || d.Name() == "node_modules") {
			return fs.SkipDir
		}
		if path.Ext(p) == ".go" {
			files = append(files, readGo(t, p))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func readGo(t *testing.T, p string) goFile {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(projectRoot, p))
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := parser.ParseFile(token.NewFileSet(), p, text, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	f := goFile{path: p, dir: path.Dir(p), test: strings.HasSuffix(p, "_test.go"),
		lines: bytes.Count(text, []byte("\n")), text: text}
	for _, imported := range parsed.Imports {
		name, err := strconv.Unquote(imported.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		f.imports = append(f.imports, name)
	}
	return f
}

// rank orders the packages of reports: one may import only those below it.
var rank = map[string]int{
	"reports/figure": 0, "reports/prose": 1, "reports/disclose": 1, "reports/chapter": 2,
	"reports/chapter/chaptertest": 3, "reports/outline": 3, "reports/chart": 4,
	"reports/place": 1, "reports/export": 2, "reports/form": 3, "reports/attack": 3,
	"reports/picture": 5, "reports/html": 6, "reports/workbook": 6, "reports/docx": 6, "reports/pdf": 6, "reports": 8,
	"reports/record": 3, "reports/verify": 7,
}

// TestLayers: pipelines never imports reports; reports reads the pipelines'
// faults and nothing else of them; inside reports imports go downwards.
func TestLayers(t *testing.T) {
	for _, f := range goFiles(t) {
		for _, imported := range f.imports {
			dir, ours := strings.CutPrefix(imported, "quxiang/")
			if ours && !mayImport(f, dir) {
				t.Errorf("%s imports %s", f.path, dir)
			}
		}
	}
}

func mayImport(f goFile, dir string) bool {
	switch {
	case strings.HasPrefix(f.dir, "pipelines"):
		return !strings.HasPrefix(dir, "reports") && !strings.HasPrefix(dir, "cmd")
	case !strings.HasPrefix(f.dir, "reports"):
		return true
	case strings.HasPrefix(dir, "pipelines"):
		return dir == "pipelines/fault" || dir == "pipelines/strict" || dir == "pipelines/fresh"
	case strings.HasPrefix(dir, "cmd"):
		return false
	case !strings.HasPrefix(dir, "reports") || f.test || strings.HasPrefix(f.dir, "reports/internal"):
		return true
	}
	from, known := rank[f.dir]
	to, knownToo := rank[dir]
	return known && knownToo && to < from
}

func TestMayImport(t *testing.T) {
	cases := []struct {
		from, to string
		want     bool
	}{
		{"pipelines/load", "pipelines/store", true},
		{"pipelines", "reports/html", false},
		{"reports/chapter", "pipelines/fault", true},
		{"reports/chapter", "pipelines/store", false},
		{"reports/chapter", "reports/figure", true},
		{"reports/figure", "reports/chapter", false},
		{"reports/html", "reports/workbook", false},
		{"reports/html", "reports/unknown", false},
		{"cmd/quxiang", "reports/html", true},
	}
	for _, c := range cases {
		if got := mayImport(goFile{dir: c.from}, c.to); got != c.want {
			t.Errorf("%s → %s: got %v", c.from, c.to, got)
		}
	}
}

func TestEveryReportPackageHasARank(t *testing.T) {
	for _, f := range goFiles(t) {
		if strings.HasPrefix(f.dir, "reports") && !strings.HasPrefix(f.dir, "reports/internal") {
			if _, known := rank[f.dir]; !known {
				t.Errorf("%s is in a package without a place in the layers", f.path)
			}
		}
	}
}

// TestLinkedTests: linking DuckDB takes a test binary many seconds.
func TestLinkedTests(t *testing.T) {
	imports := map[string][]string{} // without tests: what a package brings along
	tests := map[string][]string{}
	for _, f := range goFiles(t) {
		if f.test {
			tests[f.dir] = append(tests[f.dir], f.imports...)
		} else {
			imports[f.dir] = append(imports[f.dir], f.imports...)
		}
	}
	allowed := []string{"pipelines/store", "pipelines/load", "pipelines/ledger", "pipelines/model", "pipelines", "cmd/quxiang"}
	for dir, extra := range tests {
		links := reachesDuckDB(imports, append(slices.Clone(extra), imports[dir]...), map[string]bool{})
		if links && !slices.Contains(allowed, dir) {
			t.Errorf("the tests of %s link DuckDB", dir)
		}
	}
}

func reachesDuckDB(imports map[string][]string, from []string, seen map[string]bool) bool {
	for _, imported := range from {
		if strings.HasPrefix(imported, "github.com/duckdb/") {
			return true
		}
		dir, ours := strings.CutPrefix(imported, "quxiang/")
		if !ours || seen[dir] {
			continue
		}
		seen[dir] = true
		if reachesDuckDB(imports, imports[dir], seen) {
			return true
		}
	}
	return false
}

// TestFileSizes: a file longer than 400 lines wants to be two.
func TestFileSizes(t *testing.T) {
	for _, f := range goFiles(t) {
		if f.lines >= 400 {
			t.Errorf("%s has %d lines", f.path, f.lines)
		}
	}
	verbs, err := filepath.Glob("verb_*.go")
	if err != nil || len(verbs) == 0 {
		t.Fatalf("no verbs: %v", err)
	}
	for _, verb := range verbs {
		if f := readGo(t, path.Join("cmd/quxiang", verb)); f.lines >= 100 {
			t.Errorf("%s has %d lines; a verb has fewer than 100", f.path, f.lines)
		}
	}
}

// TestFunctionSizes: a function of 40 lines wants to be two. A table of data in
// it, such as the cases of a test, counts as one line.
func TestFunctionSizes(t *testing.T) {
	for _, f := range goFiles(t) {
		for name, lines := range functionSizes(t, f.path, f.text) {
			if lines >= 40 {
				t.Errorf("%s: %s has %d lines", f.path, name, lines)
			}
		}
	}
}

func functionSizes(t *testing.T, name string, text []byte) map[string]int {
	t.Helper()
	at := token.NewFileSet()
	file, err := parser.ParseFile(at, name, text, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	extra := func(n ast.Node) int { return at.Position(n.End()).Line - at.Position(n.Pos()).Line }
	sizes := map[string]int{}
	for _, d := range file.Decls {
		if f, ok := d.(*ast.FuncDecl); ok {
			sizes[f.Name.Name] = max(sizes[f.Name.Name], 1+extra(f)-tabled(f, extra))
		}
	}
	return sizes
}

// tabled is how many lines of a function are rows of lists.
func tabled(f *ast.FuncDecl, extra func(ast.Node) int) int {
	rows := 0
	ast.Inspect(f, func(n ast.Node) bool {
		literal, ok := n.(*ast.CompositeLit)
		if !ok {
			return true
		}
		switch literal.Type.(type) {
		case *ast.ArrayType, *ast.MapType:
			rows += extra(literal)
			return false
		}
		return true
	})
	return rows
}

// TestTablesAreNoCode: rows of a list are left out, other literals are not.
func TestTablesAreNoCode(t *testing.T) {
	text := "package p\n\nfunc a() {\n\t_ = []int{\n\t\t1,\n\t\t2,\n\t}\n}\n\nfunc (t) b() {\n\t_ = pair{\n\t\t1,\n\t\t2,\n\t}\n}\n"
	got := functionSizes(t, "p.go", []byte(text))
	if want := map[string]int{"a": 3, "b": 6}; !maps.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// TestPackageNames: a package is named after what it does.
func TestPackageNames(t *testing.T) {
	banned := []string{"util", "utils", "common", "types", "helper", "helpers", "misc", "base"}
	for _, f := range goFiles(t) {
		for _, part := range strings.Split(f.dir, "/") {
			if slices.Contains(banned, part) {
				t.Errorf("%s is in a package called %s", f.path, part)
			}
		}
	}
}

// TestStoreAlone: nothing but the store may open the database files, because
// closing them elsewhere in the process drops DuckDB's lock.
func TestStoreAlone(t *testing.T) {
	name := []byte("store" + ".duckdb")
	for _, f := range goFiles(t) {
		if f.dir != "pipelines/store" && bytes.Contains(f.text, name) {
			t.Errorf("%s names the store's file", f.path)
		}
	}
}

// TestTemporaryFiles: what the program spills goes under the warehouse, never into the
// system's temporary folder.
func TestTemporaryFiles(t *testing.T) {
	for _, f := range goFiles(t) {
		if f.test || strings.HasPrefix(f.dir, ".ci") {
			continue
		}
		for _, bad := range []string{"os." + "TempDir(", `os.MkdirTemp(""`, `os.CreateTemp(""`} {
			if bytes.Contains(f.text, []byte(bad)) {
				t.Errorf("%s uses the system's temporary folder: %s", f.path, bad)
			}
		}
	}
}
