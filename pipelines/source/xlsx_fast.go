package source

import "bytes"

// Nearly every cell of every workbook is one of a few forms, written alike by
// Excel, WPS, LibreOffice and the libraries:
//
//	<c r="B7" s="3"/>
//	<c r="B7" s="3" t="s"><v>12</v></c>
//	<c r="B7" t="inlineStr"><is><t>甲</t></is></c>
//
// plain reads these in one pass over the window. Whatever else stands there
// (a formula, an entity, a rich text, a space between tags) is left to
// readCell, from the same place.

// pending is a plain cell whose text lies in the text of its row.
type pending struct {
	at       int // in the row's cells
	head     cellHead
	from, to int
}

// roomForCell is how much of the part is in the window before a cell is read;
// a longer one is readCell's.
const roomForCell = 4 << 10

// plain reads the cell that begins at the scanner's place. It is false where
// that is not one of the forms, and has then read nothing.
func (r *xlsxRows) plain(col int) (cellHead, bool) {
	s := r.scan
	if s.end-s.pos < roomForCell && !s.eof {
		if s.fill() != nil { // the error comes again to whoever reads on
			return cellHead{}, false
		}
	}
	b := s.buf[s.pos:s.end]
	if len(b) < 4 || b[0] != '<' || b[1] != 'c' {
		return cellHead{}, false
	}
	head, at := plainHead(b, col)
	if at == 0 || head.col > maxColumns || len(r.row.Cells) >= maxColumns {
		return head, false
	}
	if b[at] == '/' {
		if at+1 >= len(b) || b[at+1] != '>' {
			return head, false
		}
		s.pos += at + 2
		return head, true
	}
	size := r.plainValue(b[at+1:], head)
	if size == 0 {
		return head, false
	}
	s.pos += at + 1 + size
	return head, true
}

// plainHead reads the attributes; at is the offset of what ends them, / or >,
// or 0 where they are not of the usual form.
func plainHead(b []byte, col int) (head cellHead, at int) {
	head = cellHead{col: col, kind: 'n'}
	at = 2
	for at < len(b) && b[at] == ' ' {
		if at+4 >= len(b) || b[at+2] != '=' || b[at+3] != '"' {
			return head, 0
		}
		name, value := b[at+1], b[at+4:]
		size := bytes.IndexByte(value[:min(len(value), longestRef)], '"')
		if size <= 0 {
			return head, 0
		}
		if !head.plainAttribute(name, value[:size]) {
			return head, 0
		}
		at += 5 + size
	}
	if at >= len(b) || b[at] != '/' && b[at] != '>' {
		return head, 0
	}
	return head, at
}

func (h *cellHead) plainAttribute(name byte, value []byte) bool {
	switch name {
	case 'r':
		h.col = 0
		for _, c := range value {
			if c < 'A' {
				break
			}
			if c > 'Z' {
				return false
			}
			h.col = h.col*26 + int(c-'A') + 1
		}
		return h.col > 0
	case 's':
		n, ok := plainNumber(value)
		h.style = n
		return ok
	case 't':
		return h.plainKind(value)
	}
	return false
}

func (h *cellHead) plainKind(value []byte) bool {
	h.kind = value[0]
	switch {
	case len(value) == 1:
		return h.kind == 's' || h.kind == 'n' || h.kind == 'b' || h.kind == 'e'
	case string(value) == "inlineStr":
		return true
	case string(value) == "str":
		h.kind = 'f'
		return true
	}
	return false
}

// plainNumber reads a short whole number.
func plainNumber(b []byte) (n int, ok bool) {
	if len(b) == 0 || len(b) > 9 {
		return 0, false
	}
	for _, c := range b {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, true
}

var (
	valueOpen, valueShut = []byte("<v>"), []byte("</v></c>")
	textOpen, textShut   = []byte("<is><t>"), []byte("</t></is></c>")
	spacedOpen           = []byte(`<is><t xml:space="preserve">`)
)

// plainValue reads what stands between the tags of a cell and adds the cell to
// the row. It returns how many bytes it read, with those of the closing tag; 0
// for another form.
func (r *xlsxRows) plainValue(b []byte, head cellHead) int {
	open, shut := valueOpen, valueShut
	if head.kind == 'i' {
		if open, shut = textOpen, textShut; bytes.HasPrefix(b, spacedOpen) {
			open = spacedOpen
		}
	}
	if !bytes.HasPrefix(b, open) {
		return 0
	}
	value := b[len(open):]
	size := bytes.IndexByte(value, '<')
	if size <= 0 || !bytes.HasPrefix(value[size:], shut) {
		return 0
	}
	value = value[:size]
	if head.kind == 's' {
		if !r.plainShared(head.col, value) {
			return 0
		}
	} else {
		if (head.kind == 'i' || head.kind == 'f') && escapedText(value) {
			return 0
		}
		from := len(r.text)
		r.text = append(r.text, value...)
		r.pending = append(r.pending, pending{len(r.row.Cells), head, from, len(r.text)})
		r.row.Cells = append(r.row.Cells, Cell{})
	}
	return len(open) + size + len(shut)
}

// escapedText reports whether a text has anything to resolve.
func escapedText(b []byte) bool {
	return bytes.IndexByte(b, '&') >= 0 || bytes.IndexByte(b, '_') >= 0
}

func (r *xlsxRows) plainShared(col int, value []byte) bool {
	i, ok := plainNumber(value)
	if !ok || i >= len(r.book.strings) {
		return false // readCell says what is wrong
	}
	if text := r.book.strings[i]; text != "" {
		r.row.Cells = append(r.row.Cells, Cell{Col: col, Kind: Text, Raw: text, Text: text})
	}
	return true
}

// finishRow gives the plain cells their texts, which are one piece of memory.
func (r *xlsxRows) finishRow() {
	text := string(r.text)
	for _, p := range r.pending {
		r.row.Cells[p.at] = r.book.typed(p.head, text[p.from:p.to])
	}
}

// typed is the cell of a value by what the cell's head says of it.
func (b *xlsxBook) typed(head cellHead, value string) Cell {
	cell := Cell{Col: head.col, Kind: Text, Raw: value, Text: value}
	switch head.kind {
	case 'b':
		cell.Kind, cell.Text = Bool, boolWord(value)
	case 'e':
		cell.Kind = ErrorCell
	case 'n':
		cell.Kind = Number
		cell.Text = b.look.show(head.style, value)
	}
	return cell
}

// boolWord is how a sheet shows a truth value.
func boolWord(raw string) string {
	switch raw {
	case "1":
		return "TRUE"
	case "0":
		return "FALSE"
	}
	return ""
}
