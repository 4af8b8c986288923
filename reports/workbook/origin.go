package workbook

import "quxiang/reports/outline"

// The columns of the sheet that says what a report was made from; a checksum
// has 64 digits.
const (
	factWidth  = 44
	valueWidth = 70
)

// origin writes what the report was made from on the last sheet that is seen;
// there is none where nothing is known.
func (b *book) origin() error {
	facts := outline.Origin(b.doc.Origin)
	if facts == nil {
		return nil
	}
	if _, err := b.f.NewSheet(originSheet); err != nil {
		return err
	}
	w := writer{book: b, sheet: originSheet}
	w.text(1, titleRow, originSheet, b.look.title)
	w.text(1, backRow, "返回目录", b.look.link)
	w.link(1, backRow, contentsSheet)
	w.text(1, headRow, outline.OriginName, b.look.head)
	w.text(2, headRow, outline.OriginValue, b.look.head)
	for i, f := range facts {
		w.text(1, firstRow+i, f.Name, b.look.text)
		w.text(2, firstRow+i, f.Value, b.look.text)
	}
	w.text(1, firstRow+len(facts)+1, outline.Imprint(b.doc), b.look.line)
	w.width(1, factWidth)
	w.width(2, valueWidth)
	w.rowsHigh()
	w.freeze(0, headRow)
	w.page(headRow, "landscape")
	return w.err
}
