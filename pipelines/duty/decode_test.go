package duty

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"quxiang/pipelines/fault"
)

const plain = `[[section]]
number = "二"
title = "四到位"
[[document]]
clause = "二.1"
title = "文件"
[[measure]]
name = "staff"
title = "人员"
template = "就业创业工作人员"
levels = "both"
unit = "名"
of = "工作人员"
per = "名毕业生"
[[measure]]
name = "record"
title = "台账"
template = "就业工作台账"
levels = "school"
unit = "条"
of = "记录"
ledger = true
[[duty]]
id = "甲"
clause = "二.1"
quote = "原话"
title = "题"
force = "必须"
scope = "school"
aggregation = "sum"
measure = "staff"
at_least = "1/500"
mark = "原文"
example = [
  { name = "正好", expect = "达到", numbers = "num,den; 12,6000" },
]
[[unmeasured]]
clause = "二.1"
quote = "余下的话"
reason = "没有标准"
`

func TestDecodeNamesTheLine(t *testing.T) {
	cases := []struct {
		name, old, new string
		row            int
		column, why    string
	}{
		{"unknown key", "quote = \"原话\"", "qoute = \"原话\"", 26, "duty.qoute", "不认识的配置项"},
		{"section twice", "[[document]]", "[[section]]\nnumber = \"二\"\ntitle = \"又\"\n[[document]]", 5, "number", "没有写编号，或编号重复"},
		{"section without title", "title = \"四到位\"", "title = \"\"", 3, "title", "没有写标题"},
		{"document of no section", "clause = \"二.1\"\ntitle = \"文件\"", "clause = \"三.1\"\ntitle = \"文件\"", 5, "clause", "没有这一部分"},
		{"document twice", "[[measure]]\nname = \"staff\"", "[[document]]\nclause = \"二.1\"\ntitle = \"文件\"\n[[measure]]\nname = \"staff\"", 8, "clause", "写了两次"},
		{"document without title", "title = \"文件\"", "title = \"\"", 6, "title", "没有写文件"},
		{"measure twice", "name = \"record\"", "name = \"staff\"", 16, "name", "同名"},
		{"measure without title", "title = \"人员\"", "title = \"\"", 9, "title", "没有写标题"},
		{"measure without template", "template = \"就业工作台账\"", "template = \"\"", 18, "template", "没有写由哪张表得出"},
		{"measure of no level", "levels = \"both\"", "levels = \"all\"", 11, "levels", "不认识的写法"},
		{"measure without unit", "unit = \"条\"", "unit = \"\"", 20, "unit", "没有写单位"},
		{"scale that is no power of ten", "ledger = true", "scale = 12", 22, "scale", "不是 1、10、100"},
		{"negative scale", "ledger = true", "scale = -10\nledger = true", 22, "scale", "不是 1、10、100"},
		{"scale of what it is divided by", "ledger = true", "per_scale = 20", 22, "per_scale", "不是 1、10、100"},
		{"a ledger is a plain number", "ledger = true", "per = \"名毕业生\"\nledger = true", 23, "ledger", "没有分母"},
		{"unknown status of nobody", "ledger = true", "empty = \"达到\"", 22, "empty", "不认识的写法"},
		{"no id", "id = \"甲\"", "id = \"\"", 24, "id", "没有名字"},
		{"unknown clause", "clause = \"二.1\"\nquote = \"原话\"", "clause = \"二.2\"\nquote = \"原话\"", 25, "clause", "没有写这一段的文件"},
		{"no quote", "quote = \"原话\"", "quote = \"\"", 26, "quote", "没有写原文"},
		{"no title", "title = \"题\"", "title = \"\"", 27, "title", "没有写标题"},
		{"unknown force", "必须", "一定", 28, "force", "不认识的写法"},
		{"unknown scope", "scope = \"school\"", "scope = \"class\"", 29, "scope", "不认识的写法"},
		{"unknown aggregation", "\"sum\"", "\"median\"", 30, "aggregation", "不认识的写法"},
		{"unknown measure", "measure = \"staff\"", "measure = \"stuff\"", 31, "measure", "不认识的指标"},
		{"a ledger does not bind", "measure = \"staff\"", "measure = \"record\"", 28, "force", "不等于没有做"},
		{"a level that the measure lacks", "force = \"必须\"\nscope = \"school\"\naggregation = \"sum\"\nmeasure = \"staff\"", "force = \"部署\"\nscope = \"college\"\naggregation = \"sum\"\nmeasure = \"record\"", 29, "scope", "没有这一级的数"},
		{"a mean without people", "force = \"必须\"\nscope = \"school\"\naggregation = \"sum\"\nmeasure = \"staff\"", "force = \"部署\"\nscope = \"school\"\naggregation = \"mean\"\nmeasure = \"record\"", 30, "aggregation", "平均要有分母"},
		{"colleges of a school's duty", "at_least", "colleges = \"below_first_rate\"\nat_least", 32, "colleges", "不是对学院的"},
		{"unknown colleges", "scope = \"school\"", "scope = \"college\"\ncolleges = \"bad\"", 30, "colleges", "不认识的写法"},
		{"no line", "at_least = \"1/500\"\n", "", 23, "at_least", "没有写界线"},
		{"two lines", "at_least = \"1/500\"", "at_least = \"1\"\nat_most = \"2\"", 32, "at_least", "写了两个"},
		{"a line that is no fraction", "1/500", "1:500", 32, "at_least", "不是分数"},
		{"unknown mark", "mark = \"原文\"", "mark = \"官方\"", 33, "mark", "不认识的写法"},
		{"validity backwards", "mark =", "valid_from = 2024\nvalid_to = 2023\nmark =", 34, "valid_to", "早于首届"},
		{"unknown province", "mark =", "applies_to = { province = \"河南省\" }\nmark =", 33, "applies_to", "不是省份的简称"},
		{"unknown type", "mark =", "applies_to = { types = [\"本科\"] }\nmark =", 33, "applies_to", "不认识的学校类型"},
		{"example without name", "name = \"正好\"", "name = \"\"", 23, "name", "例子没有名字"},
		{"example of an unknown status", "expect = \"达到\"", "expect = \"好\"", 23, "expect", "不认识的写法"},
		{"example of an unknown column", "num,den;", "num,dan;", 23, "numbers", "不认识的列"},
		{"example without a number", "12,6000", "十二,6000", 23, "numbers", "num 不是整数"},
		{"example without a whole number below", "12,6000", "12,6000.5", 23, "numbers", "den 不是整数"},
		{"example of a line too short", "12,6000", "12", 23, "numbers", "不是合法的 CSV"},
		{"example of an unknown type", "numbers =", "school_type = \"本科\", numbers =", 23, "school_type", "不认识的学校类型"},
		{"example of no rate", "numbers =", "local_rate = \"91%\", numbers =", 23, "local_rate", "不是百分数"},
		{"example of no ratio", "numbers =", "prev = \"91\", numbers =", 23, "prev", "不是人数之比"},
		{"example of a college without people", "numbers =", "colleges = \"college,settled,graduates; 甲,1,0\", numbers =", 23, "colleges", "不是人数"},
		{"unmeasured without reason", "reason = \"没有标准\"", "reason = \"\"", 40, "reason", "没有写为什么没有规则"},
		{"unmeasured without quote", "quote = \"余下的话\"", "quote = \"\"", 39, "quote", "没有写原文"},
		{"unmeasured of no clause", "clause = \"二.1\"\nquote = \"余下", "clause = \"二.9\"\nquote = \"余下", 38, "clause", "没有写这一段的文件"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			text := strings.Replace(plain, c.old, c.new, 1)
			if text == plain {
				t.Fatal("nothing was changed")
			}
			_, err := Decode("sql/rules/duties.toml", []byte(text))
			var f *fault.Error
			if !errors.As(err, &f) {
				t.Fatalf("got %v, want a fault", err)
			}
			if f.Kind != fault.Usage || f.File != "sql/rules/duties.toml" || f.Row != c.row || !strings.HasSuffix(c.column, f.Column) || !strings.Contains(f.Why, c.why) || f.Hint == "" {
				t.Errorf("row %d column %s: %s (%s), want row %d column %s: %s", f.Row, f.Column, f.Why, f.Hint, c.row, c.column, c.why)
			}
		})
	}
}

func files(own string) fstest.MapFS {
	return fstest.MapFS{"rules/duties.toml": {Data: []byte(plain)}, "rules/duties_本校.toml": {Data: []byte(own)}}
}

// A later file changes a duty by its id, key by key, and says why; it may add
// duties of its own.
func TestAWorkspaceChangesDuties(t *testing.T) {
	r, err := Load(files(`[[duty]]
id = "甲"
at_most = "1/400"
note = "本校章程"
[[document]]
clause = "二.2"
title = "本校文件"
[[duty]]
id = "乙"
clause = "二.2"
quote = "每院一人"
title = "题"
force = "原则上"
scope = "college"
aggregation = "sum"
measure = "staff"
unit = "人"
at_least = "1"
mark = "校级"
`))
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Duties) != 2 {
		t.Fatalf("%d duties", len(r.Duties))
	}
	d := r.Duties[0]
	if d.ID != "甲" || d.Quote != "原话" || !d.AtMost || d.Line != (Fraction{1, 400}) || d.Mark != "校级" || d.Note != "本校章程" || d.Measure.Unit != "名" || len(d.examples) != 0 {
		t.Errorf("%+v", d)
	}
	if d = r.Duties[1]; d.Measure.Unit != "人" || d.Measure.Of != "工作人员" || d.Document != "本校文件" || d.File != "sql/rules/duties_本校.toml" {
		t.Errorf("%+v", d)
	}
}

func TestAChangeSaysWhy(t *testing.T) {
	for own, why := range map[string]string{
		"[[duty]]\nid = \"甲\"\nat_least = \"1/400\"\n":                                                "没有写明理由",
		"[[duty]]\nid = \"甲\"\nnote = \"因\"\n[[duty]]\nid = \"丁\"\nnote = \"因\"\n":                    "不认识的指标",
		"[[duty]]\nid = \"丙\"\n[[duty]]\nid = \"丙\"\n":                                                "与前面的一条同名",
		"[[duty]]\nid = \"甲\"\nnote = \"因\"\nexample = [ { name = \"例\", expect = \"未达到\" } ]\nforce": "TOML",
	} {
		_, err := Load(files(own))
		var f *fault.Error
		if !errors.As(err, &f) || !strings.Contains(f.Why, why) || f.File != "sql/rules/duties_本校.toml" {
			t.Errorf("%q: %v, want %s", own, err, why)
		}
	}
}

func TestKeys(t *testing.T) {
	keys := Keys()
	for _, key := range []string{"id", "at_least", "unit", "province", "reason", "caution", "numbers"} {
		if !slices.Contains(keys, key) {
			t.Errorf("no key %s", key)
		}
	}
	if sorted := slices.Sorted(slices.Values(keys)); len(slices.Compact(sorted)) != len(keys) {
		t.Errorf("keys twice: %v", keys)
	}
}
