package chapter

import (
	"slices"
	"sort"
	"strconv"

	"quxiang/reports/figure"
	"quxiang/reports/prose"
)

// contractTitles are the Chinese names of the kinds of file.
var contractTitles = map[string]string{
	"destination": "毕业去向登记", "roster": "毕业生名单", "control_total": "登记系统控制数",
	"admission_plan": "招生计划", "admission": "录取名册", "status_change": "学籍异动",
	"alumni_answer": "校友问卷", "key_group": "重点群体", "score_rank": "一分一段表",
	"college_history": "学院沿革", "major_history": "专业沿革",
	"alumni_invitation": "校友调查邀请名单", "employer_answer": "用人单位评价",
	"major_capacity": "专业办学条件", "vacancy": "岗位需求",
	"staff": "就业创业工作人员", "budget": "经费与基本数据", "course": "就业创业课程", "career_activity": "就业活动",
	"employer_visit": "访企拓岗", "posting": "校园招聘信息", "startup": "自主创业项目", "incubator": "大学生创业园",
	"verification": "去向核查", "minimum_wage": "最低工资标准", "internship_employer": "实习单位",
	"work_record": "就业工作台账", "employer_note": "用人单位说明",
}

// contractTitle names a kind of file.
func contractTitle(contract string) string {
	if t, ok := contractTitles[contract]; ok {
		return t
	}
	return contract
}

// hashShown is how many characters of a sha256 a table shows.
const hashShown = 12

// short is the beginning of a hash.
func short(sha string) string { return sha[:min(hashShown, len(sha))] }

// source is a file beside its load.
type source struct {
	FileRow
	load LoadRow
}

// sourceFiles are the files of the loads that count, by kind, cohort and date.
func (r *report) sourceFiles() []source {
	loads := map[int64]LoadRow{}
	for _, l := range r.Loads {
		loads[l.LoadID] = l
	}
	var out []source
	for _, f := range r.Files {
		if l := loads[f.LoadID]; counts(l.State) {
			out = append(out, source{f, l})
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].before(out[j]) })
	return out
}

// counts reports whether loads of a state are read.
func counts(state string) bool { return state == "自报" || state == "省核" || state == "核定" }

// before orders sources by kind, the latest cohort first, then date and file.
func (s source) before(o source) bool {
	switch {
	case s.load.Contract != o.load.Contract:
		return s.load.Contract < o.load.Contract
	case s.load.Cohort != o.load.Cohort:
		return s.load.Cohort > o.load.Cohort
	case s.load.AsOf != o.load.AsOf:
		return s.load.AsOf < o.load.AsOf
	}
	return s.FileID < o.FileID
}

// sources lists the files a report rests on, their lines reconciled.
func (r *report) sources() Section {
	t := &Table{ID: "sources", Title: "数据来源文件", Basis: Basis{Source: "provenance.file"}, Columns: []Column{
		{Key: "contract", Title: "内容"}, {Key: "cohort", Title: "届别"}, {Key: "as_of", Title: "截至"},
		{Key: "name", Title: "文件"}, {Key: "sha256", Title: "指纹"},
		{Key: "rows_read", Title: "读入", Unit: "行", Numeric: true},
		{Key: "rows_accepted", Title: "接受", Unit: "行", Numeric: true},
		{Key: "rows_refused", Title: "退回", Unit: "行", Numeric: true}, {Key: "state", Title: "状态"}}}
	sources := r.sourceFiles()
	mapped := slices.ContainsFunc(sources, func(s source) bool { return s.load.Mapping != "" })
	if mapped {
		t.Columns = append(t.Columns, Column{Key: "mapping", Title: "映射文件（指纹）"})
	}
	for _, s := range sources {
		cells := s.cells()
		if mapped {
			cells = append(cells, citeCell(s.load.mapping()))
		}
		t.Rows = append(t.Rows, cells)
	}
	return section("sources", "数据来源", "这次构建没有记录来源文件。", t)
}

// sourceWords counts the files and their lines.
func (r *report) sourceWords() Block {
	sources := r.sourceFiles()
	if len(sources) == 0 {
		return nil
	}
	var read, refused int64
	for _, s := range sources {
		read, refused = read+s.Read, refused+s.Refused
	}
	p := figure.Place{Grain: "files", Source: "provenance.file"}
	words := []Span{prose.T("本报告所用文件共"), prose.F(p.Count("files", int64(len(sources)), "个")),
		prose.T("个，读入"), prose.F(p.Count("rows_read", read, "行")), prose.T("行，")}
	refusals := []Span{prose.T("退回"), prose.F(p.Count("rows_refused", refused, "行")), prose.T("行")}
	if refused == 0 {
		refusals = []Span{prose.T("没有退回的行")}
	}
	return finding(words, refusals, []Span{prose.T("；读入行数等于接受与退回之和，标题、合计和空行不计")})
}

// mapping names the mapping file that a load was read by.
func (l LoadRow) mapping() string {
	if l.Mapping == "" {
		return ""
	}
	return l.Mapping + "（" + short(l.MapHash) + "）"
}

// cells is a source as a line of the table.
func (s source) cells() []Cell {
	p := figure.Place{Grain: "file", Source: "provenance.file",
		Keys: []figure.Key{{Name: "file", Value: strconv.FormatInt(s.FileID, 10)}}}
	cohort := ""
	if s.load.Cohort > 0 {
		cohort = strconv.Itoa(s.load.Cohort)
	}
	return []Cell{labelCell(contractTitle(s.load.Contract)), timeCell(cohort), timeCell(s.load.AsOf),
		labelCell(s.Name), citeCell(short(s.SHA256)),
		figureCell(p.Count("rows_read", s.Read, "行")), figureCell(p.Count("rows_accepted", s.Accepted, "行")),
		figureCell(p.Count("rows_refused", s.Refused, "行")), labelCell(s.load.State)}
}

// ruleTitles are the Chinese names of what loading finds in rows.
var ruleTitles = map[string]string{
	"unknown_code": "代码不在代码表中", "code_text_disagree": "代码与文字不一致",
	"identifier_numeric": "证件号或考生号存成了数字", "identifier_check_digit": "身份证号校验位不符",
	"identifier_format": "标识号里有不该有的字符", "identifier_missing": "没有任何标识号", "key_missing": "缺少区分各行的列",
	"date_unreadable": "日期读不出", "number_unreadable": "数字读不出",
	"uncached_formula": "公式没有计算结果", "error_cell": "单元格是错误值", "hidden_row": "隐藏行", "hidden_sheet": "隐藏的工作表",
	"cohort_differs": "毕业年份与届别不符", "duplicate_row": "重复行",
	"prefix_code": "三位去向代码按前两位取", "leading_zero": "代码前面的零丢失，已补上", "unknown_column": "不认识的列",
}

// severityTitles are the Chinese names of severities.
var severityTitles = map[string]string{
	"error": "错误", "warning": "警告", "info": "提示", "block": "阻断",
}

// titled is the Chinese name of a key, or the key itself.
func titled(titles map[string]string, key string) string {
	if t, ok := titles[key]; ok {
		return t
	}
	return key
}

// findings sums what loading found, by rule over all files.
func (r *report) findings() Section {
	type key struct{ severity, rule string }
	sums := map[key]int64{}
	for _, f := range r.Findings {
		sums[key{f.Severity, f.Rule}] += f.N
	}
	keys := make([]key, 0, len(sums))
	for k := range sums {
		keys = append(keys, k)
	}
	sort.Slice(keys, func(i, j int) bool {
		a, b := keys[i], keys[j]
		return a.severity < b.severity || a.severity == b.severity && a.rule < b.rule
	})
	t := &Table{ID: "findings", Title: "载入时发现的问题", Basis: Basis{Source: "provenance.finding_count"}, Columns: []Column{
		{Key: "rule", Title: "问题"}, {Key: "severity", Title: "程度"}, {Key: "n", Title: "处数", Unit: "处", Numeric: true}}}
	for _, k := range keys {
		p := figure.Place{Grain: "rule", Source: "provenance.finding_count",
			Keys: []figure.Key{{Name: "severity", Value: k.severity}, {Name: "rule", Value: k.rule}}}
		t.Rows = append(t.Rows, []Cell{labelCell(titled(ruleTitles, k.rule)), labelCell(titled(severityTitles, k.severity)),
			figureCell(p.Count("findings", sums[k], "处"))})
	}
	return section("findings", "数据质量", "载入时没有发现问题。", t)
}
