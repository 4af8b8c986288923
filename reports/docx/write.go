// Package docx writes a report's text and tables as a Word document: cover,
// Word's own contents, headings by the outline, tables with their notes, broad
// ones on pages across. Charts stay on the page: each has its table here.
//
// Every figure stands in a bookmark; a part of the file says which figure each
// bookmark is, so that a document can be read back and compared, also after
// Word has saved it. The same document gives the same bytes.
//
// The format is ECMA-376, Office Open XML; the order of elements follows its
// schemas.
package docx

import (
	"archive/zip"
	"bytes"
	"fmt"
	"os"

	"quxiang/reports/chapter"
)

// Write writes doc as a Word document to path.
func Write(path string, doc *chapter.Document) error {
	b := newBody(doc)
	b.write()
	content, err := packed(append(fixed(doc), b.parts()...))
	if err != nil {
		return fmt.Errorf("docx: %w", err)
	}
	return os.WriteFile(path, content, 0o644)
}

// file is a part of the package by its name.
type file struct {
	name    string
	content []byte
}

// packed is the zip archive of the parts in their order, without time stamps.
func packed(files []file) ([]byte, error) {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range files {
		to, err := w.Create(f.name) // no time: Create sets none
		if err != nil {
			return nil, err
		}
		if _, err := to.Write(f.content); err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
