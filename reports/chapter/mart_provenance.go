package chapter

import "strings"

// BuildRow is the build a report is made from.
type BuildRow struct {
	BuildID string `col:"build_id"`
	BuiltAt string `col:"built_at"`
	Version string `col:"version"`
	Origin  string `col:"origin"` // sha256 of configuration, rules and models, apart by blanks
}

// CheckRow is the result of one check.
type CheckRow struct {
	Name     string `col:"check_name"`
	Title    string `col:"title"`
	Severity string `col:"severity"` // block, warning, info
	Status   string `col:"status"`   // passed, failed
	BadRows  int64  `col:"bad_rows"`
	Remedy   string `col:"remedy"`
}

func (c CheckRow) failed() bool { return c.Status != "passed" }

// onColumn tells the tests that a model's description declares for its columns
// ("marts.x: not_null(y)") from the checks that are files of their own.
func (c CheckRow) onColumn() bool { return strings.Contains(c.Name, ": ") }

// LoadRow is one load of a file.
type LoadRow struct {
	LoadID   int64  `col:"load_id"`
	Contract string `col:"contract"`
	Cohort   int    `col:"cohort"`
	AsOf     string `col:"as_of"`
	Scope    string `col:"scope"`
	Coverage string `col:"coverage"`
	Mapping  string `col:"mapping_name"`   // empty: the file's own headings
	MapHash  string `col:"mapping_sha256"` // of the mapping file
	State    string `col:"state"`          // 自报, 省核, 核定, superseded
}

// FileRow is one source file with its lines reconciled.
type FileRow struct {
	FileID   int64  `col:"file_id"`
	LoadID   int64  `col:"load_id"`
	Name     string `col:"path"` // relative to the workspace
	SHA256   string `col:"sha256"`
	Read     int64  `col:"rows_read"`
	Accepted int64  `col:"rows_accepted"`
	Refused  int64  `col:"rows_refused"`
	Skipped  int64  `col:"rows_skipped"`
}

// FindingRow counts the findings of one rule in one file.
type FindingRow struct {
	FileID   int64  `col:"file_id"`
	Rule     string `col:"rule"`
	Severity string `col:"severity"`
	N        int64  `col:"n"`
}

// OverrideRow is a model that the workspace replaced.
type OverrideRow struct {
	Model      string `col:"model"`
	BaseSHA256 string `col:"base_sha256"`
	SHA256     string `col:"sha256"`
}
