package ledger

import "strings"

// Word names a state in Chinese.
func (s State) Word() string {
	switch s {
	case None:
		return "没有数据"
	case Superseded:
		return "已被取代"
	case Undone:
		return "已撤销"
	case Purged:
		return "已清除"
	}
	return string(s)
}

// Counts reports whether loads of this state are read.
func (s State) Counts() bool { return s == Reported || s == Reviewed || s == Settled }

func worded(text string, state State) string { return strings.ReplaceAll(text, "%s", state.Word()) }
