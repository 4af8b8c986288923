package verify

import (
	"archive/zip"
	"bytes"
	"slices"
	"testing"
)

// paragraphs reads what a document part says.
func paragraphs(t *testing.T, body string) []string {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	to, err := w.Create(documentPart)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := to.Write([]byte(`<w:document xmlns:w="w"><w:body>` + body + `</w:body></w:document>`)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(out.Bytes()), int64(out.Len()))
	if err != nil {
		t.Fatal(err)
	}
	c := &content{}
	c.begin("")
	if err := (&wordReader{content: c}).read(z, documentPart); err != nil {
		t.Fatal(err)
	}
	return c.pieces[0].lines
}

// Programs cut text into runs and number pages as they like; the words stay.
func TestParagraphs(t *testing.T) {
	const begin, separate, end = `<w:r><w:fldChar w:fldCharType="begin"/></w:r>`, `<w:r><w:fldChar w:fldCharType="separate"/></w:r>`,
		`<w:r><w:fldChar w:fldCharType="end"/></w:r>`
	say := func(s string) string { return `<w:r><w:t>` + s + `</w:t></w:r>` }
	field := func(s string) string { return `<w:r><w:instrText>` + s + `</w:instrText></w:r>` }
	cases := []struct{ name, body, want string }{
		{"one run", say("共 6,012 人"), "共 6,012 人"},
		{"three runs", say("共 6") + say(",0") + say("12 人"), "共 6,012 人"},
		{"a tab", say("甲") + `<w:r><w:tab/></w:r>` + say("乙"), "甲 乙"},
		{"a page's number", say("第") + begin + field(" PAGE ") + separate + say("17") + end + say("页"), "第页"},
		{"a simple field", say("共") + `<w:fldSimple w:instr=" NUMPAGES ">` + say("99") + `</w:fldSimple>` + say("页"), "共页"},
		{"an entry of contents", begin + field("TOC") + separate + say("一、说明") + begin + field("PAGEREF x") + separate + say("3") + end + end, "一、说明"},
		{"an entry inside the reference", begin + field("PAGEREF x") + separate + say("（一）2024届") + say("3") + end, "（一）2024届"},
		{"another field's result", begin + field("TITLE") + separate + say("2024届") + end, "2024届"},
		{"after a field digits count", begin + field("PAGE") + separate + say("1") + end + say("2"), "2"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := paragraphs(t, "<w:p>"+c.body+"</w:p>"); !slices.Equal(got, []string{c.want}) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
