package main

import (
	"quxiang/pipelines"
	"quxiang/pipelines/difference"
	"quxiang/pipelines/ledger"
)

// writeDifference writes every change between two builds, and what they were
// made of.
func writeDifference(path string, e *pipelines.Engine, d pipelines.Difference) error {
	title := e.Workspace.Config.Institution.Name + " 构建 " + d.A + " → " + d.B
	causes := ledger.Sheet{Name: "所用的不同", Title: title, Heads: []string{"种类", "内容"}, Widths: []float64{12, 100}}
	for _, c := range d.Causes {
		causes.Rows = append(causes.Rows, []any{causeKind(c), causeWords(c)})
	}
	changes := ledger.Sheet{Name: "变化", Title: title,
		Heads:  []string{"模型", "指标", "变化", "范围", "原值", "新值", "原分子", "原分母", "新分子", "新分母", "百分点（百分之一）或差"},
		Widths: []float64{22, 26, 8, 44, 22, 22, 10, 10, 10, 10, 14}}
	for _, c := range d.Changes {
		changes.Rows = append(changes.Rows, changeRow(c))
	}
	return ledger.WriteSheets(path, []ledger.Sheet{changes, causes})
}

func causeKind(c difference.Cause) string {
	switch c.Kind {
	case "load":
		return "载入"
	case "setting":
		return "配置"
	case "version":
		return "程序"
	case "unknown":
		return "不明"
	}
	return sourceWords[c.Kind]
}

func changeRow(c difference.Change) []any {
	row := []any{c.Mart, c.Title, kindTitle(c.Kind), keyWords(c.Keys), "", "", "", "", "", "", ""}
	if c.Kind != difference.Added {
		row[4] = valueText(c, c.Old)
	}
	if c.Kind != difference.Gone {
		row[5] = valueText(c, c.New)
	}
	if c.Ratio {
		row[6], row[7], row[8], row[9], row[10] = c.Old.Num, c.Old.Den, c.New.Num, c.New.Den, c.Points
	} else if !c.Words {
		row[6], row[8], row[10] = c.Old.Num, c.New.Num, c.New.Num-c.Old.Num
	}
	return row
}

func kindTitle(k difference.Kind) string {
	switch k {
	case difference.Added:
		return "新增"
	case difference.Gone:
		return "没有了"
	}
	return "改变"
}

// writeFigureChanges writes what two reports print differently.
func writeFigureChanges(path string, reports []string, changes []figureChange) error {
	s := ledger.Sheet{Name: "变化", Title: reports[0] + " → " + reports[1], Heads: []string{"指标", "标识", "原值", "新值"}, Widths: []float64{24, 80, 18, 18}}
	for _, c := range changes {
		s.Rows = append(s.Rows, []any{indicatorOf(c.ID), c.ID, c.Old, c.New})
	}
	return ledger.WriteSheets(path, []ledger.Sheet{s})
}
