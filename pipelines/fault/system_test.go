package fault

import (
	"errors"
	"fmt"
	"strings"
	"syscall"
	"testing"
)

func TestExplain(t *testing.T) {
	full := []error{fmt.Errorf("write: %w", syscall.ENOSPC), errors.New("IO Error: Could not write file: No space left on device\nmore")}
	for _, err := range full {
		var f *Error
		if got := Explain(err); !errors.As(got, &f) || f.Why != "磁盘空间不足" || f.Hint == "" || strings.Contains(got.Error(), "more") {
			t.Errorf("%v becomes %v", err, got)
		}
	}
	other := errors.New("x")
	if Explain(other) != other || Explain(nil) != nil {
		t.Error("an error that is none of the system's was changed")
	}
}
