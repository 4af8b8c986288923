package export

import (
	"archive/zip"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"quxiang/pipelines/fault"
	"quxiang/reports/place"
)

// The marts that a province takes instead of rows, and the files of an archive
// of them. Their headings are those of the contracts of the same names.
const (
	Counts       = "exchange"
	Manifest     = "exchange_manifest"
	countsFile   = "院校汇总数.csv"
	manifestFile = "院校汇总数清单.csv"
)

// WriteExchange writes the counts of a cohort into an archive, with a manifest
// that says whose they are and what the file of counts sums up to.
func WriteExchange(ctx context.Context, conn *sql.Conn, marts []Mart, cohort int, to string, o Options) (Written, error) {
	if !strings.EqualFold(filepath.Ext(to), ".zip") {
		return Written{}, &fault.Error{Kind: fault.Usage, Op: "导出汇总数", File: to, Why: "不是压缩包的扩展名", Hint: "文件名以 .zip 结尾"}
	}
	x := exchange{Options: o}
	var err error
	if x.counts, err = exchanged(conn, marts, Counts, cohort); err != nil {
		return Written{}, err
	}
	if x.manifest, err = exchanged(conn, marts, Manifest, cohort); err != nil {
		return Written{}, err
	}
	done := Written{Table: Counts, File: Target{Format: "zip", To: to}.path(Counts, o.Facts), Stamp: o.Facts.Stamp()}
	x.counts = x.counts.counting(&done.Rows)
	return done, place.Files("导出汇总数", []place.File{{Path: done.File, Write: place.Stream(func(w io.Writer) error {
		if err := x.write(ctx, w); err != nil {
			return err
		}
		if done.Rows == 0 {
			return &fault.Error{Kind: fault.Usage, Op: "导出汇总数", Value: strconv.Itoa(cohort), Why: "构建里没有这一届的毕业生",
				Hint: "届次用 --year 写明；先载入、构建这一届"}
		}
		return nil
	})}})
}

// exchanged is one of the marts, a cohort of it.
func exchanged(conn *sql.Conn, marts []Mart, name string, cohort int) (Table, error) {
	i := slices.IndexFunc(marts, func(m Mart) bool { return m.Name == name })
	if i < 0 {
		return Table{}, fmt.Errorf("export: no mart %s", name)
	}
	return FromMart(conn, marts[i], []Condition{{Column: "cohort", Values: []string{strconv.Itoa(cohort)}}}, nil)
}

// exchange is an archive in the making.
type exchange struct {
	Options
	counts, manifest Table
}

func (x exchange) write(ctx context.Context, to io.Writer) error {
	z := zip.NewWriter(to)
	sum := sha256.New()
	member, err := z.Create(countsFile)
	if err != nil {
		return err
	}
	if err := writeCSV(ctx, io.MultiWriter(member, sum), x.counts, x.Options); err != nil {
		return err
	}
	if member, err = z.Create(manifestFile); err != nil {
		return err
	}
	if err := writeCSV(ctx, member, x.signed(hex.EncodeToString(sum.Sum(nil))), x.Options); err != nil {
		return err
	}
	return z.Close()
}

// signed is the manifest with what only the writer of the files knows.
func (x exchange) signed(sum string) Table {
	t, each, f := x.manifest, x.manifest.each, x.Facts
	t.Columns = append(slices.Clone(t.Columns), Column{Name: "program", Description: "程序版本"}, Column{Name: "build", Description: "数据构建"},
		Column{Name: "stamp", Description: "使用范围"}, Column{Name: "file", Description: "汇总数文件"}, Column{Name: "sha256", Description: "文件校验值"})
	t.each = func(ctx context.Context, visit func([]any) error) error {
		return each(ctx, func(row []any) error {
			return visit(append(slices.Clone(row), f.Version, f.BuildID, f.Stamp(), countsFile, sum))
		})
	}
	return t
}
