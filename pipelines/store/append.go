//go:build duckdb_arrow

package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync/atomic"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/duckdb/duckdb-go/v2"
)

var viewSerial atomic.Int64

// Append inserts the rows of reader into table, by column name, in one
// statement, and returns their number. table is a qualified name as SQL.
//
// A registered Arrow view can be read once; a second read gives no row and no
// error. So the view lives only here, is read by exactly one statement, and
// the rows sent are compared with the rows inserted. An error or a panic of
// the reader aborts the statement.
//
// Next is called from C on a locked thread: a reader made of iter.Pull (such
// as array.ReaderFromIter) would crash the program.
func Append(ctx context.Context, conn *sql.Conn, table string, reader array.RecordReader) (int64, error) {
	counted := &countingReader{RecordReader: reader}
	name := fmt.Sprintf("quxiang_append_%d", viewSerial.Add(1))
	var inserted int64
	err := conn.Raw(func(dc any) error {
		release, err := registerView(dc, counted, name)
		if err != nil {
			return err
		}
		defer release()
		inserted, err = insertFrom(ctx, dc, table, name)
		return err
	})
	if err = errors.Join(counted.err, err); err != nil {
		return 0, fmt.Errorf("append to %s: %w", table, err)
	}
	if inserted != counted.sent {
		return 0, fmt.Errorf("append to %s: %d rows sent, %d inserted", table, counted.sent, inserted)
	}
	return inserted, nil
}

func registerView(dc any, reader array.RecordReader, name string) (func(), error) {
	conn, ok := dc.(*duckdb.Conn)
	if !ok {
		return nil, fmt.Errorf("not a DuckDB connection: %T", dc)
	}
	arrowConn, err := duckdb.NewArrowFromConn(conn)
	if err != nil {
		return nil, err
	}
	return arrowConn.RegisterView(reader, name)
}

func insertFrom(ctx context.Context, dc any, table, view string) (n int64, err error) {
	conn := dc.(*duckdb.Conn)
	defer func() {
		_, dropErr := conn.ExecContext(context.WithoutCancel(ctx), "drop view if exists "+view, nil)
		if err == nil {
			err = dropErr // after a failure the transaction refuses it, and takes the view along
		}
	}()
	result, err := conn.ExecContext(ctx, "insert into "+table+" by name select * from "+view, nil)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

// countingReader counts what it hands out and turns a panic into Err: a panic
// must not unwind through the C library.
type countingReader struct {
	array.RecordReader
	sent int64
	err  error
}

func (r *countingReader) Next() (more bool) {
	defer func() {
		if p := recover(); p != nil {
			r.err, more = fmt.Errorf("reader panicked: %v", p), false
		}
	}()
	if !r.RecordReader.Next() {
		r.err = r.RecordReader.Err()
		return false
	}
	r.sent += r.RecordReader.RecordBatch().NumRows()
	return true
}

func (r *countingReader) Err() error { return r.err }

// Record is the old name of RecordBatch, which the interface still asks for.
func (r *countingReader) Record() arrow.RecordBatch { return r.RecordReader.RecordBatch() }
