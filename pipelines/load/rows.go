package load

import (
	"context"
	"fmt"
	"strconv"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/memory"

	"quxiang/pipelines/contract"
	"quxiang/pipelines/identity"
)

// batchRows bounds the memory of a batch: 80 columns of some 10 bytes make it
// about 13 MB, whatever the size of the file.
const batchRows = 16384

// records is where a file's rows come from.
type records interface {
	Next() bool
	Record() contract.Record
	Err() error
}

// The columns of a parsed row before those of the contract.
const (
	atSheet = iota
	atRow
	atYear
	atStated
	atPeople
	atIDCard
	atExam
	atStudent
	atInstitution
	atStaff
	atContact
	ownColumns
)

// rowReader turns records into Arrow batches, judging each on the way: it is
// the reader that store.Append pulls from, so that rows stream from the file
// into the temporary database.
type rowReader struct {
	array.RecordReader // Record, which nobody calls
	ctx                context.Context
	stop               context.CancelFunc
	batches            chan arrow.RecordBatch // nil until the first is wanted
	source             records
	judge              *judge
	builder            *array.RecordBuilder
	batch              arrow.RecordBatch
	err                error
	accepted, refused  int64
	refusals           []Refusal
	findings           []finding
}

// finding is a problem of an accepted row.
type finding struct {
	sheet string
	row   int
	contract.Problem
}

func newRowReader(ctx context.Context, source records, j *judge) *rowReader {
	fields := []arrow.Field{
		text("_sheet"), number("_row"), number("_year"), {Name: "_stated", Type: arrow.FixedWidthTypes.Boolean},
		number("_head_count"), text("pid_idcard"), text("pid_exam"), text("pid_student"), text("_institution"),
		text("pid_staff"), text("pid_contact"),
	}
	for _, c := range j.contract.Columns {
		fields = append(fields, text(c.Name))
	}
	schema := arrow.NewSchema(fields, nil)
	ctx, stop := context.WithCancel(ctx)
	return &rowReader{ctx: ctx, stop: stop, source: source, judge: j,
		builder: array.NewRecordBuilder(memory.DefaultAllocator, schema)}
}

func text(name string) arrow.Field {
	return arrow.Field{Name: name, Type: arrow.BinaryTypes.String, Nullable: true}
}

func number(name string) arrow.Field {
	return arrow.Field{Name: name, Type: arrow.PrimitiveTypes.Int64, Nullable: true}
}

// Retain does nothing: fill owns the reader, and closes it.
func (r *rowReader) Retain() {}

// Release does nothing: fill owns the reader, and closes it.
func (r *rowReader) Release() {}

// Schema is that of the temporary table.
func (r *rowReader) Schema() *arrow.Schema { return r.builder.Schema() }

// RecordBatch is the batch that Next made.
func (r *rowReader) RecordBatch() arrow.RecordBatch { return r.batch }

// Err is what ended the file early.
func (r *rowReader) Err() error { return r.err }

// ahead is how many batches are judged before the database has taken them.
const ahead = 2

// Next hands out the next batch. They are made on a goroutine of their own, so
// that the reading and judging of rows and their writing overlap.
func (r *rowReader) Next() bool {
	if r.batches == nil {
		r.batches = make(chan arrow.RecordBatch, ahead)
		go r.produce()
	}
	r.release()
	batch, ok := <-r.batches
	r.batch = batch
	return ok
}

// produce makes batches until the file ends, or nobody wants more. What goes
// wrong is told before the channel closes.
func (r *rowReader) produce() {
	defer close(r.batches)
	defer func() {
		if p := recover(); p != nil {
			r.err = fmt.Errorf("reader panicked: %v", p)
		}
	}()
	for {
		batch := r.fillBatch()
		if batch == nil {
			return
		}
		select {
		case r.batches <- batch:
		case <-r.ctx.Done():
			batch.Release()
			r.err = r.ctx.Err()
			return
		}
	}
}

// fillBatch fills one batch; nil at the end of the file, or of its readable part.
func (r *rowReader) fillBatch() arrow.RecordBatch {
	if r.err = r.ctx.Err(); r.err != nil {
		return nil
	}
	n := 0
	for n < batchRows && r.source.Next() {
		if r.take(r.source.Record()) {
			n++
		}
	}
	if r.err = r.source.Err(); r.err != nil || n == 0 {
		return nil
	}
	return r.builder.NewRecordBatch()
}

func (r *rowReader) release() {
	if r.batch != nil {
		r.batch.Release()
		r.batch = nil
	}
}

// close ends the making of batches, should the database have stopped taking
// them, and frees what is left.
func (r *rowReader) close() {
	r.stop()
	r.release()
	if r.batches != nil {
		for batch := range r.batches {
			batch.Release()
		}
	}
	r.builder.Release()
}

// take judges a record and appends it; it is false for a refused one.
func (r *rowReader) take(record contract.Record) bool {
	v := r.judge.decide(record)
	if v.refused != nil {
		p := v.refused
		r.refused++
		r.refusals = append(r.refusals, Refusal{Sheet: record.Sheet, Row: record.Row, Column: p.Column,
			Value: p.Value, Rule: p.Rule, Why: p.Why, Hint: p.Hint})
		return false
	}
	r.accepted++
	for _, p := range record.Problems {
		r.findings = append(r.findings, finding{record.Sheet, record.Row, p})
	}
	r.append(record, v)
	return true
}

func (r *rowReader) append(record contract.Record, v verdict) {
	r.text(atSheet, record.Sheet)
	r.number(atRow, int64(record.Row), true)
	r.number(atYear, int64(v.year), v.year > 0)
	r.builder.Field(atStated).(*array.BooleanBuilder).Append(v.stated)
	r.number(atPeople, v.people, true)
	r.text(atIDCard, v.pids[identity.IDCard])
	r.text(atExam, v.pids[identity.Exam])
	r.text(atStudent, v.pids[identity.Student])
	r.text(atInstitution, v.institution)
	r.text(atStaff, v.pids[identity.Staff])
	r.text(atContact, v.pids[identity.Contact])
	for i, value := range record.Values {
		r.text(ownColumns+i, value)
	}
}

func (r *rowReader) text(at int, s string) {
	b := r.builder.Field(at).(*array.StringBuilder)
	if s == "" {
		b.AppendNull()
		return
	}
	b.Append(s)
}

func (r *rowReader) number(at int, n int64, valid bool) {
	b := r.builder.Field(at).(*array.Int64Builder)
	if !valid {
		b.AppendNull()
		return
	}
	b.Append(n)
}

// table is the statement that makes the temporary table of these rows.
func (r *rowReader) table() string {
	list := ""
	for i, f := range r.Schema().Fields() {
		kind := "text"
		switch f.Type.ID() {
		case arrow.INT64:
			kind = "bigint"
		case arrow.BOOL:
			kind = "boolean"
		}
		if i > 0 {
			list += ", "
		}
		list += strconv.Quote(f.Name) + " " + kind
	}
	return "create table parsed.main.rows (" + list + ")"
}
