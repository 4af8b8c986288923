package export

import (
	"context"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"quxiang/pipelines/fault"
	"quxiang/reports/figure"
	"quxiang/reports/place"
)

// formats are the file formats by the ending of their files.
var formats = map[string]func(context.Context, io.Writer, Table, Options) error{
	"csv": writeCSV, "xlsx": writeXLSX, "parquet": writeParquet, "arrow": writeArrow,
}

// letters are an ending that means a file, unlike that of a folder 导出2024.12.
var letters = regexp.MustCompile(`^[a-z]{2,5}$`)

// Options say how tables are written.
type Options struct {
	Facts   Facts
	Names   bool   // headings are the columns' names, not their meanings
	TempDir string // where a workbook spills
}

// Target is where tables go and in which format.
type Target struct {
	Format string // csv, xlsx, parquet, arrow
	To     string // a folder, or the file of one table
	folder bool
}

// NewTarget reads --to and --format for a number of tables: a file where the
// name ends like one and there is one table, else a folder.
func NewTarget(to, format string, tables int) (Target, error) {
	ending := strings.ToLower(strings.TrimPrefix(filepath.Ext(to), "."))
	_, file := formats[ending]
	info, err := os.Stat(to)
	missing := err != nil
	if !missing && info.IsDir() {
		file = false
	}
	t := Target{Format: format, To: to, folder: !file}
	if format == "" {
		t.Format = "csv"
		if file {
			t.Format = ending
		}
	}
	_, known := formats[t.Format]
	choose := "可用：" + strings.Join(slices.Sorted(maps.Keys(formats)), "、")
	switch {
	case to == "":
		return t, &fault.Error{Kind: fault.Usage, Op: op, Why: "没有写明导出到哪里", Hint: "写 --to 文件夹，或 --to 文件.csv"}
	case !known:
		return t, &fault.Error{Kind: fault.Usage, Op: op, Value: t.Format, Why: "不认识的格式", Hint: choose}
	case !file && missing && letters.MatchString(ending):
		return t, &fault.Error{Kind: fault.Usage, Op: op, File: to, Why: "不认识的扩展名", Hint: choose + "；要写进这样名字的文件夹，先建好它"}
	case file && ending != t.Format:
		return t, &fault.Error{Kind: fault.Usage, Op: op, File: to, Value: t.Format, Why: "扩展名和 --format 不是一回事", Hint: "改其中一个；" + choose}
	case file && tables > 1:
		return t, &fault.Error{Kind: fault.Usage, Op: op, File: to, Why: fmt.Sprintf("%d 张表不能写进一个文件", tables), Hint: "--to 写一个文件夹"}
	}
	return t, nil
}

// path is the file of a table. The edition stands in its name, because a CSV
// file has no other place for it.
func (t Target) path(table string, f Facts) string {
	if t.folder {
		return filepath.Join(t.To, table+"-"+f.suffix()+"."+t.Format)
	}
	base := strings.TrimSuffix(t.To, filepath.Ext(t.To))
	if strings.Contains(filepath.Base(base), f.suffix()) {
		return t.To
	}
	return base + "-" + f.suffix() + filepath.Ext(t.To)
}

// Written is a file that was written.
type Written struct {
	Table string `json:"table"`
	File  string `json:"file"`
	Rows  int64  `json:"rows"`
	Stamp string `json:"stamp"`
}

// Write writes each table to a file of its own, one after the other, since they
// share a connection.
func Write(ctx context.Context, tables []Table, to Target, o Options) ([]Written, error) {
	if o.Facts.Audience != figure.Internal && o.Facts.Audience != figure.Public {
		return nil, fmt.Errorf("export: unknown audience %d", o.Facts.Audience)
	}
	if to.folder {
		if err := os.MkdirAll(to.To, 0o755); err != nil {
			return nil, place.Unwritable(op, to.To, err)
		}
	}
	done, rounds := make([]Written, len(tables)), make([][]place.File, len(tables))
	for i, t := range tables {
		done[i] = Written{Table: t.Name, File: to.path(t.Name, o.Facts), Stamp: o.Facts.Stamp()}
		t = t.counting(&done[i].Rows)
		rounds[i] = []place.File{{Path: done[i].File, Write: place.Stream(func(w io.Writer) error { return formats[to.Format](ctx, w, t, o) })}}
	}
	if err := place.Files(op, rounds...); err != nil {
		return nil, err
	}
	return done, nil
}

// counting counts the rows that pass.
func (t Table) counting(n *int64) Table {
	each := t.each
	t.each = func(ctx context.Context, visit func([]any) error) error {
		return each(ctx, func(row []any) error {
			*n++
			return visit(row)
		})
	}
	return t
}
