package main

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"quxiang/pipelines/fault"
	"quxiang/reports/docx"
	"quxiang/reports/figure"
	"quxiang/reports/html"
	"quxiang/reports/workbook"
)

// reportReaders read the figures of a report back, by the ending of its name.
var reportReaders = map[string]func(path string) (map[string]string, error){
	".html": pageFigures, ".xlsx": workbook.Figures, ".docx": docx.Figures,
}

func pageFigures(path string) (figures map[string]string, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return html.Figures(f)
}

// figureChange is one figure that two reports print differently; empty where
// one doesn't have it.
type figureChange struct {
	ID  string `json:"id"`
	Old string `json:"old,omitempty"`
	New string `json:"new,omitempty"`
}

// diffReports compares the figures of two reports by their identifiers.
func (s *session) diffReports(cmd *cobra.Command, args []string, o diffOptions) error {
	if len(args) != 2 {
		return usageFault(cmd, "比较报告要写两份文件")
	}
	var sides [2]map[string]string
	for i, path := range args {
		var err error
		if sides[i], err = reportFigures(path); err != nil {
			return err
		}
	}
	changes := figureChanges(sides[0], sides[1])
	s.emit(map[string]any{"a": args[0], "b": args[1], "figures": len(sides[1]), "changes": len(changes)})
	for _, c := range changes {
		s.emit(c)
	}
	s.printf("「%s」%d 个数，「%s」%d 个数：%d 处不同", args[0], len(sides[0]), args[1], len(sides[1]), len(changes))
	if !strings.EqualFold(filepath.Ext(args[0]), filepath.Ext(args[1])) {
		s.printf("注：两份文件格式不同；网页里有的数不都在工作簿和 Word 里，「没有了」「新增」的可能只是格式所致")
	}
	s.listFigures(changes, o.limit)
	if err := s.book(o.export, func() error { return writeFigureChanges(o.export, args, changes) }); err != nil {
		return err
	}
	return exitChanged(o, len(changes))
}

func reportFigures(path string) (map[string]string, error) {
	read := reportReaders[strings.ToLower(filepath.Ext(path))]
	if read == nil {
		return nil, &fault.Error{Kind: fault.Usage, Op: "比较报告", File: path, Why: "不是报告文件", Hint: "报告是 .html、.xlsx 或 .docx；构建不能与报告比较"}
	}
	figures, err := read(path)
	if err != nil || len(figures) == 0 {
		return nil, &fault.Error{Kind: fault.Usage, Op: "比较报告", File: path, Why: "读不出报告里的数", Err: err, Hint: "要用本程序生成、没有改动过的报告"}
	}
	return figures, nil
}

// figureChanges lists what differs by indicator, then by identifier.
func figureChanges(a, b map[string]string) []figureChange {
	var all []figureChange
	for id, old := range a {
		if b[id] != old {
			all = append(all, figureChange{id, old, b[id]})
		}
	}
	for id, now := range b {
		if _, both := a[id]; !both {
			all = append(all, figureChange{ID: id, New: now})
		}
	}
	slices.SortFunc(all, func(x, y figureChange) int { return strings.Compare(x.ID, y.ID) })
	return all
}

// indicatorOf is the indicator of an identifier.
func indicatorOf(id string) string {
	f, err := figure.ParseID(id)
	if err != nil {
		return id
	}
	return f.Indicator
}

// listFigures prints the first limit changes of each indicator.
func (s *session) listFigures(changes []figureChange, limit int) {
	total, printed := map[string]int{}, map[string]int{}
	for _, c := range changes {
		total[indicatorOf(c.ID)]++
	}
	for _, c := range changes {
		name := indicatorOf(c.ID)
		printed[name]++
		switch n := printed[name]; {
		case n == 1:
			s.printf("%s：%d 处", name, total[name])
			s.printf("  %s", figureWords(c))
		case limit == 0 || n <= limit:
			s.printf("  %s", figureWords(c))
		case n == limit+1:
			s.printf("  …… 其余用 --limit 0 或 --export 列出")
		}
	}
}

func figureWords(c figureChange) string {
	switch {
	case c.Old == "":
		return c.ID + "：新增 " + c.New
	case c.New == "":
		return c.ID + "：没有了，原为 " + c.Old
	}
	return c.ID + "：" + became(c.Old, c.New)
}
