package ledger

import (
	"fmt"
	"time"
)

// PostingHit is one line of 招聘信息复核清单: what stands in one column of a posting,
// and the clause by which somebody is to look at it. It names nobody.
type PostingHit struct {
	Institution                    string // code; written in a province alone
	PostingNo, Employer, Position  string
	File, Sheet                    string
	Row                            int64
	Category, Kind, Field, Words   string
	Clause, Document, Mark, Remedy string
}

// PostingCategory is how many postings have hits of one category, and on what
// it rests.
type PostingCategory struct {
	Name, Title, Clause, Quote, Document, Note, Remedy string
	Postings                                           int64
}

// PostingBook is what 招聘信息复核清单.xlsx says.
type PostingBook struct {
	Owner      Owner
	At         time.Time
	Cohort     int
	Province   bool
	Postings   int64 // checked
	Hit        int64 // of them with hits
	Categories []PostingCategory
	Hits       []PostingHit
}

// verdicts are what whoever looks at a posting decides.
var verdicts = []string{"不予发布", "退回修改", "误报，可发布", "国家另有规定，可发布"}

const headVerdict = "复核结论"

func postingHeads(province bool) []head {
	var heads []head
	if province {
		heads = append(heads, head{"院校代码", 9, false})
	}
	return append(heads, head{"信息编号", 12, false}, head{"单位名称", 22, false}, head{"岗位名称", 16, false}, head{"类别", 9, false},
		head{"栏目", 12, false}, head{"原文", 26, false}, head{"查的是什么", 20, false}, head{"条款", 7, false}, head{"文件", 28, false},
		head{"条款是否点名", 9, false}, head{"怎样处理", 26, false}, head{"来源", 22, false},
		head{headVerdict, 14, true}, head{"说明", 18, true}, head{"复核人", 9, true}, head{"复核日期", 11, true})
}

// WritePostings writes the workbook: a summary with the clauses, and the list
// with room for what is decided.
func WritePostings(path string, b PostingBook) error {
	return writeBook(path, []list{b.summary(), b.list()})
}

func (b PostingBook) title(what string) string {
	return fmt.Sprintf("%s %d 届%s（%s）：是提示，不是结论", b.Owner.Name, b.Cohort, what, b.At.Format(time.DateOnly))
}

func (b PostingBook) summary() list {
	l := list{name: "汇总", title: b.title("招聘信息复核清单汇总"), stamp: internal,
		heads: []head{{"类别", 10, false}, {"含义", 20, false}, {"须复核的条数", 10, false}, {"条款", 7, false}, {"条款原文", 44, false}, {"文件", 36, false},
			{"本系统怎样理解", 44, false}, {"怎样处理", 30, false}}}
	for _, c := range b.Categories {
		l.rows = append(l.rows, []any{c.Name, c.Title, c.Postings, c.Clause, c.Quote, c.Document, c.Note, c.Remedy})
	}
	l.rows = append(l.rows, []any{"合计", "", b.Hit, "", fmt.Sprintf("共查 %d 条招聘信息；一条有几类问题的各类都计，合计只计一次", b.Postings), "", "", ""})
	return l
}

func (b PostingBook) list() list {
	l := list{name: "复核清单", title: b.title("招聘信息复核清单"), stamp: internal, heads: postingHeads(b.Province),
		choices: map[string][]string{headVerdict: verdicts}}
	for _, h := range b.Hits {
		l.rows = append(l.rows, h.row(b.Province))
	}
	return l
}

// markWords tell a reader what a mark means.
var markWords = map[string]string{"原文": "点名", "转述": "转述", "惯例": "推及"}

func (h PostingHit) row(province bool) []any {
	var row []any
	if province {
		row = append(row, h.Institution)
	}
	source := h.File
	if h.Sheet != "" {
		source += " " + h.Sheet
	}
	return append(row, h.PostingNo, h.Employer, h.Position, h.Category, h.Field, h.Words, h.Kind, h.Clause, h.Document, markWords[h.Mark], h.Remedy,
		fmt.Sprintf("%s 第%d行", source, h.Row), "", "", "", "")
}
