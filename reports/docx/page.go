package docx

import (
	"strconv"

	"quxiang/reports/chapter"
)

// Twips are twentieths of a point; 1 mm is 56.7 of them.
const (
	shortSide = 11906 // A4
	longSide  = 16838
	topMargin = 1361 // 24 mm
	endMargin = 1247 // 22 mm
	toEdge    = 720  // of header and footer
)

// sheet is a page upright or across; header is the relation to its header,
// whose stamp stands at the right margin.
type sheet struct {
	width, height, side int // twips
	header              string
}

var (
	upright = sheet{shortSide, longSide, 1361, headerUpright} // margins of 24 mm
	across  = sheet{longSide, shortSide, 1021, headerAcross}  // of 18 mm
)

// room is the width that text has.
func (s sheet) room() int { return s.width - 2*s.side }

// properties ends a section of such pages.
func (s sheet) properties() element {
	size := el("w:pgSz").with("w:w", twips(s.width), "w:h", twips(s.height))
	if s.width > s.height {
		size = size.with("w:orient", "landscape")
	}
	return el("w:sectPr",
		el("w:headerReference").with("w:type", "default", "r:id", s.header),
		el("w:footerReference").with("w:type", "default", "r:id", footerEach),
		val("w:type", "nextPage"), size,
		el("w:pgMar").with("w:top", twips(topMargin), "w:right", twips(s.side), "w:bottom", twips(endMargin), "w:left", twips(s.side),
			"w:header", twips(toEdge), "w:footer", twips(toEdge), "w:gutter", "0"))
}

func twips(n int) string { return strconv.Itoa(n) }

// header is the institution at the left and the stamp at the right.
func header(doc *chapter.Document, s sheet) element {
	tab := el("w:tabs", val("w:tab", "right").with("w:pos", twips(s.room())))
	p := el("w:p", el("w:pPr", val("w:pStyle", "Header"), tab), run(doc.Institution))
	if doc.Stamp != "" {
		p.inner = append(p.inner, el("w:r", el("w:tab")), run(doc.Stamp, val("w:color", seal)))
	}
	return root("w:hdr", p)
}

// footer is 第 1 页 共 9 页.
func footer() element {
	return root("w:ftr", el("w:p", el("w:pPr", val("w:pStyle", "Footer")),
		run("第 "), field("PAGE"), run(" 页　共 "), field("NUMPAGES"), run(" 页")))
}

// field is a number that Word fills in.
func field(instruction string) element {
	return el("w:fldSimple", run("1")).with("w:instr", " "+instruction+" ")
}
