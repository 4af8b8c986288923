//go:build duckdb_arrow

package store

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/memory"
)

var nameSchema = arrow.NewSchema([]arrow.Field{{Name: "name", Type: arrow.BinaryTypes.String, Nullable: true}}, nil)

// fakeReader hands out left batches of size rows; after them it fails with
// end, or panics when end is errPanic.
type fakeReader struct {
	array.RecordReader // the methods that nobody calls
	left, size         int
	end, err           error
	batch              arrow.RecordBatch
}

func batches(n, size int, end error) array.RecordReader {
	return &fakeReader{left: n, size: size, end: end}
}

func (r *fakeReader) Retain()                        {}
func (r *fakeReader) Release()                       {}
func (r *fakeReader) Schema() *arrow.Schema          { return nameSchema }
func (r *fakeReader) RecordBatch() arrow.RecordBatch { return r.batch }
func (r *fakeReader) Err() error                     { return r.err }

func (r *fakeReader) Next() bool {
	if r.left == 0 {
		if r.end == errPanic {
			panic("planted")
		}
		r.err = r.end
		return false
	}
	r.left--
	b := array.NewRecordBuilder(memory.DefaultAllocator, nameSchema)
	for i := range r.size {
		b.Field(0).(*array.StringBuilder).Append(fmt.Sprint(r.left, "-", i))
	}
	r.batch = b.NewRecordBatch()
	return true
}

var errPanic, errPlanted = errors.New("panic"), errors.New("planted")

func TestAppend(t *testing.T) {
	tests := []struct {
		batches, size int
		end           error
		rows          int64
	}{
		{0, 0, nil, 0},
		{1, 1, nil, 1},
		{3, 5000, nil, 15000},
		{2, 4000, errPlanted, 0},
		{2, 4000, errPanic, 0},
	}
	for _, tt := range tests {
		s := mustWrite(t, testConfig(t))
		n, err := Append(context.Background(), s.Conn(), "raw.destination", batches(tt.batches, tt.size, tt.end))
		if (err != nil) != (tt.end != nil) || n != tt.rows {
			t.Errorf("%+v: %d rows, %v", tt, n, err)
		}
		if tt.end != nil && !strings.Contains(fmt.Sprint(err), "planted") {
			t.Errorf("%+v: the cause is lost: %v", tt, err)
		}
		if have := count(t, s.Conn(), "raw.destination"); have != tt.rows {
			t.Errorf("%+v: the table holds %d rows", tt, have)
		}
		if views := count(t, s.Conn(), "duckdb_views() where view_name like 'quxiang_append%'"); views != 0 {
			t.Errorf("%+v: %d views left", tt, views)
		}
		mustClose(t, s)
	}
}

// What makes Append necessary: if this ever fails, its comment is out of date.
func TestAnArrowViewIsReadOnce(t *testing.T) {
	s := mustWrite(t, testConfig(t))
	defer mustClose(t, s)
	err := s.conn.Raw(func(dc any) error {
		release, err := registerView(dc, batches(1, 10, nil), "v")
		if err != nil {
			return err
		}
		defer release()
		for _, want := range []int64{10, 0} {
			if n, err := insertAgain(dc); err != nil || n != want {
				return fmt.Errorf("%d rows, %v, want %d", n, err, want)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestAppendInsideARolledBackTransaction(t *testing.T) {
	s := mustWrite(t, testConfig(t))
	defer mustClose(t, s)
	ctx := context.Background()
	err := s.Transact(ctx, func(conn connection) error {
		if _, err := Append(ctx, conn, "raw.destination", batches(1, 7, nil)); err != nil {
			return err
		}
		return errPlanted
	})
	if !errors.Is(err, errPlanted) || count(t, s.Conn(), "raw.destination") != 0 {
		t.Fatalf("%v, %d rows", err, count(t, s.Conn(), "raw.destination"))
	}
}
