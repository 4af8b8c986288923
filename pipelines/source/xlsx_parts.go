package source

import (
	"archive/zip"
	"errors"
	"io"
	"io/fs"
	"math"
	"path"
	"strings"
)

// Bounds against files made to fill a memory or a disk.
const (
	// maxPart is what one part of a workbook may unpack to: the largest real
	// sheet, 900,000 rows of 60 columns, takes 4 GB.
	maxPart = 16 << 30
	// maxRatio is how much larger than packed it may be. A sheet of one value
	// throughout, without references, was measured at 250.
	maxRatio = 400
	// freeSize is what any part may unpack to, whatever its ratio.
	freeSize = 256 << 20
	// maxStrings bounds the parts that have to be held in memory.
	maxStrings = 1 << 30
	// maxMerged is a bound on merged ranges, which are held too.
	maxMerged = 1 << 20
	// maxColumns is Excel's own: the last column is XFD.
	maxColumns = 16384
)

// part opens a part for reading, bounded by limit.
func (b *xlsxBook) part(name string, limit int64) (io.ReadCloser, error) {
	f := partOf(b.zip, name)
	if f == nil {
		return nil, fs.ErrNotExist
	}
	return unpack(f, limit)
}

// partOf finds a part, however the writer spelt its name; nil for none.
func partOf(archive *zip.Reader, name string) *zip.File {
	for _, f := range archive.File {
		if strings.EqualFold(strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "/"), name) {
			return f
		}
	}
	return nil
}

// unpack opens a packed file, bounded by limit and by what it may sensibly
// hold for its size.
func unpack(f *zip.File, limit int64) (io.ReadCloser, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	sensible := maxRatio * int64(min(f.CompressedSize64, math.MaxInt64/maxRatio))
	return &boundedPart{ReadCloser: r, left: min(limit, max(sensible, freeSize))}, nil
}

type boundedPart struct {
	io.ReadCloser
	left int64
}

var errTooLarge = errors.New("解压后大得不合情理")

func (p *boundedPart) Read(b []byte) (int, error) {
	n, err := p.ReadCloser.Read(b)
	if p.left -= int64(n); p.left < 0 {
		return n, errTooLarge
	}
	return n, err
}

// walk calls f for every tag of a part, until f returns io.EOF.
func (b *xlsxBook) walk(name string, limit int64, f func(tag) error) error {
	r, err := b.part(name, limit)
	if err != nil {
		return err
	}
	defer r.Close()
	s := newScanner(r)
	for err == nil {
		var t tag
		if t, err = s.next(); err == nil {
			err = f(t)
		}
	}
	if err == io.EOF {
		return nil
	}
	return err
}

// partNames are where a workbook keeps its parts. Most writers say
// xl/workbook.xml; Excel on the web may say xl/workbook2.xml.
type partNames struct {
	workbook, strings, styles string
	sheets                    map[string]string // relation → part
}

// findParts follows the relations from the root to the workbook and from there
// to its parts; chart sheets and macro sheets hold no rows and are left out.
func (b *xlsxBook) findParts() error {
	b.names = partNames{workbook: "xl/workbook.xml", strings: "xl/sharedStrings.xml", styles: "xl/styles.xml",
		sheets: map[string]string{}}
	err := b.relations("_rels/.rels", "", func(kind, _, target string) {
		if kind == "officeDocument" && partOf(b.zip, target) != nil {
			b.names.workbook = target
		}
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) { // without the root's, the usual names hold
		return err
	}
	dir, base := path.Split(b.names.workbook)
	return b.relations(dir+"_rels/"+base+".rels", dir, func(kind, id, target string) {
		switch kind {
		case "worksheet":
			b.names.sheets[id] = target
		case "sharedStrings":
			b.names.strings = target
		case "styles":
			b.names.styles = target
		}
	})
}

// relations calls f with the kind, id and target of each relation of a part
// that lies in dir.
func (b *xlsxBook) relations(name, dir string, f func(kind, id, target string)) error {
	return b.walk(name, maxStrings, func(t tag) error {
		if t.is("Relationship") {
			target := strings.ReplaceAll(t.attr("Target"), `\`, "/")
			if !strings.HasPrefix(target, "/") {
				target = dir + target
			}
			f(path.Base(t.attr("Type")), t.attr("Id"), strings.TrimPrefix(path.Clean(target), "/"))
		}
		return nil
	})
}
