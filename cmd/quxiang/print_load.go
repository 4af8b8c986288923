package main

import (
	"bufio"
	"fmt"
	"strconv"
	"strings"
	"time"

	"quxiang/pipelines/fault"
	"quxiang/pipelines/load"
)

// loadLine is what --json says of one file.
type loadLine struct {
	File     string `json:"file"`
	Outcome  string `json:"outcome"` // loaded, checked, already, retired, passed, refused
	Contract string `json:"contract,omitempty"`
	Cohort   int    `json:"cohort,omitempty"`
	AsOf     string `json:"as_of,omitempty"`
	Load     int64  `json:"load,omitempty"`
	Beside   int64  `json:"beside,omitempty"` // the load of an earlier state of the file, which counts too
	Accepted int64  `json:"accepted"`
	Refused  int64  `json:"refused"`
	Findings int64  `json:"findings"`
	Exit     int    `json:"exit"`
	Error    string `json:"error,omitempty"`

	Card *load.Card `json:"card,omitempty"` // of a dry run
}

// loaded tells what became of each file.
func (s *session) loaded(r load.Report) {
	s.progress("")
	for _, f := range r.Files {
		s.emit(s.loadLine(f))
		s.printf("%s", sentence(f))
		s.beside(f)
		s.card(f.Card)
		s.refusals(f)
	}
}

// refusals prints the first lines that were not taken of a file that was.
func (s *session) refusals(f load.FileResult) {
	if !f.Taken() {
		return
	}
	for _, refusal := range f.Refusals {
		at := fault.Error{Sheet: refusal.Sheet, Row: refusal.Row, Column: refusal.Column, Value: refusal.Value}
		s.printf("    [拒收] %s：%s", at.Place(), refusal.Why)
	}
}

// beside warns where a table that was mended now counts twice.
func (s *session) beside(f load.FileResult) {
	if f.Beside == 0 {
		return
	}
	way := fmt.Sprintf("加 --supersedes %d 载入", f.Beside)
	if f.Outcome == load.Loaded {
		way = fmt.Sprintf("先 quxiang undo %d 撤回这一次，再", f.LoadID) + way
	}
	s.printf("    注意：这个文件改动以前的那一份也在数据里（载入 %d），两份都算；要用改好的取代它，%s", f.Beside, way)
}

func (s *session) loadLine(f load.FileResult) loadLine {
	line := loadLine{File: f.Path, Outcome: f.Outcome, Contract: f.Contract, Cohort: f.Cohort, AsOf: date(f.AsOf),
		Load: f.LoadID, Beside: f.Beside, Accepted: f.Accepted, Refused: f.Refused, Findings: f.Findings, Card: f.Card}
	err := f.Err
	if f.Taken() && f.Refused+f.Errors > 0 {
		err = &fault.Error{Kind: fault.Partial}
	}
	if line.Exit = exitCode(err, s.strict); f.Err != nil {
		line.Error = f.Err.Error()
	}
	return line
}

func sentence(f load.FileResult) string {
	switch f.Outcome {
	case load.Already:
		return fmt.Sprintf("%s：已载入，跳过（载入 %d）", f.Path, f.SameAs)
	case load.Retired:
		return fmt.Sprintf("%s：跳过，第 %d 次载入的就是它，后来已被取代；要让它重新算数，加 --supersedes 和取代它的那次的编号", f.Path, f.SameAs)
	case load.Passed:
		return f.Path + "：略过，这是 Excel 打开文件时留下的，不是数据"
	case load.Refused:
		return f.Path + "：没有载入"
	}
	verb := map[string]string{load.Loaded: "收下", load.Checked: "可以收下"}[f.Outcome]
	parts := []string{fmt.Sprintf("%s %d 行", verb, f.Accepted)}
	for _, part := range []struct {
		n    int64
		text string
	}{{f.Refused, "拒收 %d 行"}, {f.Findings, "问题 %d 处"}, {f.Skipped, "跳过 %d 行（表头、合计）"},
		{int64(len(f.Unknown)), "不认识的列 %d 个"}} {
		if part.n > 0 {
			parts = append(parts, fmt.Sprintf(part.text, part.n))
		}
	}
	return fmt.Sprintf("%s：%s%s", f.Path, strings.Join(parts, "，"), about(f))
}

func about(f load.FileResult) string {
	words := f.Title
	if f.Cohort > 0 {
		words += " " + strconv.Itoa(f.Cohort) + " 届"
	}
	if day := date(f.AsOf); day != "" {
		words += " 截至 " + day
	}
	return "（" + words + "）"
}

func date(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

// askDay asks on a terminal for the day that a file describes; false where
// there is nobody to ask, or no answer.
func (s *session) askDay(file string) (time.Time, bool) {
	if s.json || !isTerminal(s.in) || !isTerminal(s.err) {
		return time.Time{}, false
	}
	s.asking.Lock() // files are read side by side
	defer s.asking.Unlock()
	lines := bufio.NewScanner(s.in)
	for range 3 {
		s.progress("")
		fmt.Fprintf(s.err, "「%s」的数据截至哪一天？（如 2024-12-31，直接回车放弃）", file)
		if !lines.Scan() || strings.TrimSpace(lines.Text()) == "" {
			break
		}
		if day, err := time.Parse(time.DateOnly, strings.TrimSpace(lines.Text())); err == nil {
			return day, true
		}
	}
	return time.Time{}, false
}
