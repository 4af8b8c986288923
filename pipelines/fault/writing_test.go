package fault

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
)

// A fault keeps its own remedy, the disk's refusal gets one, the rest is told
// as it is.
func TestWriting(t *testing.T) {
	own := &Error{Kind: Usage, Op: "找浏览器", Why: "没有", Err: &os.PathError{Op: "open", Path: "x", Err: os.ErrNotExist}, Hint: "装一个"}
	if got := Writing("写报告", "a.pdf", "查", fmt.Errorf("print: %w", own)); strings.Contains(got.Error(), "写报告") || KindOf(got) != Usage {
		t.Error(got)
	}
	if got := Writing("写报告", "a.pdf", "查", own.Err); got.Error() != "写报告：「a.pdf」：写不了（没有这个文件或文件夹）\n  处理办法：查" {
		t.Error(got)
	}
	if got := Writing("写报告", "a.pdf", "查", errors.New("odd")); got.Error() != "write a.pdf: odd" {
		t.Error(got)
	}
	if got := Writing("写报告", "a.pdf", "查", nil); got != nil {
		t.Error(got)
	}
}
