package html

import (
	"bytes"
	"testing"

	"quxiang/reports/chapter"
	"quxiang/reports/internal/sample"
)

// rendered is a document's page with a stand-in for the chart library.
func rendered(t *testing.T, doc *chapter.Document) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := Render(&out, doc, "var echarts;"); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestSameDocumentSameBytes(t *testing.T) {
	if !bytes.Equal(rendered(t, sample.Document()), rendered(t, sample.Document())) {
		t.Error("two renderings of one document differ")
	}
}
