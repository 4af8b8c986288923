package load

import (
	"testing"
	"time"
)

func TestDateOf(t *testing.T) {
	tests := []struct {
		name   string
		cohort int
		want   string // "" for none
	}{
		{"2024届去向登记-20240831.csv", 2024, "2024-08-31"},
		{"去向 2024-08-31.xlsx", 0, "2024-08-31"},
		{"去向2024年8月31日.xlsx", 0, "2024-08-31"},
		{"去向_2024.12.31_终.xlsx", 0, "2024-12-31"},
		{"2024届（8月31日）.xlsx", 2024, "2024-08-31"},
		{"2024届（8月31日）.xlsx", 0, ""},
		{"2024届-1231.xlsx", 2024, "2024-12-31"},
		{"2024届-1231.xlsx", 0, ""},
		{"2023-2024学年 0831.xlsx", 2024, "2024-08-31"},
		{"2024届去向.xlsx", 2024, ""},
		{"20240831与20241231.xlsx", 2024, ""},
		{"20240831-2024-08-31.xlsx", 2024, "2024-08-31"},
		{"20240231.xlsx", 2024, ""},
		{"2024-13-01.xlsx", 2024, ""},
		{"10611_20241231.csv", 2024, "2024-12-31"},
		{"学校代码1061120241231.csv", 2024, ""},
		{"数据/20240831/去向.xlsx", 2024, ""},
	}
	for _, tt := range tests {
		day, ok := dateOf(tt.name, tt.cohort)
		got := ""
		if ok {
			got = day.Format(time.DateOnly)
		}
		if got != tt.want {
			t.Errorf("%s (%d): %q, want %q", tt.name, tt.cohort, got, tt.want)
		}
	}
}

func TestOverlap(t *testing.T) {
	tests := []struct {
		a, b string
		want bool
	}{
		{"school", "school", true},
		{"school", "文学院", true},
		{"文学院", "理学院", false},
		{"文学院|理学院", "理学院", true},
		{"文学院（东区）", "文学院(东区)", true},
		{"文学院", "文学院（东区）", false},
	}
	for _, tt := range tests {
		if overlap(tt.a, tt.b) != tt.want || overlap(tt.b, tt.a) != tt.want {
			t.Errorf("%s and %s: want %t", tt.a, tt.b, tt.want)
		}
	}
}

func TestYearIn(t *testing.T) {
	for text, want := range map[string]int{"2024": 2024, "2024届": 2024, "2024-06-30": 2024, "202406": 2024, "": 0, "二四届": 0, "3024": 0} {
		if got := yearIn(text); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
}

func TestMajority(t *testing.T) {
	tests := []struct {
		rows map[int]int64
		want int
	}{
		{nil, 0},
		{map[int]int64{2024: 1}, 2024},
		{map[int]int64{2023: 2, 2024: 5}, 2024},
		{map[int]int64{2023: 5, 2024: 5}, 2023},
	}
	for _, tt := range tests {
		if got := (years{rows: tt.rows}).majority(); got != tt.want {
			t.Errorf("%v: %d, want %d", tt.rows, got, tt.want)
		}
	}
}
