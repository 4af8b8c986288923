package strict

import (
	"errors"
	"strings"
	"testing"

	"quxiang/pipelines/fault"
)

type limit struct {
	Below *int `toml:"below"`
}

type sample struct {
	Name  string `toml:"name"`
	Table struct {
		Year int `toml:"year"`
	} `toml:"table"`
	Item []struct {
		Files []string `toml:"files"`
		limit
	} `toml:"item"`
}

func TestDecodeNamesTheLineOfWhatItRefuses(t *testing.T) {
	cases := []struct {
		name, text string
		row        int
		column     string
		why        string
	}{
		{"unknown top-level key", "name = \"a\"\nnmae = \"b\"\n", 2, "nmae", "不认识的配置项"},
		{"unknown key in a table", "[table]\n# year = 1\nyaer = 2024\n", 3, "table.yaer", "不认识的配置项"},
		{"unknown key in a list", "[[item]]\nfiles = [\"a\"]\n[[item]]\nfile = \"b\"\n", 4, "item.file", "不认识的配置项"},
		{"unknown table", "name = \"a\"\n\n[tabel]\nyear = 2024\n", 3, "tabel", "不认识的配置项"},
		{"text where a number belongs", "[table]\nyear = \"2024\"\n", 2, "table.year", "应为整数，写成了文字"},
		{"number where text belongs", "name = 10611\n", 1, "name", "应为文字，写成了整数"},
		{"leading zero", "[table]\nyear = 02024\n", 2, "table.year", "不是合法的 TOML"},
		{"text without quotes", "name = 大学\n", 1, "name", "不是合法的 TOML"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var into sample
			err := Whole("读取配置", "quxiang.toml", []byte(c.text)).Decode("docs/operations.md", &into)
			var f *fault.Error
			if !errors.As(err, &f) {
				t.Fatalf("got %v, want a fault", err)
			}
			if f.Kind != fault.Usage || f.File != "quxiang.toml" || f.Row != c.row || f.Column != c.column {
				t.Errorf("got kind %d file %q row %d column %q, want row %d column %q",
					f.Kind, f.File, f.Row, f.Column, c.row, c.column)
			}
			if !strings.HasPrefix(f.Why, c.why) {
				t.Errorf("why = %q, want %q", f.Why, c.why)
			}
		})
	}
}

// Of keys that nobody knows the fault names few, and what they could be meant for.
func TestDecodeNamesFew(t *testing.T) {
	cases := []struct{ name, text, why, hint string }{
		{"one letter", "nam = \"a\"\n", "不认识的配置项", "是不是 name？改正拼写，或删去这一行；可用的写法见 docs/x.md"},
		{"in a table", "[table]\nyears = 1\n", "不认识的配置项", "是不是 year？改正拼写，或删去这一行；可用的写法见 docs/x.md"},
		{"in a list", "[[item]]\nfile = []\n", "不认识的配置项", "是不是 files？改正拼写，或删去这一行；可用的写法见 docs/x.md"},
		{"of an embedded table", "[[item]]\nbelo = 1\n", "不认识的配置项", "是不是 below？改正拼写，或删去这一行；可用的写法见 docs/x.md"},
		{"like nothing", "\"学校\" = 1\n", "不认识的配置项", "检查拼写，或删去这一行；可用的写法见 docs/x.md"},
		{"a table with all that is in it", "[[itme]]\nfiles = []\n[[itme.a]]\nb = 1\n", "不认识的配置项", "是不是 item、name？改正拼写，或删去这一行；可用的写法见 docs/x.md"},
		{"in many tables", strings.Repeat("[[item]]\nfile = []\nfiel = 1\n", 100), "不认识的配置项（另有：item.fiel）", "是不是 files？改正拼写，或删去这一行；可用的写法见 docs/x.md"},
		{"many", "a = 1\nb = 1\nc = 1\nd = 1\ne = 1\n", "不认识的配置项（另有：b、c、d 等 4 项）", "检查拼写，或删去这一行；可用的写法见 docs/x.md"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var into sample
			var f *fault.Error
			if err := Whole("读取", "x.toml", []byte(c.text)).Decode("docs/x.md", &into); !errors.As(err, &f) {
				t.Fatalf("got %v, want a fault", err)
			}
			if f.Why != c.why || f.Hint != c.hint {
				t.Errorf("got %q and %q, want %q and %q", f.Why, f.Hint, c.why, c.hint)
			}
		})
	}
}

func TestDecodeTakesWhatIsKnown(t *testing.T) {
	var into sample
	err := Whole("读取", "x", []byte("name = \"甲\"\n[table]\nyear = 2024\n[[item]]\nfiles = [\"a\", \"b\"]\n")).Decode("docs/x.md", &into)
	if err != nil {
		t.Fatal(err)
	}
	if into.Name != "甲" || into.Table.Year != 2024 || len(into.Item) != 1 || len(into.Item[0].Files) != 2 {
		t.Errorf("got %+v", into)
	}
}
