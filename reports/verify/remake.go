package verify

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"

	"quxiang/reports/chapter"
	"quxiang/reports/docx"
	"quxiang/reports/html"
	"quxiang/reports/record"
	"quxiang/reports/workbook"
	"quxiang/templates"
)

// locate finds what exactly differs in the parts that differ, by making the
// file again from the release's own build. Where that can't be done the parts
// stay named and their words unknown.
func (r *Result) locate(ctx context.Context, from int, c *content, rec record.Record, o Options) {
	if o.Remake == nil || o.Scratch == "" || from == len(r.Differences) {
		return
	}
	doc, err := o.Remake(ctx, rec, rec.BuildID)
	if err != nil {
		r.Notes = append(r.Notes, "没有能按发布时的构建重做一遍，不能指出改动的是哪几个字")
		return
	}
	again, err := render(doc, c.name, o.Scratch)
	if err != nil {
		r.Notes = append(r.Notes, "没有能按发布时的构建重做一遍，不能指出改动的是哪几个字（"+err.Error()+"）")
		return
	}
	r.quote(from, c, again)
}

// quote puts the words that differ into the differences of parts.
func (r *Result) quote(from int, c, again *content) {
	printed, recorded := linesOf(c), linesOf(again)
	for i := range r.Differences[from:] {
		if d := &r.Differences[from+i]; d.What == OfText {
			d.Printed, d.Recorded = firstDifference(printed[d.part], recorded[d.part])
		}
	}
}

// linesOf are the lines of a file's pieces, by place.
func linesOf(c *content) map[string][]string {
	out := map[string][]string{}
	for _, p := range c.pieces {
		out[p.place] = p.lines
	}
	return out
}

// render writes a document in the format of name and reads it back.
func render(doc *chapter.Document, name, scratch string) (c *content, err error) {
	dir, err := os.MkdirTemp(scratch, "verify-")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	path := filepath.Join(dir, "again"+filepath.Ext(name))
	switch strings.ToLower(filepath.Ext(name)) {
	case ".xlsx":
		err = workbook.Write(path, doc)
	case ".docx":
		err = docx.Write(path, doc)
	default:
		err = writePage(path, doc)
	}
	if err != nil {
		return nil, err
	}
	return open(name, path)
}

func writePage(path string, doc *chapter.Document) error {
	library, err := templates.Assets()
	if err != nil {
		return err
	}
	var page bytes.Buffer
	if err := html.Render(&page, doc, library); err != nil {
		return err
	}
	return os.WriteFile(path, page.Bytes(), 0o644)
}

// window is how many characters of a line are told on each side of where it
// begins to differ.
const window = 24

// firstDifference is the first place where lines differ, with some of what
// stands around it.
func firstDifference(printed, recorded []string) (string, string) {
	for i := range max(len(printed), len(recorded)) {
		a, b := at(printed, i), at(recorded, i)
		if a != b {
			return around(a, b)
		}
	}
	return "", ""
}

func at(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return ""
}

// around cuts two texts to what stands around their first difference.
func around(a, b string) (string, string) {
	x, y := []rune(a), []rune(b)
	same := 0
	for same < len(x) && same < len(y) && x[same] == y[same] {
		same++
	}
	cut := func(r []rune) string {
		return strings.TrimSpace(string(r[max(0, same-window):min(len(r), same+window)]))
	}
	return cut(x), cut(y)
}
