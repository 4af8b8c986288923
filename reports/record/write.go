package record

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"github.com/apache/arrow-go/v18/parquet"
	"github.com/apache/arrow-go/v18/parquet/compress"
	"github.com/apache/arrow-go/v18/parquet/file"
	"github.com/apache/arrow-go/v18/parquet/metadata"
)

// factsKey is the key of the file's metadata under which the facts about the
// document stand, as JSON.
const factsKey = "quxiang.document"

// Write writes a record as a Parquet file: a row a figure, the facts about the
// document in the metadata. The same record gives the same bytes.
func Write(path string, r Record) error {
	content, err := Encode(r)
	if err != nil {
		return fmt.Errorf("record: %w", err)
	}
	return os.WriteFile(path, content, 0o644)
}

// Encode is the file's content. It uses the format's own writer: the one for
// Arrow's tables would link a network library.
func Encode(r Record) ([]byte, error) {
	facts, err := json.Marshal(r)
	if err != nil {
		return nil, err
	}
	about := metadata.NewKeyValueMetadata()
	if err := about.Append(factsKey, string(facts)); err != nil {
		return nil, err
	}
	schema, err := root()
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	w, err := file.NewParquetWriterWithError(&out, schema, file.WithWriteMetadata(about), file.WithWriterProps(
		parquet.NewWriterProperties(parquet.WithCreatedBy("quxiang"), parquet.WithCompression(compress.Codecs.Zstd))))
	if err != nil {
		return nil, err
	}
	if err := errors.Join(writeRows(w, r.Figures), w.Close()); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

func writeRows(w *file.Writer, rows []Figure) error {
	group, err := w.AppendRowGroupChecked()
	if err != nil {
		return err
	}
	for _, c := range columns {
		chunk, err := group.NextColumn()
		if err != nil {
			return err
		}
		if err := c.write(chunk, rows); err != nil {
			return fmt.Errorf("column %s: %w", c.name, err)
		}
		if err := chunk.Close(); err != nil {
			return err
		}
	}
	return group.Close()
}

// write writes a column: values that are there, and for each row whether one is.
func (c column) write(chunk file.ColumnChunkWriter, rows []Figure) (err error) {
	switch w := chunk.(type) {
	case *file.ByteArrayColumnChunkWriter:
		values, levels := gather(rows, c.text, func(s string) parquet.ByteArray { return parquet.ByteArray(s) })
		_, err = w.WriteBatch(values, c.levels(levels), nil)
	case *file.Int64ColumnChunkWriter:
		values, levels := gather(rows, c.number, func(n int64) int64 { return n })
		_, err = w.WriteBatch(values, c.levels(levels), nil)
	default:
		err = fmt.Errorf("a writer of %T", chunk)
	}
	return err
}

// levels are none where every row has a value.
func (c column) levels(of []int16) []int16 {
	if c.optional {
		return of
	}
	return nil
}

// gather collects the values of a column, and per row 1 where there is one.
func gather[V, P any](rows []Figure, at func(*Figure) *V, as func(V) P) (values []P, levels []int16) {
	for i := range rows {
		level := int16(0)
		if v := at(&rows[i]); v != nil {
			values, level = append(values, as(*v)), 1
		}
		levels = append(levels, level)
	}
	return values, levels
}
