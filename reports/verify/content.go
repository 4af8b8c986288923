// Package verify tells whether a copy of a report still says what was released:
// it reads the copy back, holds every figure against the record, and everything
// else that a reader sees against the sums that the record keeps. On request it
// makes the report again, from the build that the release was made of and from
// the present one.
package verify

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"quxiang/pipelines/fault"
	"quxiang/reports/record"
)

// content is a file read back.
type content struct {
	name    string
	sum     string // sha256
	size    int64
	pieces  []piece
	figures []found
}

// piece is a part of a file with what it shows, line by line.
type piece struct {
	place string // stays the same while the part is there: #settlement, a sheet
	title string // for readers; "": the place says it
	lines []string
}

// found is a figure where it stands in a file; part is the place of its piece.
type found struct{ id, printed, place, part string }

// readers reads each format; a format without an entry is told by its bytes
// alone.
var readers = map[string]func(*content, []byte) error{
	".html": readPage,
	".xlsx": readBook,
	".docx": readText,
}

// open reads a file called name from path.
func open(name, path string) (*content, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, &fault.Error{Kind: fault.Usage, Op: "核验", File: path, Why: "读不了", Err: err, Hint: "检查路径和权限"}
	}
	sum := sha256.Sum256(raw)
	c := &content{name: name, sum: hex.EncodeToString(sum[:]), size: int64(len(raw))}
	if read := readers[strings.ToLower(filepath.Ext(name))]; read != nil {
		err = read(c, raw)
	}
	return c, err
}

// method is the number of the way in which this package reads files into parts
// and sums them up. A change of what counts as shown takes the next number, so
// that a record of before isn't held against it.
const method = 1

// Seal is what a record keeps of a file of the report: it lies at path, perhaps
// under a temporary name, and is called name.
func Seal(name, path string) (record.File, error) {
	c, err := open(name, path)
	if err != nil {
		return record.File{}, fmt.Errorf("seal %s: %w", name, err)
	}
	f := record.File{Name: name, SHA256: c.sum, Size: c.size, Method: method}
	for _, p := range c.pieces {
		f.Parts = append(f.Parts, record.Part{Place: p.place, Sum: p.sum()})
	}
	return f, nil
}

// sum condenses what a piece shows.
func (p piece) sum() string {
	h := sha256.New()
	for _, line := range p.lines {
		fmt.Fprintf(h, "%d:%s\n", len(line), line)
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// name is the piece for readers.
func (p piece) name() string {
	if p.title == "" {
		return p.place
	}
	return p.title + "（" + p.place + "）"
}

// begin starts a piece; places that stand twice are counted.
func (c *content) begin(place string) {
	name, n := place, 1
	for _, p := range c.pieces {
		if p.place == name {
			n++
			name = fmt.Sprintf("%s (%d)", place, n)
		}
	}
	c.pieces = append(c.pieces, piece{place: name})
}

// last is the piece that is being read.
func (c *content) last() *piece { return &c.pieces[len(c.pieces)-1] }

func (c *content) line(text string) { c.last().lines = append(c.last().lines, text) }

// words joins lines of white space and text to one line of words.
func words(text []byte) string {
	return strings.Join(strings.Fields(string(bytes.ToValidUTF8(text, nil))), " ")
}
