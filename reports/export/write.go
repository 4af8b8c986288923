package export

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"quxiang/pipelines/fault"
	"quxiang/reports/figure"
)

// formats are the file formats by the ending of their files.
var formats = map[string]func(context.Context, io.Writer, Table, Options) error{
	"csv": writeCSV, "xlsx": writeXLSX, "parquet": writeParquet, "arrow": writeArrow,
}

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
	if info, err := os.Stat(to); err == nil && info.IsDir() {
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

// Write writes each table to a file of its own: all under temporary names
// first, so that no file is ever half written and an earlier export is replaced
// only by a whole new one.
func Write(ctx context.Context, tables []Table, to Target, o Options) ([]Written, error) {
	if o.Facts.Audience != figure.Internal && o.Facts.Audience != figure.Public {
		return nil, fmt.Errorf("export: unknown audience %d", o.Facts.Audience)
	}
	if to.folder {
		if err := os.MkdirAll(to.To, 0o755); err != nil {
			return nil, unwritable(to.To, err)
		}
	}
	var done []Written
	for _, t := range tables {
		w := Written{Table: t.Name, File: to.path(t.Name, o.Facts), Stamp: o.Facts.Stamp()}
		defer os.Remove(temporary(w.File))
		if err := writeFile(ctx, temporary(w.File), to.Format, t.counting(&w.Rows), o); err != nil {
			return nil, explain(w.File, err)
		}
		done = append(done, w)
	}
	for _, w := range done {
		if err := os.Rename(temporary(w.File), w.File); err != nil {
			return nil, unwritable(w.File, err)
		}
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

func writeFile(ctx context.Context, path, format string, t Table, o Options) (err error) {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return formats[format](ctx, f, t, o)
}

// temporary is the name of a file until it is whole.
func temporary(path string) string {
	return filepath.Join(filepath.Dir(path), ".new-"+filepath.Base(path))
}

// explain tells a file that can't be written from other errors.
func explain(path string, err error) error {
	if at := (*fs.PathError)(nil); errors.As(err, &at) {
		return unwritable(path, err)
	}
	return err
}

func unwritable(path string, cause error) error {
	return &fault.Error{Op: op, File: path, Why: "写不了", Err: cause, Hint: "关闭打开着的旧文件（Excel），检查文件夹、磁盘空间和权限"}
}
