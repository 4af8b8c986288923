package verify

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"quxiang/reports/workbook"
)

// chartsPlace is the part of a workbook that holds its charts' words; programs
// other than Excel may lose the charts and nothing else.
const chartsPlace = "图"

// readBook reads what a workbook shows: every cell as it is formatted, what is
// printed at the head and foot of each sheet, the charts' words. Excel and
// others write the same workbook in other bytes.
func readBook(c *content, raw []byte) error {
	f, err := excelize.OpenReader(bytes.NewReader(raw))
	if err != nil {
		return unreadable(c, err)
	}
	defer f.Close()
	c.begin("工作簿")
	if p, err := f.GetDocProps(); err == nil {
		c.line(p.Title)
		c.line(p.Description)
	}
	for _, sheet := range f.GetSheetList() {
		visible, err := f.GetSheetVisible(sheet)
		if err != nil {
			return unreadable(c, err)
		}
		c.line(fmt.Sprintf("%s %t", sheet, visible))
	}
	shown, err := c.sheets(f)
	if err != nil {
		return unreadable(c, err)
	}
	c.charts(f)
	return c.placed(f, shown)
}

// sheets reads every sheet and returns what each cell shows, by sheet and cell.
func (c *content) sheets(f *excelize.File) (map[[2]string]string, error) {
	shown := map[[2]string]string{}
	for _, sheet := range f.GetSheetList() {
		c.begin(sheetPlace(sheet))
		c.line("页眉页脚 " + margins(f, sheet))
		rows, err := f.GetRows(sheet)
		if err != nil {
			return nil, err
		}
		for i, row := range rows {
			for j, text := range row {
				cell, err := excelize.CoordinatesToCellName(j+1, i+1)
				if err != nil {
					return nil, err
				}
				if text != "" {
					c.line(cell + " " + text)
					shown[[2]string{sheet, cell}] = text
				}
			}
		}
	}
	return shown, nil
}

func sheetPlace(sheet string) string { return "工作表「" + sheet + "」" }

// code is what stands for a font, a place or a page's number in a header, not
// for a word; && is the sign itself.
var code = regexp.MustCompile(`&(?:&|[A-JL-Z]|K[0-9A-Fa-f]{6}|K[0-9]{2}[+-][0-9]{3}|"[^"]*"|[0-9]+)`)

// margins are the words of a sheet's header and footer.
func margins(f *excelize.File, sheet string) string {
	o, err := f.GetHeaderFooter(sheet)
	if err != nil || o == nil {
		return ""
	}
	said := code.ReplaceAllStringFunc(o.OddHeader+" "+o.OddFooter, func(c string) string {
		if c == "&&" {
			return "&"
		}
		return " "
	})
	return strings.Join(strings.Fields(said), " ")
}

// charts reads titles, names and the cells that the charts draw, in no order
// but their own: programs number them as they like.
func (c *content) charts(f *excelize.File) {
	c.begin(chartsPlace)
	var all []string
	f.Pkg.Range(func(name, part any) bool {
		if text, ok := part.([]byte); ok && strings.HasPrefix(name.(string), "xl/charts/chart") {
			all = append(all, strings.Join(elements(text, "t", "f"), " "))
		}
		return true
	})
	slices.Sort(all)
	for _, one := range all {
		c.line(one)
	}
}

// elements lists the texts of the elements with these local names.
func elements(text []byte, names ...string) (all []string) {
	d, inside := xml.NewDecoder(bytes.NewReader(text)), false
	for {
		token, err := d.Token()
		if err != nil {
			return all // what is broken further on shows as a difference
		}
		switch t := token.(type) {
		case xml.StartElement:
			inside = slices.Contains(names, t.Name.Local)
		case xml.EndElement:
			inside = false
		case xml.CharData:
			if inside {
				all = append(all, string(t))
			}
		}
	}
}

// placed finds the figures in their cells.
func (c *content) placed(f *excelize.File, shown map[[2]string]string) error {
	places, err := workbook.Places(f)
	if err != nil {
		return unreadable(c, err)
	}
	for _, p := range places {
		part := sheetPlace(p.Sheet)
		c.figures = append(c.figures, found{p.ID, shown[[2]string{p.Sheet, p.Cell}], part + p.Cell, part})
	}
	return nil
}
