// Package planted writes a small school with suspect destinations planted in
// it, and with honest ones that look alike, and tells which record is which.
//
// The shapes come from a file, testdata/suspects/shapes.toml in this project,
// which whoever writes the rules of suspicion doesn't tune them to:
//
//	shapes, err := os.Open("../../testdata/suspects/shapes.toml")
//	labels, err := planted.Write(dir, shapes)
//
// dir then is a workspace whose `run` loads two cohorts of rosters, their
// registers as of 31 August and 31 December, and the registers that signals
// lean on: 最低工资标准, 实习单位, 用人单位说明, 去向核查, 自主创业项目. There is
// no dirt in the files; what is irregular was planted. A record that no label
// names is ordinary: Labels.At tells those that are not, by 学号.
//
// Everything is drawn from the seed in the file, so the same file gives the
// same bytes.
package planted

import (
	"encoding/json"
	"io"
	"os"
	"path/filepath"

	"quxiang/pipelines/fault"
	"quxiang/pipelines/workspace"
)

// Cutoffs are the days, MM-DD, whose registers are written.
var Cutoffs = []string{"08-31", "12-31"}

// Record says why a graduate is not ordinary: Kinds are the signals planted,
// and an honest look-alike has none but says what it is.
type Record struct {
	Cohort   int      `json:"cohort"`
	Student  string   `json:"student"` // 学号, as in the files
	College  string   `json:"college"`
	Major    string   `json:"major"`
	Shape    string   `json:"shape"`
	Kinds    []string `json:"kinds,omitempty"` // of Kinds
	Honest   string   `json:"honest,omitempty"`
	Strength string   `json:"strength,omitempty"` // 明显, 中等, 隐蔽; empty for the honest
	Cutoffs  []string `json:"cutoffs"`            // MM-DD: where the register holds the destination
}

// Labels is what was planted. Records are in the order of the shapes.
type Labels struct {
	Seed        uint64         `json:"seed"`
	Institution string         `json:"institution_code"`
	Cohorts     []int          `json:"cohorts"`
	Graduates   map[int]int    `json:"graduates"`
	Records     []Record       `json:"records"`
	Shapes      map[string]int `json:"shapes"` // how many records each has
}

// LabelsName is the labels' file in the workspace.
const LabelsName = "labels.json"

// At returns the records of a cohort that the register of a cut-off, MM-DD,
// holds, by 学号.
func (l Labels) At(cohort int, cutoff string) map[string]Record {
	out := map[string]Record{}
	for _, r := range l.Records {
		for _, c := range r.Cutoffs {
			if r.Cohort == cohort && c == cutoff {
				out[r.Student] = r
			}
		}
	}
	return out
}

// Write makes the workspace in dir, which must be empty or absent, by the
// shapes read, and returns the labels, which are also written there. Errors are
// *fault.Error.
func Write(dir string, shapes io.Reader) (Labels, error) {
	s, err := readScript(shapes)
	if err != nil {
		return Labels{}, err
	}
	w := newWorld(s)
	w.populate()
	if err := w.plant(); err != nil {
		return Labels{}, err
	}
	if err := w.write(dir); err != nil {
		return Labels{}, &fault.Error{Kind: fault.Failed, Op: "生成疑点示例工作区", File: dir,
			Why: "写文件时出错", Hint: "检查磁盘空间和权限，文件夹须是空的", Err: err}
	}
	return w.labels, nil
}

// write lays out the files, the configuration and the labels.
func (w *world) write(dir string) error {
	last := w.script.Cohorts[len(w.script.Cohorts)-1]
	config := workspace.Defaults(w.script.School.Code, w.script.School.Name, last)
	config.Report.Cohorts = w.script.Cohorts[0]
	files := w.files()
	for _, f := range files {
		config.Load = append(config.Load, f.load)
	}
	if _, err := workspace.Create(dir, config); err != nil {
		return err
	}
	for _, f := range files {
		if err := f.write(dir); err != nil {
			return err
		}
	}
	text, err := json.MarshalIndent(w.labels, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, LabelsName), append(text, '\n'), 0o644)
}
