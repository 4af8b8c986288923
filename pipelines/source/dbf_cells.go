package source

import (
	"bytes"
	"encoding/binary"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

// cell reads a field by its type.
func (b *dbfBook) cell(f dbfField, d []byte) (Cell, error) {
	plain := strings.Trim(string(d), " \x00")
	switch {
	case f.kind == 'N' || f.kind == 'F':
		if strings.Trim(plain, "*") == "" {
			return overflow(plain), nil
		}
		return Cell{Kind: Number, Raw: plain, Text: plain}, nil
	case f.kind == 'D' && len(plain) == 8:
		return Cell{Kind: Number, Raw: plain, Text: plain[:4] + "-" + plain[4:6] + "-" + plain[6:]}, nil
	case f.kind == 'L':
		return logical(plain), nil
	case slices.Contains([]byte("IBYT"), f.kind):
		return binaryCell(f.kind, d), nil
	case slices.Contains([]byte("MGPW"), f.kind):
		return memo(d), nil
	case f.kind == '0': // FoxPro's own column of null flags
		return Cell{}, nil
	}
	text, err := b.decode(d)
	if err != nil {
		return Cell{}, err
	}
	c, _ := textCell(strings.TrimSpace(text), true)
	return c, nil
}

// overflow is a number that is not set, or that did not fit its field.
func overflow(stars string) Cell {
	if stars == "" {
		return Cell{}
	}
	return Cell{Kind: ErrorCell, Raw: stars, Text: stars}
}

// logical reads T, F, Y and N; ? and blank are not set.
func logical(s string) Cell {
	switch strings.ToUpper(s) {
	case "T", "Y":
		return boolErr(1, false)
	case "F", "N":
		return boolErr(0, false)
	}
	return Cell{}
}

// memo stands for a text that lies in another file, .dbt or .fpt: the field
// holds only its block there, a number in digits or, in FoxPro, in 4 bytes.
func memo(block []byte) Cell {
	none := " 0\x00"
	if len(block) == 4 {
		none = "\x00"
	}
	if len(bytes.Trim(block, none)) == 0 {
		return Cell{}
	}
	return Cell{Kind: ErrorCell, Raw: "备注字段", Text: "备注字段"}
}

// binaryCell reads FoxPro's integer, double, currency and time.
func binaryCell(kind byte, d []byte) Cell {
	number := func(s string) Cell { return Cell{Kind: Number, Raw: s, Text: s} }
	switch {
	case kind == 'I' && len(d) == 4:
		return number(strconv.Itoa(int(int32(binary.LittleEndian.Uint32(d)))))
	case kind == 'B' && len(d) == 8:
		return number(strconv.FormatFloat(math.Float64frombits(binary.LittleEndian.Uint64(d)), 'f', -1, 64))
	case kind == 'Y' && len(d) == 8:
		return number(strconv.FormatFloat(float64(int64(binary.LittleEndian.Uint64(d)))/1e4, 'f', -1, 64))
	case kind == 'T' && len(d) == 8 && binary.LittleEndian.Uint32(d) != 0:
		const julian1970 = 2440588
		days := int(binary.LittleEndian.Uint32(d)) - julian1970
		at := time.Unix(0, 0).UTC().AddDate(0, 0, days).Add(time.Duration(binary.LittleEndian.Uint32(d[4:])) * time.Millisecond)
		return number(strings.TrimSuffix(at.Format("2006-01-02 15:04:05"), " 00:00:00"))
	}
	return Cell{}
}
