// Package check holds the checks of a build: a query that returns bad rows is
// a failed check, and its file says how much that matters.
//
// Checks are sql/checks/<name>.sql with a sidecar <name>.toml. Column tests of
// models yield the same results, so that there is one list of what is wrong.
package check

import (
	"errors"
	"io/fs"
	"path"
	"strings"

	"quxiang/pipelines/fault"
	"quxiang/pipelines/strict"
)

// The severities of a check. Block keeps the last build current.
const (
	Block   = "block"
	Warning = "warning"
	Info    = "info"
)

// Check is one bad-row query.
type Check struct {
	Name     string `toml:"-"` // the file's name without its ending
	Path     string `toml:"-"`
	SQL      string `toml:"-"`
	Severity string `toml:"severity"`
	Title    string `toml:"title"`    // what must hold, in Chinese
	Why      string `toml:"why"`      // why it must
	Citation string `toml:"citation"` // the document it rests on, with its mark
	Remedy   string `toml:"remedy"`   // what to do about a bad row
}

// Load reads every check in files, in order of name. The errors name the file.
func Load(files fs.FS) ([]Check, error) {
	names, err := fs.Glob(files, "checks/*.sql")
	if err != nil {
		return nil, err
	}
	var checks []Check
	var problems error
	for _, name := range names {
		c, err := read(files, name)
		problems = errors.Join(problems, err)
		checks = append(checks, c)
	}
	return checks, problems
}

func read(files fs.FS, name string) (Check, error) {
	text, err := fs.ReadFile(files, name)
	if err != nil {
		return Check{}, err
	}
	c := Check{Name: strings.TrimSuffix(path.Base(name), ".sql"), Path: name, SQL: trim(string(text))}
	sidecar := strings.TrimSuffix(name, ".sql") + ".toml"
	data, err := fs.ReadFile(files, sidecar)
	if err != nil {
		return c, invalid(name, "没有同名的 .toml 说明", "写一个 "+sidecar+"，至少有 severity、title、why、remedy")
	}
	if err := strict.Whole("读取检查", sidecar, data).Decode("sql/README.md", &c); err != nil {
		return c, err
	}
	return c, c.validate(sidecar)
}

func (c Check) validate(file string) error {
	switch c.Severity {
	case Block, Warning, Info:
	default:
		return invalid(file, "severity 是「"+c.Severity+"」", "写 block、warning 或 info")
	}
	for key, value := range map[string]string{"title": c.Title, "why": c.Why, "remedy": c.Remedy} {
		if value == "" {
			return invalid(file, "缺 "+key, "每个检查都要写 title、why 和 remedy")
		}
	}
	return nil
}

func invalid(file, why, hint string) error {
	return &fault.Error{Kind: fault.Usage, Op: "读取检查", File: file, Why: why, Hint: hint}
}

// trim takes off the semicolon, so that the query fits into another.
func trim(text string) string { return strings.TrimRight(strings.TrimSpace(text), "; \n\t") }
