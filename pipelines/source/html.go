package source

import (
	"bytes"
	"errors"
	"io"
	"os"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// openHTML reads the tables of a web page that calls itself .xls, as teaching
// and admission portals export. Every table with two rows or more is a sheet.
// Cells are text: a page does not say what is a number.
func openHTML(f *os.File, path string, opts Options) (Book, error) {
	chars, err := chooseCharset(f, opts)
	if err != nil {
		return nil, refuseCharset(path, err)
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return nil, refuse(path, "读不了文件", "检查磁盘，或重新复制一份", err)
	}
	grids, err := htmlTables(chars.decode(f))
	if err != nil {
		return nil, refuse(path, "网页读不下去", saveXLSX, err)
	}
	if len(grids) == 0 {
		return nil, refuse(path, "这是网页（HTML），里面没有表格", saveXLSX, nil)
	}
	return &gridBook{file: f, format: "html", encoding: chars.known(), grids: grids}, nil
}

var errPageTooLarge = errors.New("网页大得不合情理")

// htmlTables reads the tables of a page. A table inside another is a table of
// its own, and no part of the cell it stands in.
func htmlTables(r io.Reader) ([]grid, error) {
	text, err := io.ReadAll(io.LimitReader(r, maxGrid+1))
	if err != nil {
		return nil, err
	}
	if len(text) > maxGrid {
		return nil, errPageTooLarge
	}
	root, err := html.Parse(bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	var grids []grid
	for n := range root.Descendants() {
		if n.DataAtom != atom.Table {
			continue
		}
		if g := htmlTable(n); len(g.rows) > 1 {
			g.name = "表" + strconv.Itoa(len(grids)+1)
			grids = append(grids, g)
		}
	}
	return grids, nil
}

// htmlTable lays a table's cells out: what a rowspan covers moves the cells
// below it to the right.
func htmlTable(table *html.Node) grid {
	var g grid
	covered := map[int]int{} // column → the last row that a cell above reaches
	row := 0
	for tr := range table.Descendants() {
		if tr.DataAtom != atom.Tr || enclosing(tr.Parent, atom.Table) != table {
			continue
		}
		row++
		col := 1
		for td := range tr.ChildNodes() {
			if td.DataAtom != atom.Td && td.DataAtom != atom.Th {
				continue
			}
			for covered[col] >= row {
				col++
			}
			height, width := span(td, "rowspan"), span(td, "colspan")
			c, _ := textCell(cellText(td), true)
			c.Col = col
			g.add(row, hiddenNode(tr), c)
			g.merge(row, col, height, width)
			for range width {
				covered[col] = row + height - 1
				col++
			}
		}
	}
	return g
}

// enclosing is the nearest node of a kind at or above n.
func enclosing(n *html.Node, kind atom.Atom) *html.Node {
	for n != nil && n.DataAtom != kind {
		n = n.Parent
	}
	return n
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// maxSpan is the largest span that browsers follow.
const maxSpan = 1000

func span(n *html.Node, name string) int {
	v, err := strconv.Atoi(strings.TrimSpace(attribute(n, name)))
	if err != nil || v < 1 {
		return 1
	}
	return min(v, maxSpan)
}

func hiddenNode(n *html.Node) bool {
	style := strings.ReplaceAll(strings.ToLower(attribute(n, "style")), " ", "")
	return strings.Contains(style, "display:none")
}

// cellText is a cell's text as a page shows it: white space is one space, and
// a <br> is a line feed.
func cellText(td *html.Node) string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		switch {
		case n.DataAtom == atom.Table || n.DataAtom == atom.Script || n.DataAtom == atom.Style:
			return
		case n.DataAtom == atom.Br:
			b.WriteString("\n")
		case n.Type == html.TextNode:
			b.WriteString(spaces.Replace(n.Data))
		}
		for c := range n.ChildNodes() {
			walk(c)
		}
	}
	walk(td)
	lines := strings.Split(b.String(), "\n")
	for i, line := range lines {
		lines[i] = strings.Join(strings.Fields(line), " ")
	}
	return unforce(strings.TrimSpace(strings.Join(lines, "\n")))
}

// spaces makes a page's line ends and no-break spaces plain ones.
var spaces = strings.NewReplacer("\r", " ", "\n", " ", "\t", " ", "\u00a0", " ")
