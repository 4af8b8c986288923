package record

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"github.com/apache/arrow-go/v18/parquet"
	"github.com/apache/arrow-go/v18/parquet/file"
)

// Read reads a record back.
func Read(path string) (Record, error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return Record{}, err
	}
	r, err := Decode(content)
	if err != nil {
		return Record{}, fmt.Errorf("record %s: %w", path, err)
	}
	return r, nil
}

// Decode reads the content of a record's file. A file that is broken anywhere
// is an error, whatever its reader makes of it.
func Decode(content []byte) (r Record, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("broken: %v", p)
		}
	}()
	in, err := file.NewParquetReader(bytes.NewReader(content))
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	facts := in.MetaData().KeyValueMetadata().FindValue(factsKey)
	if facts == nil {
		return r, errors.New("not a record of a report's figures")
	}
	if err := json.Unmarshal([]byte(*facts), &r); err != nil {
		return r, err
	}
	r.Figures = make([]Figure, in.NumRows())
	return r, readRows(in, r.Figures)
}

func readRows(in *file.Reader, rows []Figure) error {
	if in.NumRowGroups() != 1 || in.MetaData().Schema.NumColumns() != len(columns) {
		return errors.New("not of the shape that a record has")
	}
	group := in.RowGroup(0)
	for i, c := range columns {
		chunk, err := group.Column(i)
		if err != nil {
			return err
		}
		if name := in.MetaData().Schema.Column(i).Name(); name != c.name {
			return fmt.Errorf("column %s where %s is due", name, c.name)
		}
		if err := c.read(chunk, rows); err != nil {
			return fmt.Errorf("column %s: %w", c.name, err)
		}
	}
	return nil
}

func (c column) read(chunk file.ColumnChunkReader, rows []Figure) error {
	switch r := chunk.(type) {
	case *file.ByteArrayColumnChunkReader:
		return scatter(rows, c, r.ReadBatch, func(f *Figure, v parquet.ByteArray) { c.setText(f, string(v)) }, c.setText != nil)
	case *file.Int64ColumnChunkReader:
		return scatter(rows, c, r.ReadBatch, c.setInt, c.setInt != nil)
	}
	return fmt.Errorf("a reader of %T", chunk)
}

// scatter reads a column in batches, as the pages come, and puts each value
// into its row.
func scatter[V any](rows []Figure, c column, batch func(int64, []V, []int16, []int16) (int64, int, error),
	set func(*Figure, V), fits bool) error {
	if !fits {
		return errors.New("another type than a record has")
	}
	values, levels := make([]V, len(rows)), make([]int16, len(rows))
	for done := 0; done < len(rows); {
		n, _, err := batch(int64(len(rows)-done), values, levels, nil)
		if err != nil {
			return err
		}
		if n == 0 {
			return fmt.Errorf("%d rows of %d", done, len(rows))
		}
		fill(rows[done:done+int(n)], c, values, levels, set)
		done += int(n)
	}
	return nil
}

// fill puts a batch's values into those of its rows that have one.
func fill[V any](rows []Figure, c column, values []V, levels []int16, set func(*Figure, V)) {
	at := 0
	for i := range rows {
		if c.optional && levels[i] == 0 {
			continue
		}
		set(&rows[i], values[at])
		at++
	}
}
