package verify

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"quxiang/pipelines/fault"
	"quxiang/reports/record"
)

// Release is a record that the warehouse keeps, with what the register says of
// it.
type Release struct {
	Number    string
	Path      string // of the record
	SHA256    string // of the record, by the register
	Withdrawn string // why; "": it stands
}

// source is a record that a file can be held against.
type source struct {
	record record.Record
	path   string
	kept   bool // by the warehouse, and as it registered it
	notes  []string
}

// choose finds the record that a file belongs to: the one that most of it
// agrees with. Names and numbers in a file can be changed as anything in it;
// thousands of figures that agree can't be chance.
func (o Options) choose(path string, c *content) (source, error) {
	var best source
	most := -1
	all, err := o.sources(path)
	if err != nil {
		return best, err
	}
	for _, s := range all {
		if n := agreement(s.record, c); n > most {
			best, most = s, n
		}
	}
	if most < 1 || 2*most < len(c.figures) {
		return best, &fault.Error{Op: "核验", File: path, Why: "找不到这份报告的记录",
			Hint: "在发布它的工作区里核验（-C），或把同名的 " + record.Suffix + " 记录放在它旁边"}
	}
	return best, nil
}

// agreement counts what of a file agrees with a record; equal bytes outweigh
// everything.
func agreement(r record.Record, c *content) int {
	n, recorded := 0, r.Printed()
	for _, f := range c.figures {
		if recorded[f.id] == f.printed {
			n++
		}
	}
	for _, f := range r.Files {
		if f.SHA256 == c.sum {
			return n + 1<<30
		}
	}
	return n + equalParts(sealed(r, c), c)
}

func equalParts(f *record.File, c *content) int {
	if f == nil {
		return 0
	}
	n, sums := 0, map[record.Part]bool{}
	for _, p := range f.Parts {
		sums[p] = true
	}
	for _, p := range c.pieces {
		if sums[record.Part{Place: p.place, Sum: p.sum()}] {
			n++
		}
	}
	return n
}

// sealed is what a record keeps of a file of this format.
func sealed(r record.Record, c *content) *record.File {
	var found *record.File
	for i, f := range r.Files {
		if strings.EqualFold(filepath.Ext(f.Name), filepath.Ext(c.name)) {
			if found == nil || f.SHA256 == c.sum {
				found = &r.Files[i]
			}
		}
	}
	return found
}

// sources are the warehouse's records, the latest first, then the one that lies
// beside the file.
func (o Options) sources(path string) ([]source, error) {
	var all []source
	for i := len(o.Releases) - 1; i >= 0; i-- {
		s, err := o.Releases[i].source()
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		all = append(all, s)
	}
	beside := strings.TrimSuffix(path, filepath.Ext(path)) + record.Suffix
	r, err := record.Read(beside)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return all, nil
	case err != nil:
		return nil, &fault.Error{Op: "核验", File: beside, Why: "旁边的记录读不了，已损坏", Err: err, Hint: "移开它，在发布报告的工作区里核验"}
	}
	same := func(s source) bool { return sameRelease(s.record, r) }
	if i := slices.IndexFunc(all, same); i >= 0 {
		// The warehouse's own goes before one that anybody may have written; where
		// releases have the same bytes, the one beside tells which is meant.
		return slices.Concat(all[i:i+1], all[:i], all[i+1:]), nil
	}
	return append(all, source{record: r, path: beside, notes: o.besideNotes(r)}), nil
}

// sameRelease says whether two records claim to be of one release.
func sameRelease(a, b record.Record) bool {
	return a.Origin.Release != "" && a.Origin.Release == b.Origin.Release && a.Institution == b.Institution && a.Audience == b.Audience
}

func (o Options) besideNotes(r record.Record) []string {
	notes := []string{"只与报告旁边的记录核对；记录本身是否可靠，要在发布它的工作区里核验"}
	switch {
	case r.Origin.Release == "":
		notes = append(notes, "这份报告没有发布过，没有发布编号")
	case len(o.Releases) > 0:
		notes = append(notes, "这个工作区没有登记过发布 "+r.Origin.Release)
	}
	return notes
}

// source reads a record of the warehouse. One that is not what was registered
// proves nothing.
func (r Release) source() (source, error) {
	content, err := os.ReadFile(r.Path)
	if err != nil {
		return source{}, err
	}
	sum := sha256.Sum256(content)
	if hex.EncodeToString(sum[:]) != r.SHA256 {
		return source{}, &fault.Error{Op: "核验", File: r.Path, Why: "发布 " + r.Number + " 的记录被改动过，与登记的 sha256 不同",
			Hint: "从备份恢复这个文件；报告旁边的记录可能还是原样"}
	}
	rec, err := record.Decode(content)
	if err != nil {
		return source{}, &fault.Error{Op: "核验", File: r.Path, Why: "发布 " + r.Number + " 的记录读不了", Err: err, Hint: "从备份恢复这个文件"}
	}
	s := source{record: rec, path: r.Path, kept: true}
	if r.Withdrawn != "" {
		s.notes = []string{"发布 " + r.Number + " 已撤回：" + r.Withdrawn}
	}
	return s, nil
}
