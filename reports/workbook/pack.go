package workbook

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"regexp"
	"slices"
)

// contentTypes is the part that excelize writes in the order of a Go map, the
// only one in a workbook of ours that differs from run to run.
const contentTypes = "[Content_Types].xml"

var (
	defaults = regexp.MustCompile(`(?:<Default [^>]*></Default>)+`)
	oneOf    = regexp.MustCompile(`<Default [^>]*></Default>`)
)

// settle packs a workbook's parts anew in their order, content types sorted and
// without time stamps, so that equal workbooks are equal bytes.
func settle(packed []byte) ([]byte, error) {
	in, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, part := range in.File {
		content, err := read(part)
		if err != nil {
			return nil, err
		}
		if part.Name == contentTypes {
			content = defaults.ReplaceAllFunc(content, sorted)
		}
		to, err := w.Create(part.Name) // no time: Create sets none
		if err != nil {
			return nil, err
		}
		if _, err := to.Write(content); err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

func read(part *zip.File) ([]byte, error) {
	r, err := part.Open()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", part.Name, err)
	}
	defer r.Close()
	return io.ReadAll(r)
}

// sorted puts a run of <Default> elements in order.
func sorted(run []byte) []byte {
	each := oneOf.FindAll(run, -1)
	slices.SortFunc(each, bytes.Compare)
	return bytes.Join(each, nil)
}
