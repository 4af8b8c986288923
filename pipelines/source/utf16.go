package source

import (
	"bufio"
	"io"
	"unicode"
	"unicode/utf8"

	encode "golang.org/x/text/encoding/unicode"
)

// unmarked recognises UTF-16 that does not say so: in a table, the commas and
// the line ends alone make every second byte of many a zero, and read so, the
// whole file must be characters that tables are written in.
func unmarked(f io.ReadSeeker) (charset, bool, error) {
	head := make([]byte, 1<<16)
	n, err := io.ReadFull(f, head)
	if err != nil && err != io.ErrUnexpectedEOF && err != io.EOF {
		return charset{}, false, err
	}
	even, odd := zeroBytes(head[:n])
	chosen := charset{"UTF-16LE", encode.UTF16(encode.LittleEndian, encode.IgnoreBOM), "没有 BOM；隔一个字节常为 0，按 UTF-16LE 读全是常用字符"}
	if even > odd {
		chosen = charset{"UTF-16BE", encode.UTF16(encode.BigEndian, encode.IgnoreBOM), "没有 BOM；隔一个字节常为 0，按 UTF-16BE 读全是常用字符"}
	}
	if max(even, odd)*50 < n || min(even, odd)*20 > max(even, odd) {
		return charset{}, false, nil
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return charset{}, false, err
	}
	ok, err := writing(bufio.NewReaderSize(chosen.decode(f), 1<<16))
	return chosen, ok, err
}

// zeroBytes counts the zeros at even and at odd offsets.
func zeroBytes(b []byte) (even, odd int) {
	for i, c := range b {
		switch {
		case c == 0 && i%2 == 0:
			even++
		case c == 0:
			odd++
		}
	}
	return even, odd
}

// writing reports whether a text is nearly all of ASCII, Chinese characters
// and their punctuation, and has nothing that is no character.
func writing(r io.RuneReader) (bool, error) {
	var usual, all int
	for {
		c, _, err := r.ReadRune()
		if err == io.EOF {
			return all > 0 && usual*20 >= all*19, nil
		}
		if err != nil {
			return false, err
		}
		if c == utf8.RuneError || c == 0 || unicode.IsControl(c) && c != '\t' && c != '\r' && c != '\n' {
			return false, nil
		}
		all++
		if c < 0x80 || c >= 0x2000 && c < 0x3100 || unicode.Is(unicode.Han, c) || c >= 0xff00 {
			usual++
		}
	}
}
