package outline

import "quxiang/reports/chapter"

// Heading is a column's title with its unit; a percentage carries its own sign.
func Heading(c chapter.Column) string {
	if c.Unit == "" || c.Unit == "%" {
		return c.Title
	}
	return c.Title + "（" + c.Unit + "）"
}

// Fact is a line of what a report was made from: 配置 with its sha256.
type Fact struct{ Name, Value string }

// The words over the facts.
const (
	OriginTitle = "来源"
	OriginName  = "项目"
	OriginValue = "编号或校验值（sha256）"
)

// Origin lists what a report was made from, files last; nil where nothing is
// known of it.
func Origin(o chapter.Origin) []Fact {
	var out []Fact
	for _, f := range []Fact{{"发布编号", o.Release}, {"配置", o.Config}, {"规则", o.Rules}, {"模型", o.Models}} {
		if f.Value != "" {
			out = append(out, f)
		}
	}
	for _, in := range o.Inputs {
		out = append(out, Fact{"文件 " + in.Name, in.SHA256})
	}
	return out
}

// Imprint says which build and which program a report is of.
func Imprint(doc *chapter.Document) string {
	return "数据构建 " + doc.BuildID + "，时间 " + doc.BuiltAt + "，程序 quxiang " + doc.Version
}
