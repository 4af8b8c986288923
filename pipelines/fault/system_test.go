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
	short := &Error{Op: "运行模型 staging.stg_x", Why: "查询出错", Err: errors.New("Out of Memory Error: failed to allocate data\n\nPossible solutions"), Hint: "改正这个文件"}
	if got := Explain(short).Error(); !strings.Contains(got, "内存不够用") || !strings.Contains(got, "--memory") || strings.Contains(got, "改正") || strings.Contains(got, "Possible") {
		t.Errorf("want of memory becomes %s", got)
	}
	other := errors.New("x")
	if Explain(other) != other || Explain(nil) != nil {
		t.Error("an error that is none of the system's was changed")
	}
}

// A table that our own reading misses means that the build is another
// program's; what a user's model misses is told as such already.
func TestOutdatedBuild(t *testing.T) {
	missed := errors.New("read marts.card_rule: Catalog Error: Table with name card_rule does not exist!\nDid you mean")
	if got := Explain(missed); KindOf(got) != Usage || !strings.Contains(got.Error(), "quxiang build") {
		t.Errorf("%v", got)
	}
	told := &Error{Kind: Failed, Op: "运行模型 marts.x", Why: "查询出错", Err: missed}
	if got := Explain(told); got != error(told) {
		t.Errorf("%v", got)
	}
	if other := errors.New("Catalog Error: Table with name x does not exist"); Explain(other) != other {
		t.Error("an error that is none of our reading was explained")
	}
}
