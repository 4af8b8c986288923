package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
)

// licence is how files are called that hold a licence, or what one wants shown.
var licence = regexp.MustCompile(`(?i)^(un)?(licen[cs]e|notice|copying|copyright|patents)s?([.-][a-z0-9]+)?(\.(txt|md))?$`)

// DuckDB's module has no word of what the library in it holds of others; a text
// here has, for one version.
const (
	duckDB       = ".ci/handout/duckdb.txt"
	duckDBModule = "github.com/duckdb/duckdb-go-bindings"
)

// chartModules are bundled into the page's script.
var chartModules = []string{"node_modules/echarts", "node_modules/zrender", "node_modules/tslib"}

// part is something that is linked in, and the files with its licence.
type part struct {
	name  string
	files []string
}

// writeLicences writes into one text what everything in the program asks to be
// handed out with it. A part without any licence is an error.
func writeLicences(out string, more []string) error {
	parts, err := modules()
	if err != nil {
		return err
	}
	parts = append(parts, part{"Go " + runtime.Version(), []string{filepath.Join(goroot(), "LICENSE")}})
	for _, dir := range chartModules {
		parts = append(parts, part{dir, inFolder(dir)})
	}
	for _, file := range append([]string{duckDB}, more...) {
		parts = append(parts, part{filepath.Base(filepath.Dir(file)), []string{file}})
	}
	text := "去向所用的软件，各自的许可条款原文。\n"
	for _, p := range parts {
		section, err := p.text()
		if err != nil {
			return err
		}
		text += section
	}
	return os.WriteFile(out, []byte(text), 0o644)
}

// text is what the part wants shown.
func (p part) text() (string, error) {
	if len(p.files) == 0 {
		return "", fmt.Errorf("%s has no licence", p.name)
	}
	var out strings.Builder
	for _, file := range p.files {
		content, err := os.ReadFile(file)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(&out, "\n\n======== %s: %s\n\n%s\n", p.name, filepath.Base(file), strings.TrimSpace(strings.ReplaceAll(string(content), "\r", "")))
	}
	return out.String(), nil
}

// modules are those of the program's packages.
func modules() ([]part, error) {
	said, err := tool("list", "-tags", "duckdb_arrow", "-deps",
		"-f", `{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}}|{{.Dir}}|{{$.Dir}}{{end}}{{end}}`, "./cmd/quxiang")
	if err != nil {
		return nil, err
	}
	found := map[string][]string{}
	for _, line := range strings.Fields(strings.ReplaceAll(said, " ", "@")) {
		field := strings.Split(line, "|")
		name := field[0]
		found[name] = append(found[name], upwards(field[2], field[1])...)
	}
	return inOrder(found)
}

// inOrder are modules by their names, each file once.
func inOrder(found map[string][]string) ([]part, error) {
	var out []part
	for name, files := range found {
		version, isDuckDB := strings.CutPrefix(name, duckDBModule+"@")
		if text, err := os.ReadFile(duckDB); isDuckDB && (err != nil || !strings.Contains(string(text), version)) {
			return nil, fmt.Errorf("%s is not of %s: take the texts of that version's source", duckDB, version)
		}
		slices.Sort(files)
		out = append(out, part{name, slices.Compact(files)})
	}
	slices.SortFunc(out, func(a, b part) int { return strings.Compare(a.name, b.name) })
	return out, nil
}

// upwards are the licences from a package's folder to its module's.
func upwards(dir, top string) []string {
	files := inFolder(dir)
	for dir != top {
		dir = filepath.Dir(dir)
		files = append(files, inFolder(dir)...)
	}
	return files
}

// inFolder are the licences in a folder.
func inFolder(dir string) []string {
	var out []string
	entries, _ := os.ReadDir(dir) // a folder that isn't there has none, which is an error later
	for _, e := range entries {
		if !e.IsDir() && licence.MatchString(e.Name()) {
			out = append(out, filepath.Join(dir, e.Name()))
		}
	}
	return out
}

// goroot is where the Go that builds lies.
func goroot() string {
	said, _ := tool("env", "GOROOT")
	return strings.TrimSpace(said)
}

// tool runs the Go tool.
func tool(args ...string) (string, error) {
	command := exec.Command("go", args...)
	command.Stderr = os.Stderr
	said, err := command.Output()
	return string(said), err
}
