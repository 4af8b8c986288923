package contract_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"quxiang/pipelines/contract"
)

func TestNormalise(t *testing.T) {
	for in, want := range map[string]string{
		"":                      "",
		"学 号":                   "学号",
		"专业\n名称":                "专业名称",
		"\ufeff考生号\u3000\u00a0": "考生号",
		"ｋｓｈ":                   "KSH",
		"出国（境）":                 "出国(境)",
		"出国、出境":                 "出国/出境",
		"农，林,牧、渔业":              "农/林/牧/渔业",
		"其它录用形式就业":              "其他录用形式就业",
		"其 它":                   "其他",
		"１０":                    "10",
		"软件工程（中外合作办学）":          "软件工程(中外合作办学)",
		"张\u200b三\u00ad":        "张三",
		"𠮷":                     "𠮷",
	} {
		if got := contract.Normalise(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestNormaliseProperties(t *testing.T) {
	text := rapid.OneOf(rapid.String(), rapid.StringMatching(`[甲乙其它他a-zA-Z０-９（），、 \n\t]{0,12}`))
	rapid.Check(t, func(t *rapid.T) {
		s := text.Draw(t, "s")
		once := contract.Normalise(s)
		if twice := contract.Normalise(once); twice != once {
			t.Fatalf("%q: %q, again %q", s, once, twice)
		}
		at := rapid.IntRange(0, len([]rune(s))).Draw(t, "at")
		blank := rapid.SampledFrom([]string{" ", "\n", "\u3000", "\u00a0", "\u200b", "\ufeff"}).Draw(t, "blank")
		runes := []rune(s)
		if got := contract.Normalise(string(runes[:at]) + blank + string(runes[at:])); got != once {
			t.Fatalf("%q with %q at %d: %q, want %q", s, blank, at, got, once)
		}
		wide := strings.Map(func(r rune) rune {
			if r > ' ' && r < 0x7f {
				return r - '!' + '！'
			}
			return r
		}, s)
		if got := contract.Normalise(wide); got != once {
			t.Fatalf("%q full-width: %q, want %q", s, got, once)
		}
	})
}

func TestMappingsAreChecked(t *testing.T) {
	cases := map[string]struct{ text, key string }{
		"contract":          {`contract = "去向"`, "contract"},
		"coverage":          {"contract = \"destination\"\ncoverage = \"partly\"", "coverage"},
		"column":            {"contract = \"destination\"\n[columns]\nschool = \"学院\"", "school"},
		"constant":          {"contract = \"destination\"\n[constants]\nschool = \"1\"", "school"},
		"twice":             {"contract = \"destination\"\n[columns]\ncollege = \"学院\"\n[constants]\ncollege = \"文学院\"", "college"},
		"header rows":       {"contract = \"destination\"\n[file]\nheader_rows = 3", "file"},
		"unpivot key":       {"contract = \"admission_plan\"\n[unpivot]\ncolumns = [\"河南\"]\nblank = \"0\"", "unpivot"},
		"unpivot columns":   {"contract = \"admission_plan\"\n[unpivot]\nkey = \"province\"\nvalue = \"plan\"\nblank = \"0\"", "unpivot"},
		"unpivot both":      {"contract = \"admission_plan\"\n[unpivot]\ncolumns = [\"河南\"]\nfrom = \"河南\"\nto = \"山西\"\nkey = \"province\"\nvalue = \"plan\"\nblank = \"0\"", "unpivot"},
		"unpivot blank":     {"contract = \"admission_plan\"\n[unpivot]\ncolumns = [\"河南\"]\nkey = \"province\"\nvalue = \"plan\"", "unpivot.blank"},
		"unpivot no column": {"contract = \"admission_plan\"\n[unpivot]\ncolumns = [\"河南\"]\nkey = \"place\"\nvalue = \"plan\"\nblank = \"0\"", "place"},
	}
	set := shipped(t)
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			_, err := contract.ParseMapping("映射.toml", []byte(c.text), set)
			if err == nil || !strings.Contains(err.Error(), "列「"+c.key+"」") || !strings.Contains(err.Error(), "处理办法") {
				t.Errorf("%v, want a fault about %s", err, c.key)
			}
		})
	}
}
