package docx

// The colours of the page.
const (
	night = "1F4E79"
	soft  = "5A6772"
	seal  = "A6382A"
	line  = "C5CDD3"
)

// look is a paragraph style; sizes are in half-points, spaces in twips.
type look struct {
	id, name  string
	next      string // style of what follows; empty: the same
	heading   bool   // in 黑体
	bold      bool
	size      string
	color     string
	before    string
	after     string
	leading   string // 240 is a line
	indent    element
	align     string
	level     string // of the outline, "0" the highest
	keep      bool   // on one page with what follows
	breaks    bool   // begins a page
	dress     []element
	untouched bool // not for the reader's list of styles
}

// The school's own words stand off the margin behind a rule, as on the page.
var (
	ownIndent = el("w:ind").with("w:left", "240")
	ownRule   = []element{el("w:pBdr", border("w:left", "18", "10", seal))}
)

// looks are the paragraph styles. Names that Word knows are Word's own, so that
// its navigation and its contents work.
var looks = []look{
	{id: "Normal", name: "Normal", size: "21"},
	{id: "House", name: "单位", size: "32", color: soft, before: "2400", after: "240", heading: true},
	{id: "Title", name: "Title", size: "56", color: night, after: "360", leading: "300", heading: true, bold: true},
	{id: "Subtitle", name: "Subtitle", size: "21", color: soft, after: "120", leading: "320"},
	{id: "Stamp", name: "版别", size: "24", color: seal, before: "120", after: "240", heading: true, bold: true},
	{id: "TOCHeading", name: "TOC Heading", size: "32", color: night, after: "240", heading: true, bold: true, breaks: true},
	{id: "TOC1", name: "toc 1", size: "21", before: "80", leading: "280", bold: true},
	{id: "TOC2", name: "toc 2", size: "20", leading: "280", indent: el("w:ind").with("w:left", "420")},
	{id: "Heading1", name: "heading 1", next: "Finding", size: "32", color: night, after: "240", level: "0", heading: true, bold: true, keep: true, breaks: true},
	{id: "Heading2", name: "heading 2", next: "Finding", size: "26", color: night, before: "320", after: "120", level: "1", heading: true, bold: true, keep: true},
	{id: "Heading3", name: "heading 3", next: "Finding", size: "24", before: "200", after: "80", level: "2", heading: true, bold: true, keep: true},
	{id: "Finding", name: "正文段落", size: "24", after: "100", leading: "360", indent: el("w:ind").with("w:firstLineChars", "200", "w:firstLine", "480"), align: "both"},
	{id: "Item", name: "列项", size: "24", leading: "360", indent: el("w:ind").with("w:left", "480", "w:hanging", "240")},
	{id: "Provided", name: "学校提供", next: "Own", size: "18", color: seal, before: "120", keep: true, indent: ownIndent, dress: ownRule},
	{id: "Own", name: "学校文字", size: "24", leading: "360", indent: ownIndent, align: "both", dress: ownRule},
	{id: "OwnHeading", name: "学校文字标题", next: "Own", size: "24", leading: "360", heading: true, bold: true, keep: true, indent: ownIndent, dress: ownRule},
	{id: "OwnItem", name: "学校文字列项", size: "24", leading: "360", indent: el("w:ind").with("w:left", "480", "w:hanging", "240"), dress: ownRule},
	{id: "Note", name: "说明", size: "20", color: soft, before: "60", after: "100", leading: "320"},
	{id: "Warning", name: "提醒", size: "21", color: seal, before: "80", after: "120", leading: "320", indent: el("w:ind").with("w:left", "160"),
		dress: []element{el("w:pBdr", border("w:left", "24", "8", seal)), el("w:shd").with("w:val", "clear", "w:color", "auto", "w:fill", "FBF1EF")}},
	{id: "Caption", name: "caption", size: "21", before: "240", after: "80", align: "center", heading: true, keep: true},
	{id: "Cell", name: "表内文字", size: "18"},
	{id: "Number", name: "表内数字", size: "18", align: "right"},
	{id: "Remark", name: "表注", size: "16", color: soft, before: "40", leading: "260"},
	{id: "Turn", name: "换页", leading: "", untouched: true},
	{id: "Header", name: "header", size: "17", color: soft, dress: []element{el("w:pBdr", border("w:bottom", "4", "4", line))}},
	{id: "Footer", name: "footer", size: "17", color: soft, align: "center"},
}

// styles is the part of that name: fonts and language for all, then the looks,
// then the one table style.
func styles() element {
	e := root("w:styles", el("w:docDefaults",
		el("w:rPrDefault", el("w:rPr", fonts("Times New Roman", "宋体"), val("w:sz", "21"), val("w:szCs", "21"),
			el("w:lang").with("w:val", "en-US", "w:eastAsia", "zh-CN", "w:bidi", "ar-SA"))),
		el("w:pPrDefault")))
	for _, l := range looks {
		e.inner = append(e.inner, l.style())
	}
	e.inner = append(e.inner, tableStyle())
	return e
}

func (l look) style() element {
	e := el("w:style", val("w:name", l.name)).with("w:type", "paragraph", "w:styleId", l.id)
	if l.id == "Normal" {
		e = e.with("w:default", "1")
	} else {
		e.inner = append(e.inner, val("w:basedOn", "Normal"))
	}
	if l.next != "" {
		e.inner = append(e.inner, val("w:next", l.next))
	}
	if l.untouched {
		e.inner = append(e.inner, el("w:semiHidden"))
	} else {
		e.inner = append(e.inner, el("w:qFormat"))
	}
	e.inner = append(e.inner, el("w:pPr", l.paragraph()...), el("w:rPr", l.run()...))
	return e
}

// paragraph lists the properties of a look's paragraphs in the schema's order.
func (l look) paragraph() []element {
	var out []element
	if l.keep {
		out = append(out, el("w:keepNext"), el("w:keepLines"))
	}
	if l.breaks {
		out = append(out, el("w:pageBreakBefore"))
	}
	out = append(out, l.dress...)
	out = append(out, l.spacing())
	if l.indent.name != "" {
		out = append(out, l.indent)
	}
	if l.align != "" {
		out = append(out, val("w:jc", l.align))
	}
	if l.level != "" {
		out = append(out, val("w:outlineLvl", l.level))
	}
	return out
}

// spacing of a page break's paragraph is next to nothing.
func (l look) spacing() element {
	if l.id == "Turn" {
		return el("w:spacing").with("w:before", "0", "w:after", "0", "w:line", "20", "w:lineRule", "exact")
	}
	e := el("w:spacing").with("w:before", orZero(l.before), "w:after", orZero(l.after))
	if l.leading != "" {
		e = e.with("w:line", l.leading, "w:lineRule", "auto")
	}
	return e
}

func orZero(s string) string {
	if s == "" {
		return "0"
	}
	return s
}

// run lists the properties of a look's text in the schema's order.
func (l look) run() []element {
	var out []element
	if l.heading {
		out = append(out, fonts("Arial", "黑体"))
	}
	if l.bold {
		out = append(out, el("w:b"))
	}
	if l.color != "" {
		out = append(out, val("w:color", l.color))
	}
	if l.size != "" {
		out = append(out, val("w:sz", l.size), val("w:szCs", l.size))
	}
	return out
}

// fonts sets Latin letters and digits in one font, Chinese in another.
func fonts(latin, chinese string) element {
	return el("w:rFonts").with("w:ascii", latin, "w:hAnsi", latin, "w:eastAsia", chinese, "w:cs", latin)
}

// border is a line at a side; size in eighths of a point, space in points.
func border(side, size, space, color string) element {
	return val(side, "single").with("w:sz", size, "w:space", space, "w:color", color)
}

// tableStyle has heavy lines above and below and light ones between rows, as
// Chinese reports set tables.
func tableStyle() element {
	return el("w:style", val("w:name", "报告表格"), el("w:qFormat"),
		el("w:tblPr", el("w:tblBorders", border("w:top", "12", "0", night), border("w:bottom", "12", "0", night), border("w:insideH", "2", "0", line))),
	).with("w:type", "table", "w:customStyle", "1", "w:styleId", "Report")
}

// fontTable tells programs without a font what to take in its stead.
func fontTable() element {
	e := root("w:fonts")
	for _, f := range [][2]string{{"宋体", "SimSun"}, {"黑体", "SimHei"}} {
		e.inner = append(e.inner, el("w:font", val("w:altName", f[1]), val("w:charset", "86")).with("w:name", f[0]))
	}
	return e
}
