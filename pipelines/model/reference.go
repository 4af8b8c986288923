package model

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/csv"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/memory"

	"quxiang/pipelines/store"
)

// Reference is a code table: sql/reference/<name>.csv, all text, typed by its
// sidecar.
type Reference struct {
	Name    string // reference.destination
	Path    string
	Sidecar Sidecar
	rows    [][]string
}

func (p *Project) readReferences() error {
	names, err := fs.Glob(p.files, "reference/*.csv")
	if err != nil {
		return err
	}
	var problems error
	for _, name := range names {
		r, err := p.readReference(name)
		problems = errors.Join(problems, err)
		p.References = append(p.References, r)
	}
	return problems
}

func (p *Project) readReference(file string) (Reference, error) {
	r := Reference{Path: file, Name: "reference." + strings.TrimSuffix(path.Base(file), ".csv")}
	text, err := fs.ReadFile(p.files, file)
	if err != nil {
		return r, err
	}
	sidecar := strings.TrimSuffix(file, ".csv") + ".toml"
	data, err := fs.ReadFile(p.files, sidecar)
	if err != nil {
		return r, invalid(file, "没有同名的 .toml 说明", "写一个 "+sidecar+"：description 和每一列的 type")
	}
	if r.Sidecar, err = readSidecar(sidecar, data); err != nil {
		return r, err
	}
	records, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(text, []byte("\ufeff")))).ReadAll()
	if err != nil {
		return r, invalid(file, "不是合法的 CSV："+err.Error(), "每行列数要相同，引号要成对")
	}
	if len(records) == 0 || !slices.Equal(records[0], r.Sidecar.names()) {
		return r, invalid(file, "表头与 "+sidecar+" 里的列不同", "两边写成："+strings.Join(r.Sidecar.names(), ","))
	}
	r.rows = records[1:]
	return r, nil
}

// create makes and fills the table; the database casts the text to the types
// of the sidecar.
func (r Reference) create(ctx context.Context, conn *sql.Conn) error {
	table := store.Table{Name: strings.TrimPrefix(r.Name, "reference.")}
	for _, c := range r.Sidecar.Columns {
		table.Columns = append(table.Columns, store.Column{Name: c.Name, Type: c.sqlType()})
	}
	if _, err := conn.ExecContext(ctx, store.CreateTable("build.reference", table)); err != nil {
		return fmt.Errorf("%s: %w", r.Path, err)
	}
	if err := appendText(ctx, conn, "build."+r.Name, r.Sidecar.names(), r.rows); err != nil {
		f := invalid(r.Path, "有一个值不合列的类型："+err.Error(), "改正这个值，或改 .toml 里的 type")
		return f
	}
	return nil
}

// appendText puts rows of text into a table of these columns, whose types they
// are cast to; "" is null.
func appendText(ctx context.Context, conn *sql.Conn, table string, columns []string, rows [][]string) error {
	reader := textReader(columns, rows)
	defer reader.Release()
	_, err := store.Append(ctx, conn, table, reader)
	return err
}

// textReader presents rows of text as one Arrow batch; "" is null.
func textReader(names []string, rows [][]string) array.RecordReader {
	fields := make([]arrow.Field, len(names))
	for i, name := range names {
		fields[i] = arrow.Field{Name: name, Type: arrow.BinaryTypes.String, Nullable: true}
	}
	schema := arrow.NewSchema(fields, nil)
	b := array.NewRecordBuilder(memory.DefaultAllocator, schema)
	defer b.Release()
	for _, row := range rows {
		for i := range names {
			column := b.Field(i).(*array.StringBuilder)
			if row[i] == "" {
				column.AppendNull()
			} else {
				column.Append(row[i])
			}
		}
	}
	batch := b.NewRecordBatch()
	defer batch.Release()
	reader, err := array.NewRecordReader(schema, []arrow.RecordBatch{batch})
	if err != nil {
		panic(err) // schema and batch are the same
	}
	return reader
}
