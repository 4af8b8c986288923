package workbook

import (
	"strings"

	"github.com/xuri/excelize/v2"

	"quxiang/reports/chart"
	"quxiang/reports/figure"
)

// Built-in number formats of the file format (ECMA-376 part 1, 18.8.30).
const (
	formatCount   = 3  // #,##0
	formatPercent = 10 // 0.00%
	formatText    = 49 // @: stays text even when a reader edits the cell
)

// styles are the workbook's cell styles by their index.
type styles struct {
	f                                    *excelize.File
	title, note, stamp, link, head, text int
	headRight, mark                      int
	total                                map[bool]map[string]int // by total row, by number format
}

func newStyles(f *excelize.File) (styles, error) {
	s := styles{f: f, total: map[bool]map[string]int{true: {}, false: {}}}
	blue, soft, seal := "1F4E79", "5A6772", "A6382A"
	right := &excelize.Alignment{Horizontal: "right", Vertical: "center", WrapText: true}
	left := &excelize.Alignment{Horizontal: "left", Vertical: "center", WrapText: true}
	head := excelize.Style{Font: &excelize.Font{Bold: true, Color: "FFFFFF", Size: 10.5}, Alignment: left,
		Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{blue}}, NumFmt: formatText}
	headRight := head
	headRight.Alignment = right
	for _, m := range []struct {
		at    *int
		style excelize.Style
	}{
		{&s.title, excelize.Style{Font: &excelize.Font{Bold: true, Size: 15, Color: blue}, NumFmt: formatText}},
		{&s.note, excelize.Style{Font: &excelize.Font{Size: 9, Color: soft}, NumFmt: formatText}},
		{&s.stamp, excelize.Style{Font: &excelize.Font{Bold: true, Size: 10.5, Color: seal}, NumFmt: formatText}},
		{&s.link, excelize.Style{Font: &excelize.Font{Size: 10.5, Color: blue, Underline: "single"}, NumFmt: formatText}},
		{&s.head, head}, {&s.headRight, headRight},
	} {
		id, err := f.NewStyle(&m.style)
		if err != nil {
			return s, err
		}
		*m.at = id
	}
	var err error
	if s.text, err = s.cell(false, formatText, "", "left"); err != nil {
		return s, err
	}
	s.mark, err = s.cell(false, formatText, "", "right")
	return s, err
}

// cell is the style of a body cell; custom is a number format of our own.
func (s *styles) cell(total bool, format int, custom, align string) (int, error) {
	style := excelize.Style{
		Font: &excelize.Font{Size: 10.5, Bold: total}, NumFmt: format,
		Alignment: &excelize.Alignment{Horizontal: align, Vertical: "center", WrapText: align == "left"},
		Border:    []excelize.Border{{Type: "bottom", Color: "D5DBE0", Style: 1}},
	}
	if total {
		style.Border = append(style.Border, excelize.Border{Type: "top", Color: "5A6772", Style: 1})
	}
	if custom != "" {
		style.NumFmt, style.CustomNumFmt = 0, &custom
	}
	return s.f.NewStyle(&style)
}

// of is the style of a figure's cell.
func (s *styles) of(f figure.Figure, total bool) (int, error) {
	key, format, custom, align := "text", formatText, "", "right"
	if _, ok := chart.Number(f); ok {
		switch f.Value.Kind {
		case figure.Count:
			key, format = "count", formatCount
		case figure.Ratio:
			key, format = "percent", formatPercent
		case figure.Scaled:
			custom = scaledFormat(f.Value.Scale)
			key = custom
		}
	}
	if id, ok := s.total[total][key]; ok {
		return id, nil
	}
	id, err := s.cell(total, format, custom, align)
	s.total[total][key] = id
	return id, err
}

// scaledFormat shows a number with thousands separators and all its decimals.
func scaledFormat(scale int) string {
	if scale <= 0 {
		return "#,##0"
	}
	return "#,##0." + strings.Repeat("0", scale)
}
