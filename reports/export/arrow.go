package export

import (
	"context"
	"encoding/json"
	"io"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/ipc"
	"github.com/apache/arrow-go/v18/arrow/memory"
	"github.com/apache/arrow-go/v18/parquet"
	"github.com/apache/arrow-go/v18/parquet/compress"
	"github.com/apache/arrow-go/v18/parquet/pqarrow"
)

var arrowTypes = map[kind]arrow.DataType{
	text: arrow.BinaryTypes.String, float: arrow.PrimitiveTypes.Float64, boolean: arrow.FixedWidthTypes.Boolean,
	date: arrow.FixedWidthTypes.Date32, integer: arrow.PrimitiveTypes.Int64,
}

// schema carries what the columns mean and where the table comes from.
func (t Table) schema(o Options) (*arrow.Schema, error) {
	fields := make([]arrow.Field, len(t.Columns))
	for i, c := range t.Columns {
		fields[i] = arrow.Field{Name: c.Name, Type: arrowTypes[c.kind()], Nullable: true,
			Metadata: arrow.NewMetadata([]string{"description", "unit"}, []string{c.Description, c.Unit})}
	}
	about, err := t.about(o)
	return arrow.NewSchema(fields, &about), err
}

// about is the metadata of a file: the same in Parquet and in Arrow.
func (t Table) about(o Options) (arrow.Metadata, error) {
	type column struct {
		Name        string `json:"name"`
		Unit        string `json:"unit,omitempty"`
		Description string `json:"description"`
	}
	columns := make([]column, len(t.Columns))
	for i, c := range t.Columns {
		columns[i] = column{c.Name, c.Unit, c.Description}
	}
	described, err := json.Marshal(columns)
	f := o.Facts
	return arrow.NewMetadata(
		[]string{"quxiang.table", "quxiang.description", "quxiang.filter", "quxiang.stamp", "quxiang.institution", "quxiang.origin", "quxiang.columns"},
		[]string{t.Name, t.Description, t.Filter, f.Stamp(), f.Institution, t.origin(f), string(described)}), err
}

// recordWriter is what both formats take record batches with.
type recordWriter interface {
	Write(arrow.RecordBatch) error
	Close() error
}

// writeArrow writes an Arrow IPC file (the random access format).
func writeArrow(ctx context.Context, to io.Writer, t Table, o Options) error {
	schema, err := t.schema(o)
	if err != nil {
		return err
	}
	w, err := ipc.NewFileWriter(to, ipc.WithSchema(schema))
	if err != nil {
		return err
	}
	return t.batches(ctx, schema, w)
}

// writeParquet writes a Parquet file, one row group a batch.
func writeParquet(ctx context.Context, to io.Writer, t Table, o Options) error {
	schema, err := t.schema(o)
	if err != nil {
		return err
	}
	props := parquet.NewWriterProperties(parquet.WithCompression(compress.Codecs.Zstd), parquet.WithCreatedBy("quxiang "+o.Facts.Version))
	w, err := pqarrow.NewFileWriter(schema, unclosed{to}, props, pqarrow.NewArrowWriterProperties(pqarrow.WithStoreSchema()))
	if err != nil {
		return err
	}
	return t.batches(ctx, schema, w)
}

// unclosed keeps a writer from closing the file below it: who opened it does.
type unclosed struct{ io.Writer }

// rowGroup is how many rows a batch holds.
const rowGroup = 50000

// batches gathers rows into record batches and closes w in the end.
func (t Table) batches(ctx context.Context, schema *arrow.Schema, w recordWriter) error {
	b := array.NewRecordBuilder(memory.DefaultAllocator, schema)
	defer b.Release()
	rows := 0
	flush := func() error {
		record := b.NewRecordBatch()
		defer record.Release()
		rows = 0
		return w.Write(record)
	}
	err := t.each(ctx, func(row []any) error {
		for i, v := range row {
			if err := appendValue(b.Field(i), v); err != nil {
				return err
			}
		}
		if rows++; rows < rowGroup {
			return nil
		}
		return flush()
	})
	if err == nil && rows > 0 {
		err = flush()
	}
	if err != nil {
		_ = w.Close() // the file is thrown away
		return err
	}
	return w.Close()
}

// appendValue appends a cell; a date is parsed from its text.
func appendValue(to array.Builder, v any) error {
	switch v := v.(type) {
	case nil:
		to.AppendNull()
	case int64:
		to.(*array.Int64Builder).Append(v)
	case float64:
		to.(*array.Float64Builder).Append(v)
	case bool:
		to.(*array.BooleanBuilder).Append(v)
	case string:
		return to.AppendValueFromString(v)
	}
	return nil
}
