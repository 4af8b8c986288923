package main

import "testing"

func TestSize(t *testing.T) {
	cases := []struct {
		text string
		want int64 // -1: refused
	}{
		{"512MB", 512 << 20}, {"2GB", 2 << 30}, {"2g", 2 << 30}, {"1.5G", 3 << 29}, {"1GiB", 1 << 30},
		{" 700 MB ", 700 << 20}, {"1048576", 1 << 20}, {"100B", 100},
		{"", -1}, {"GB", -1}, {"-1GB", -1}, {"0", -1}, {"两GB", -1}, {"1e30GB", -1}, {"NaN", -1}, {"Inf", -1},
	}
	for _, c := range cases {
		var got size
		err := got.Set(c.text)
		if c.want < 0 && err == nil || c.want >= 0 && (err != nil || int64(got) != c.want) {
			t.Errorf("Set(%q) = %d, %v; want %d", c.text, got, err, c.want)
		}
	}
}
