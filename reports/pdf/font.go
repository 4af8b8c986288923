package pdf

import (
	"bytes"
	"compress/zlib"
	"io"
	"regexp"
	"strconv"
)

// The maps from a font's glyphs to characters are streams of their own (ISO
// 32000-1, 9.10.3); they begin with mapStart and give characters in UTF-16, four
// hexadecimal digits at the end of a line.
var (
	streamFrom = regexp.MustCompile(`stream\r?\n`)
	mapStart   = []byte("begincmap")
	character  = regexp.MustCompile(`<([0-9A-Fa-f]{4})>\s*[\r\n]`)
)

// mapHead is how far into a stream a map's start is looked for.
const mapHead = 256

// chinese says whether a PDF as browsers write it has a font with a Chinese
// character in it. Where the system has no such font, the characters become
// empty boxes, which map to nothing.
func chinese(pdf []byte) bool {
	for _, at := range streamFrom.FindAllIndex(pdf, -1) {
		if hasChinese(characterMap(pdf[at[1]:])) {
			return true
		}
	}
	return false
}

// characterMap inflates what follows where it is a map of characters; nil for
// other streams.
func characterMap(stream []byte) []byte {
	r, err := zlib.NewReader(bytes.NewReader(stream))
	if err != nil {
		return nil
	}
	defer r.Close()
	head := make([]byte, mapHead)
	n, _ := io.ReadFull(r, head) // a shorter stream is read whole
	if !bytes.Contains(head[:n], mapStart) {
		return nil
	}
	rest, err := io.ReadAll(r)
	if err != nil {
		return nil
	}
	return append(head[:n], rest...)
}

// hasChinese looks for a CJK ideograph (U+4E00 to U+9FFF) among the characters.
func hasChinese(characters []byte) bool {
	for _, m := range character.FindAllSubmatch(characters, -1) {
		if code, err := strconv.ParseUint(string(m[1]), 16, 32); err == nil && code >= 0x4e00 && code <= 0x9fff {
			return true
		}
	}
	return false
}
