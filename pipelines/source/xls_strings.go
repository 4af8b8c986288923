package source

import (
	"encoding/binary"
	"unicode/utf16"
)

// readStrings reads the shared strings, which go on over CONTINUE records
// ([MS-XLS] 2.4.265), and says where the record after them begins.
func (b *xlsBook) readStrings(r record) (next int, err error) {
	s := sstReader{segments: [][]byte{r.data[8:]}}
	total := int(binary.LittleEndian.Uint32(r.data[4:]))
	for next = r.next; ; next = r.next {
		if r, err = b.record(next); err != nil {
			return 0, err
		}
		if r.id != recContinue {
			break
		}
		s.segments = append(s.segments, r.data)
	}
	b.strings = make([]string, 0, min(total, 1<<16))
	for len(b.strings) < total && !s.short {
		b.strings = append(b.strings, s.text())
	}
	if s.short {
		return 0, errBIFFCut
	}
	return next, nil
}

// sstReader walks over the segments of the shared strings. A string's
// characters may go on in the next segment, which then says anew whether they
// have one byte or two; everything else just goes on.
type sstReader struct {
	segments [][]byte
	units    []uint16
	short    bool // more was asked for than there is
}

// bytes takes the next n bytes, across segments.
func (s *sstReader) bytes(n int) []byte {
	var out []byte
	for n > 0 && s.fill() {
		k := min(n, len(s.segments[0]))
		if out == nil && k == n {
			out = s.segments[0][:k:k]
		} else {
			out = append(out, s.segments[0][:k]...)
		}
		s.segments[0] = s.segments[0][k:]
		n -= k
	}
	s.short = s.short || n > 0
	return out
}

// fill drops segments that are read to their end.
func (s *sstReader) fill() bool {
	for len(s.segments) > 0 && len(s.segments[0]) == 0 {
		s.segments = s.segments[1:]
	}
	return len(s.segments) > 0
}

func (s *sstReader) number(size int) int {
	n := 0
	for i, c := range s.bytes(size) {
		n |= int(c) << (8 * i)
	}
	return n
}

// text reads one string; formatting runs and phonetic hints are passed over.
func (s *sstReader) text() string {
	n, flags := s.number(2), s.number(1)
	runs, extra := 0, 0
	if flags&8 != 0 {
		runs = s.number(2)
	}
	if flags&4 != 0 {
		extra = s.number(4)
	}
	out := s.characters(n, flags&1 != 0)
	s.bytes(4*runs + extra)
	return out
}

func (s *sstReader) characters(n int, wide bool) string {
	s.units = s.units[:0]
	for n > 0 {
		if len(s.segments) > 0 && len(s.segments[0]) == 0 {
			if !s.fill() {
				break
			}
			wide = s.number(1)&1 != 0
		}
		taken := s.run(n, wide)
		if taken == 0 {
			break
		}
		n -= taken
	}
	s.short = s.short || n > 0
	return string(utf16.Decode(s.units))
}

// run takes up to n characters of the segment at hand.
func (s *sstReader) run(n int, wide bool) int {
	if len(s.segments) == 0 {
		return 0
	}
	size := 1
	if wide {
		size = 2
	}
	d := s.segments[0]
	n = min(n, len(d)/size)
	for i := range n {
		if wide {
			s.units = append(s.units, binary.LittleEndian.Uint16(d[2*i:]))
		} else {
			s.units = append(s.units, uint16(d[i]))
		}
	}
	s.segments[0] = d[n*size:]
	return n
}
