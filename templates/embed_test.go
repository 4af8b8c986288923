package templates

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"quxiang/pipelines/fault"
)

// TestLibrary tells a binary with the chart library from one without.
func TestLibrary(t *testing.T) {
	for name, files := range map[string]fstest.MapFS{
		"absent": {"assets/README.md": {Data: []byte("x")}},
		"empty":  {chartLibrary: {}},
	} {
		_, err := library(files)
		var f *fault.Error
		if !errors.As(err, &f) || f.Kind != fault.Failed || !strings.Contains(f.Hint, "make assets") {
			t.Errorf("%s: got %v", name, err)
		}
	}
	got, err := library(fstest.MapFS{chartLibrary: {Data: []byte("var echarts")}})
	if err != nil || got != "var echarts" {
		t.Errorf("present: got %q, %v", got, err)
	}
}

// TestOwnFiles finds what a page is made of, and nothing that reaches out.
func TestOwnFiles(t *testing.T) {
	for _, name := range []string{"page.gohtml", "chapter.gohtml", "screen.css", "print.css", "chart.js", "table.js", "report.js", "quota.js"} {
		text, err := Text(name)
		if err != nil || text == "" {
			t.Errorf("%s: %v", name, err)
		}
		for _, bad := range []string{"http:", "https:", "@import", "url(", "fetch(", "innerHTML", "eval("} {
			if strings.Contains(text, bad) {
				t.Errorf("%s holds %s", name, bad)
			}
		}
	}
}
