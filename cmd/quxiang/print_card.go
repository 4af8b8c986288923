package main

import (
	"fmt"
	"strconv"
	"strings"

	"quxiang/pipelines/contract"
	"quxiang/pipelines/load"
)

var formatWords = map[string]string{
	"xlsx": "Excel 工作簿（.xlsx）", "xls": "Excel 97–2003 工作簿（.xls）", "csv": "文本表格",
	"html": "网页", "mhtml": "单个网页文件（MHTML）", "xml": "XML 表格（Excel 2003）", "dbf": "dBase／FoxPro 表（.dbf）",
}

// card prints what a dry run recognised in a file.
func (s *session) card(k *load.Card) {
	if k == nil || s.json {
		return
	}
	s.printf("  格式：%s", formatWords[k.Format])
	if k.Encoding != "" {
		s.printf("  编码：%s（%s）", k.Encoding, k.Basis)
	}
	s.cardContract(k)
	for _, sheet := range k.Sheets {
		s.cardSheet(sheet, k.Wide)
	}
	s.cardWide(k)
	for _, g := range k.Guesses {
		s.printf("  %s 列「%s」可能是 %s（%s）：%s", contract.Letters(g.Col), g.Heading, g.Name, g.Title, g.Why)
	}
	s.cardNames("没有这些表头、不读的工作表", k.Ignored)
	s.cardNames("隐藏、不读的工作表", k.Hidden)
	s.cardRules(k.Rules)
	s.cardValues(k.Values)
}

func (s *session) cardContract(k *load.Card) {
	switch {
	case len(k.Missing) > 0:
		s.printf("  最像：%s（%s），缺少：%s", k.Title, k.Contract, strings.Join(k.Missing, "；"))
	case k.Version != "":
		s.printf("  认作：%s（%s），%s", k.Title, k.Contract, k.Version)
	case k.Contract != "":
		s.printf("  最像：%s（%s）", k.Title, k.Contract)
	}
}

func (s *session) cardWide(k *load.Card) {
	if n := len(k.Wide); n > 0 {
		first, last := k.Wide[0], k.Wide[n-1]
		s.printf("  %s–%s 列有 %d 个表头是 %s 的值（「%s」……「%s」），要转成行：用 quxiang map 写出映射文件",
			contract.Letters(first.Col), contract.Letters(last.Col), n, k.WideForm.Key, first.Heading, last.Heading)
	}
}

func (s *session) cardNames(what string, names []string) {
	if len(names) > 0 {
		s.printf("  %s：%s", what, strings.Join(names, "、"))
	}
}

func (s *session) cardSheet(sheet load.CardSheet, wide []contract.WideHeading) {
	rows := "第 " + strconv.Itoa(sheet.HeaderRow)
	if sheet.LastRow > sheet.HeaderRow {
		rows += "–" + strconv.Itoa(sheet.LastRow)
	}
	if sheet.Name != "" {
		s.printf("  工作表「%s」，表头在%s 行", sheet.Name, rows)
	} else {
		s.printf("  表头在%s 行", rows)
	}
	var lines [][]string
	for _, c := range sheet.Columns {
		lines = append(lines, []string{"    " + contract.Letters(c.Col), c.Heading, "→ " + c.Name, c.Title, c.Why})
	}
	for _, u := range sheet.Unknown {
		if contract.InWide(wide, u.Col) {
			continue // cardWide tells
		}
		filled := "不认识，不存内容"
		if u.Rows > 0 {
			filled += fmt.Sprintf("；%d 行中填了 %d 行", u.Rows, u.Filled)
		}
		lines = append(lines, []string{"    " + contract.Letters(u.Col), u.Heading, "", "", filled})
	}
	columns(s.out, lines)
}

func (s *session) cardRules(rules []load.CardRule) {
	for _, r := range rules {
		s.printf("  [%s] %s：%d 处", severityWords[r.Severity], r.Title, r.Count)
	}
}

// cardValueLimit keeps a card to what fits a screen; --json has all.
const cardValueLimit = 30

func (s *session) cardValues(values []load.CardValue) {
	if len(values) == 0 {
		return
	}
	s.printf("  代码表里没有的值：")
	var lines [][]string
	for _, v := range values[:min(len(values), cardValueLimit)] {
		near := "没有相近的"
		if v.Code != "" {
			near = "最相近的是 " + v.Code + " " + v.Label
		}
		lines = append(lines, []string{"    " + v.Column, v.Value, fmt.Sprintf("%d 行", v.Rows), near})
	}
	columns(s.out, lines)
	if more := len(values) - cardValueLimit; more > 0 {
		s.printf("    还有 %d 个，用 --json 全部列出", more)
	}
	s.printf("  要写明它们的意思，用 quxiang map 写出映射文件再改")
}
