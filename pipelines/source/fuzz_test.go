package source

import "testing"

// FuzzSheet: no XML, however broken, makes the reader panic or hang, or
// return cells without a place or a value.
func FuzzSheet(f *testing.F) {
	for _, seed := range []string{
		`<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>甲</t></is></c></row></sheetData></worksheet>`,
		`<sheetData><row><c><v>1</v></c><c t="s"><v>9</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells>`,
		`<sheetData><![CDATA[x]]><!-- a --><row r='3' hidden="1"><c r="ZZ3" t="e"><f/></c></row></sheetData>`,
		`<sheetData/>`, `<`, `<!>`, `<c r="`, `<row r="x"></row>`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, xml string) {
		book, err := Open(workbook(t, map[string]string{"xl/worksheets/sheet1.xml": xml}), Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer book.Close()
		if _, err := book.Merged(0); err != nil {
			return
		}
		rows, err := book.Rows(0)
		if err != nil {
			return
		}
		defer rows.Close()
		for rows.Next() {
			for _, c := range rows.Row().Cells {
				if c.Col < 1 || c.Kind == Empty {
					t.Fatalf("cell %+v", c)
				}
			}
		}
	})
}
