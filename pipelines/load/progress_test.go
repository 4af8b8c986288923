package load

import (
	"testing"
	"time"
)

func TestProgress(t *testing.T) {
	cases := map[string]Progress{
		"载入 a.csv": {File: "a.csv", Done: 1, Files: 1, Rows: 9, Took: time.Minute},
		"载入 b.csv": {File: "b.csv", Done: 1, Files: 3, Rows: 9, Took: time.Millisecond},
		"载入 30/150 个文件，每秒 18000 行，约剩 40s：c.xlsx": {File: "c.xlsx", Done: 30, Files: 150, Rows: 180000, Took: 10 * time.Second},
	}
	for want, p := range cases {
		if got := p.String(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
