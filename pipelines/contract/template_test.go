package contract_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"quxiang/pipelines/contract"
)

// Every template must be recognised as what it is, with every column in place
// and none unknown, and written the same every time.
func TestTemplatesAreRecognised(t *testing.T) {
	set, dir := shipped(t), t.TempDir()
	for _, c := range set {
		if !c.Fillable() {
			continue
		}
		t.Run(c.Name, func(t *testing.T) {
			path := writeTemplate(t, c, filepath.Join(dir, c.Name+".xlsx"))
			layout, err := set.Recognise(openBook(t, path))
			if err != nil {
				t.Fatal(err)
			}
			if layout.Contract.Name != c.Name || layout.Version != contract.TemplateVersion {
				t.Errorf("recognised as %s %s", layout.Contract.Name, layout.Version)
			}
			if u := layout.Sheets[0].Unknown; len(u) > 0 || len(layout.Hidden) > 0 {
				t.Errorf("unknown %v, hidden %v", u, layout.Hidden)
			}
			for _, column := range c.Columns {
				if column.Template != slices.Contains(names(layout.Sheets[0]), column.Name) {
					t.Errorf("%s: template = %v, but the sheet says otherwise", column.Name, column.Template)
				}
			}
			if !bytes.Equal(content(t, path), content(t, writeTemplate(t, c, path+"2.xlsx"))) {
				t.Error("written twice, not the same bytes")
			}
		})
	}
}

func names(s contract.SheetLayout) []string {
	var list []string
	for _, name := range s.Columns {
		list = append(list, name)
	}
	return list
}

func writeTemplate(t *testing.T, c *contract.Contract, path string) string {
	t.Helper()
	if err := c.WriteTemplate(path, codes(t)); err != nil {
		t.Fatal(err)
	}
	return path
}

func content(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// Whatever a list offers, the reader must understand.
func TestTemplateListsAreUnderstood(t *testing.T) {
	for _, c := range shipped(t) {
		if !c.Fillable() {
			continue
		}
		path := writeTemplate(t, c, filepath.Join(t.TempDir(), c.Name+".xlsx"))
		f, err := excelize.OpenFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for row := range 40 {
			fillFromLists(t, f, c, row)
		}
		if err := f.SaveAs(path); err != nil {
			t.Fatal(err)
		}
		rows, _ := readAll(t, openBook(t, path), c.Name, nil)
		for _, r := range rows {
			for _, p := range r.Problems {
				if p.Rule == contract.UnknownCode {
					t.Errorf("%s row %d: %+v", c.Name, r.Row, p)
				}
			}
		}
	}
}

// The notes give codes with what they mean today, and of long lists a taste.
func TestTemplateNotesExplainCodes(t *testing.T) {
	for _, c := range shipped(t) {
		if c.Name != "destination" {
			continue
		}
		f, err := excelize.OpenFile(writeTemplate(t, c, filepath.Join(t.TempDir(), "a.xlsx")))
		if err != nil {
			t.Fatal(err)
		}
		rows, err := f.GetRows("填写说明")
		if err != nil {
			t.Fatal(err)
		}
		said := map[string]string{}
		for _, row := range rows {
			said[row[0]] = row[len(row)-1]
		}
		for column, want := range map[string]string{"毕业去向代码": "70 待就业；71 不就业拟升学；", "毕业去向": "；不就业拟升学；", "专业代码": "个，如 010101 哲学；"} {
			if !strings.Contains(said[column], want) || len(said[column]) > 3000 {
				t.Errorf("%s: %q", column, said[column])
			}
		}
	}
}

// fillFromLists fills each listed column of a row with its list's next value,
// and the rest with something that makes it a row.
func fillFromLists(t *testing.T, f *excelize.File, c *contract.Contract, row int) {
	t.Helper()
	col := 0
	for _, column := range c.Columns {
		if !column.Template {
			continue
		}
		col++
		choices := column.Values
		if len(choices) == 0 {
			choices = codes(t).Names(column.Reference)
		}
		value := "x"
		if column.Dropdown && len(choices) > 0 {
			value = choices[row%len(choices)]
		}
		if column.Type == contract.Code {
			value = ""
		}
		if err := f.SetCellStr(c.Title, contract.Letters(col)+strconv.Itoa(row+2), value); err != nil {
			t.Fatal(err)
		}
	}
}

func TestTemplateCells(t *testing.T) {
	c, _ := shipped(t).Get("destination")
	path := writeTemplate(t, c, filepath.Join(t.TempDir(), "a.xlsx"))
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := f.SetCellStr(c.Title, "A2", "00410000000001"); err != nil {
		t.Fatal(err)
	}
	style, err := f.GetColStyle(c.Title, "A")
	if err != nil {
		t.Fatal(err)
	}
	if s, err := f.GetStyle(style); err != nil || s.NumFmt != 49 {
		t.Errorf("考生号 has format %+v, want text: %v", s, err)
	}
	rules, err := f.GetDataValidations(c.Title)
	if err != nil || len(rules) < 10 {
		t.Errorf("%d lists, %v", len(rules), err)
	}
	if visible, err := f.GetSheetVisible("选项"); err != nil || visible {
		t.Errorf("the sheet of lists must be hidden: %v", err)
	}
	if panes, err := f.GetPanes(c.Title); err != nil || !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("panes %+v %v", panes, err)
	}
}
