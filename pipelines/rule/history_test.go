package rule

import "testing"

// Every count is added, and none to another: each column gets a value of its own.
func TestCountsAddColumnByColumn(t *testing.T) {
	var a, b Counts
	value := int64(1)
	for _, at := range countColumns {
		*at(&a), *at(&b) = value, 1000*value
		value++
	}
	sum := a.Add(b)
	for name, at := range countColumns {
		if got, want := *at(&sum), 1001**at(&a); got != want {
			t.Errorf("%s: %d, want %d", name, got, want)
		}
	}
	if len(countColumns) != 14 {
		t.Errorf("%d columns, want the 14 of Counts", len(countColumns))
	}
}
