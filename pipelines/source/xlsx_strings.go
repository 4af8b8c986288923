package source

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
)

// readStrings loads the shared strings once; workbooks written as streams have
// none.
func (b *xlsxBook) readStrings() error {
	if b.loaded {
		return nil
	}
	var current stringBuilder
	held := 0 // bytes, each string's header included
	err := b.walk(b.names.strings, maxStrings, func(t tag) error {
		switch {
		case t.is("si"):
			current = stringBuilder{}
			if !t.single {
				return nil
			}
		case !t.ends("si"):
			current.add(t)
			return nil
		}
		b.strings = append(b.strings, current.String())
		if held += len(current.parts) + 16; held > maxStrings {
			return errTooLarge
		}
		return nil
	})
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	b.loaded = err == nil
	return err
}

// stringBuilder gathers the runs of a rich string and leaves out phonetic
// readings, which the sheet does not show.
type stringBuilder struct {
	inText   bool
	phonetic bool
	parts    []byte
}

func (b *stringBuilder) add(t tag) {
	switch {
	case t.cdata:
		if b.inText && !b.phonetic {
			b.parts = append(b.parts, t.text...)
		}
		return
	case t.is("rPh"):
		b.phonetic = !t.single
	case t.ends("rPh"):
		b.phonetic = false
	case t.is("t"):
		b.inText = !t.single
	case t.ends("t"):
		if b.inText && !b.phonetic {
			b.parts = append(b.parts, unescape(t.text)...)
		}
		b.inText = false
	}
}

func (b *stringBuilder) String() string { return string(b.parts) }

// behindRows unpacks a sheet up to the end of its rows and returns the rest.
func behindRows(r io.Reader) (io.Reader, error) {
	mark := []byte("sheetData>")
	window := make([]byte, 0, 256<<10)
	for {
		n, err := r.Read(window[len(window):cap(window)])
		looked := max(0, len(window)-64) // half a mark may stand before what is new
		window = window[:len(window)+n]
		if at := rowsEnd(window[looked:], mark); at >= 0 {
			return io.MultiReader(bytes.NewReader(bytes.Clone(window[looked+at:])), r), nil
		}
		if err == io.EOF { // an empty <sheetData/>: nothing can be merged before it
			return bytes.NewReader(nil), nil
		}
		if err != nil {
			return nil, err
		}
		if len(window) == cap(window) { // keep what may be half a mark
			window = window[:copy(window, window[len(window)-64:])]
		}
	}
}

// rowsEnd returns the offset behind </sheetData> or </x:sheetData>.
func rowsEnd(window, mark []byte) int {
	for from := 0; ; {
		i := bytes.Index(window[from:], mark)
		if i < 0 {
			return -1
		}
		at := from + i
		from = at + len(mark)
		tag := window[max(0, at-32):at]
		open := bytes.LastIndexByte(tag, '<')
		if open >= 0 && open+1 < len(tag) && tag[open+1] == '/' && (len(tag) == open+2 || tag[len(tag)-1] == ':') {
			return from
		}
	}
}
