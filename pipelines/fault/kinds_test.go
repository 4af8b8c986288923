package fault

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"testing"
)

func TestKinds(t *testing.T) {
	file := &Error{Kind: Contract}
	cases := []struct {
		name string
		err  error
		want []Kind
	}{
		{"nothing", nil, nil},
		{"a bug", io.ErrUnexpectedEOF, []Kind{Failed}},
		{"a fault hides its cause", &Error{Kind: Locked, Err: io.EOF}, []Kind{Locked}},
		{"wrapped", fmt.Errorf("x: %w", file), []Kind{Contract}},
		{"joined", errors.Join(file, fmt.Errorf("y: %w", &Error{Kind: Partial})), []Kind{Partial, Contract}},
		{"joined with a bug", errors.Join(file, io.EOF), []Kind{Failed, Contract}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := slices.Sorted(maps.Keys(Kinds(c.err)))
			want := slices.Sorted(slices.Values(c.want))
			if !slices.Equal(got, want) {
				t.Errorf("got %v, want %v", got, want)
			}
		})
	}
}
