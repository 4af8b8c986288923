//go:build duckdb_arrow

package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"math"

	"github.com/duckdb/duckdb-go/v2"
)

// provide makes the functions known to the instance behind conn.
func provide(conn *sql.Conn, functions []Function) error {
	for _, f := range functions {
		udf, err := newScalar(f)
		if err == nil {
			err = duckdb.RegisterScalarUDF(conn, f.Name, udf)
		}
		if err != nil {
			return fmt.Errorf("function %s: %w", f.Name, err)
		}
	}
	return nil
}

// scalar is a Function as the driver wants it.
type scalar struct {
	Function
	double duckdb.TypeInfo
}

func newScalar(f Function) (*scalar, error) {
	double, err := duckdb.NewTypeInfo(duckdb.TYPE_DOUBLE)
	return &scalar{f, double}, err
}

// Config says: so many doubles in, one out, null for null.
func (s *scalar) Config() duckdb.ScalarFuncConfig {
	config := duckdb.ScalarFuncConfig{ResultTypeInfo: s.double}
	for range s.Args {
		config.InputTypeInfos = append(config.InputTypeInfos, s.double)
	}
	return config
}

// Executor calls the function row by row. A panic would end the process from
// within the database, so it becomes the statement's error.
func (s *scalar) Executor() duckdb.ScalarFuncExecutor {
	return duckdb.ScalarFuncExecutor{RowContextExecutor: func(_ context.Context, values []driver.Value) (result any, err error) {
		defer func() {
			if p := recover(); p != nil {
				err = fmt.Errorf("%s: %v", s.Name, p)
			}
		}()
		return s.call(values)
	}}
}

func (s *scalar) call(values []driver.Value) (any, error) {
	args := make([]float64, len(values))
	for i, v := range values {
		x, ok := v.(float64)
		if !ok {
			return nil, fmt.Errorf("%s: argument %d is a %T", s.Name, i+1, v)
		}
		args[i] = x
	}
	y := s.Call(args)
	if math.IsNaN(y) {
		return nil, nil
	}
	return y, nil
}
