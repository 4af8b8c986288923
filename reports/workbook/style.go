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

// family is the font of every cell: the default one has no Chinese.
const family = "微软雅黑"

// styles are the workbook's cell styles by their index.
type styles struct {
	f                                    *excelize.File
	title, note, stamp, link, head, text int
	headRight, line                      int // line is a note that does not wrap
	body                                 map[bodyKey]int
}

// bodyKey tells the styles of body cells apart.
type bodyKey struct {
	total         bool
	format        int
	custom, align string
}

func newStyles(f *excelize.File) (styles, error) {
	s := styles{f: f, body: map[bodyKey]int{}}
	blue, soft, seal := "1F4E79", "5A6772", "A6382A"
	right := &excelize.Alignment{Horizontal: "right", Vertical: "center", WrapText: true}
	left := &excelize.Alignment{Horizontal: "left", Vertical: "center", WrapText: true}
	head := excelize.Style{Font: &excelize.Font{Family: family, Bold: true, Color: "FFFFFF", Size: 10.5}, Alignment: left,
		Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{blue}}, NumFmt: formatText}
	headRight := head
	headRight.Alignment = right
	for _, m := range []struct {
		at    *int
		style excelize.Style
	}{
		{&s.title, excelize.Style{Font: &excelize.Font{Family: family, Bold: true, Size: 15, Color: blue}, NumFmt: formatText}},
		{&s.note, excelize.Style{Font: &excelize.Font{Family: family, Size: 9, Color: soft}, NumFmt: formatText,
			Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}}},
		{&s.line, excelize.Style{Font: &excelize.Font{Family: family, Size: 9, Color: soft}, NumFmt: formatText}},
		{&s.stamp, excelize.Style{Font: &excelize.Font{Family: family, Bold: true, Size: 10.5, Color: seal}, NumFmt: formatText}},
		{&s.link, excelize.Style{Font: &excelize.Font{Family: family, Size: 10.5, Color: blue, Underline: "single"}, NumFmt: formatText}},
		{&s.head, head}, {&s.headRight, headRight},
	} {
		id, err := f.NewStyle(&m.style)
		if err != nil {
			return s, err
		}
		*m.at = id
	}
	var err error
	s.text, err = s.label(false, "left")
	return s, err
}

// label is the style of a cell of text.
func (s *styles) label(total bool, align string) (int, error) {
	return s.cell(bodyKey{total: total, format: formatText, align: align})
}

// of is the style of a figure's cell: its kind's number format, or text for a
// mark or a word. Words in a column of text stand as the text does.
func (s *styles) of(f figure.Figure, total bool, align string) (int, error) {
	k := bodyKey{total: total, format: formatText, align: "right"}
	if f.Value.Kind == figure.Text {
		k.align = align
	}
	if _, ok := chart.Number(f); ok {
		switch f.Value.Kind {
		case figure.Count:
			k.format = formatCount
			if f.Value.Unit == "%" {
				k.format, k.custom = 0, "0"+unitFormat(f.Value.Unit)
			}
		case figure.Ratio:
			k.format = formatPercent
		case figure.Scaled:
			k.format, k.custom = 0, scaledFormat(f.Value.Scale)+unitFormat(f.Value.Unit)
		}
	}
	return s.cell(k)
}

// unitFormat is what a number format ends in: only a percent sign is printed
// with the number.
func unitFormat(unit string) string {
	if unit == "%" {
		return unit
	}
	return ""
}

// cell is the style of a body cell, made once.
func (s *styles) cell(k bodyKey) (int, error) {
	if id, ok := s.body[k]; ok {
		return id, nil
	}
	style := excelize.Style{
		Font: &excelize.Font{Family: family, Size: 10.5, Bold: k.total}, NumFmt: k.format,
		Alignment: &excelize.Alignment{Horizontal: k.align, Vertical: "center", WrapText: k.align == "left"},
		Border:    []excelize.Border{{Type: "bottom", Color: "D5DBE0", Style: 1}},
	}
	if k.total {
		style.Border = append(style.Border, excelize.Border{Type: "top", Color: "5A6772", Style: 1})
	}
	if k.custom != "" {
		style.CustomNumFmt = &k.custom
	}
	id, err := s.f.NewStyle(&style)
	s.body[k] = id
	return id, err
}

// scaledFormat shows a number with thousands separators and all its decimals.
func scaledFormat(scale int) string {
	if scale <= 0 {
		return "#,##0"
	}
	return "#,##0." + strings.Repeat("0", scale)
}
