package picture

import (
	"encoding/xml"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"quxiang/reports/chapter"
	"quxiang/reports/chapter/chaptertest"
	"quxiang/reports/chart"
	"quxiang/reports/figure"
	"quxiang/reports/internal/sample"
	"quxiang/templates"
)

// drawnChart is a chart with its picture.
type drawnChart struct {
	chart *chapter.Chart
	svg   string
}

func studio(t *testing.T) *Studio {
	t.Helper()
	library, err := templates.Assets()
	if err != nil {
		t.Fatal(err)
	}
	s, err := New(library)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// requests are those for the sample's charts, which are of every shape and bear
// names that try to be script, and for a small school's.
func requests(t *testing.T) (charts []*chapter.Chart, out []Request) {
	t.Helper()
	for _, doc := range []*chapter.Document{sample.Document(), chaptertest.Document(t, chaptertest.School)} {
		for c := range doc.Charts() {
			d, err := chart.Draw(c)
			if err != nil {
				t.Fatal(err)
			}
			charts, out = append(charts, c), append(out, Request{c.ID, d})
		}
	}
	return charts, out
}

// TestPictures looks at the pictures of all charts.
func TestPictures(t *testing.T) {
	charts, wanted := requests(t)
	got, err := studio(t).Draw(wanted)
	if err != nil {
		t.Fatal(err)
	}
	var all []drawnChart
	for i, c := range charts {
		all = append(all, drawnChart{c, got[i]})
	}
	t.Run("inert", func(t *testing.T) { inert(t, all) })
	t.Run("ids", func(t *testing.T) { ownIDs(t, all) })
	t.Run("numbers", func(t *testing.T) { tablesNumbers(t, all) })
	t.Run("widths", func(t *testing.T) { textInside(t, all) })
}

// inert reads every picture and finds nothing in it that could run or reach
// out, and the names that try to be markup as text.
func inert(t *testing.T, all []drawnChart) {
	var text strings.Builder
	for _, p := range all {
		for e := range elements(t, p.svg) {
			own, known := drawn[e.Name.Local]
			if !known {
				t.Errorf("%s holds <%s>", p.chart.ID, e.Name.Local)
			}
			for _, a := range e.Attr {
				inRoot := e.Name.Local == "svg" && slices.Contains([]string{"xmlns", "class", "width", "font-size", "font-family"}, a.Name.Local)
				if !inRoot && !slices.Contains(own, a.Name.Local) && !slices.Contains(paint, a.Name.Local) {
					t.Errorf("%s: <%s> has %s", p.chart.ID, e.Name.Local, a.Name.Local)
				}
				if strings.Contains(a.Value, "url(") && !strings.Contains(a.Value, "url(#"+p.chart.ID+"-c") {
					t.Errorf("%s: <%s> refers to %s", p.chart.ID, e.Name.Local, a.Value)
				}
			}
		}
		for _, s := range texts(t, p.svg) {
			text.WriteString(s.words + "\n")
		}
	}
	for _, name := range []string{sample.Image, sample.Formula, "男", "河南"} {
		if !strings.Contains(text.String(), name) {
			t.Errorf("no picture says %q", name)
		}
	}
}

// TestEqualRequestsAreEqualBytes draws all charts, then all in reverse: order
// and engine leave no trace.
func TestEqualRequestsAreEqualBytes(t *testing.T) {
	_, wanted := requests(t)
	s := studio(t)
	first, err := s.Draw(wanted)
	if err != nil {
		t.Fatal(err)
	}
	slices.Reverse(wanted)
	second, err := s.Draw(wanted)
	if err != nil {
		t.Fatal(err)
	}
	slices.Reverse(second)
	for i := range first {
		if first[i] != second[i] {
			t.Errorf("%s differs between two runs", wanted[len(wanted)-1-i].ID)
		}
	}
}

// TestIDsAreThePicturesOwn: pictures stand in one page, where an id may stand
// once.
func ownIDs(t *testing.T, all []drawnChart) {
	seen := map[string]string{}
	for _, p := range all {
		for _, id := range regexp.MustCompile(` id="([^"]*)"`).FindAllStringSubmatch(p.svg, -1) {
			if other, ok := seen[id[1]]; ok {
				t.Errorf("id %s stands in %s and in %s", id[1], other, p.chart.ID)
			}
			seen[id[1]] = p.chart.ID
		}
	}
	if len(seen) == 0 {
		t.Error("no picture has an id: the test tries nothing")
	}
}

// tick is a number at an axis.
var tick = regexp.MustCompile(`^-?\d{1,3}(,\d{3})*(\.\d+)?%?$`)

// tablesNumbers finds every text with a digit in the chart's table,
// but for the round numbers at an axis.
func tablesNumbers(t *testing.T, all []drawnChart) {
	found := 0
	for _, p := range all {
		known := printed(p.chart)
		for _, s := range texts(t, p.svg) {
			if !strings.ContainsFunc(s.words, unicode.IsDigit) || tick.MatchString(s.words) && s.colour == soft {
				continue
			}
			found++
			if !known[s.words] && !named(p.chart, s.words) {
				t.Errorf("%s says %q, which its table does not", p.chart.ID, s.words)
			}
		}
	}
	if found < 100 {
		t.Errorf("%d numbers in all pictures", found)
	}
}

// printed are the figures and times of a chart's table as they are printed,
// with the headings of its columns and the words at its reference line.
func printed(c *chapter.Chart) map[string]bool {
	out := map[string]bool{}
	for _, row := range c.Table.Rows {
		for _, cell := range row {
			out[cell.Plain()] = true
		}
	}
	for _, column := range c.Table.Columns {
		out[column.Title] = true
	}
	if c.Reference != nil {
		out[c.RefTitle+" "+figure.Print(*c.Reference)] = true
	}
	return out
}

// named says whether words are a line of a category that takes several, or the
// head of one that was cut.
func named(c *chapter.Chart, words string) bool {
	words = strings.TrimSuffix(words, "...")
	return slices.ContainsFunc(c.Table.Rows, func(row []chapter.Cell) bool {
		return strings.Contains(row[c.Table.ColumnIndex(c.Category)].Plain(), words)
	})
}

// soft is the colour of numbers at an axis.
const soft = "#5a6772"

// textInside reckons the width of every text, a Chinese character as
// wide as it is high: none is cut by the picture's edge.
func textInside(t *testing.T, all []drawnChart) {
	for _, p := range all {
		for _, s := range texts(t, p.svg) {
			if s.turned {
				continue
			}
			if s.left() < -2 || s.left()+s.width() > Width+2 || s.y < 0 {
				t.Errorf("%s: %q runs from %.0f to %.0f at %.0f", p.chart.ID, s.words, s.left(), s.left()+s.width(), s.y)
			}
		}
	}
}

// said is a text in a picture, in pixels.
type said struct {
	words, colour, anchor string
	x, y, size            float64
	turned                bool
}

func (s said) width() float64 {
	w := 0.0
	for _, r := range s.words {
		switch {
		case unicode.IsDigit(r):
			w += 0.56 * s.size
		case r < 0x2000:
			w += 0.45 * s.size
		default:
			w += s.size
		}
	}
	return w
}

func (s said) left() float64 {
	switch s.anchor {
	case "end":
		return s.x - s.width()
	case "middle":
		return s.x - s.width()/2
	}
	return s.x
}

func texts(t *testing.T, svg string) []said {
	t.Helper()
	var out []said
	for e, words := range elements(t, svg) {
		if e.Name.Local != "text" {
			continue
		}
		s := said{words: words, colour: value(e, "fill"), anchor: value(e, "text-anchor"), size: 12, turned: value(e, "transform") != ""}
		for name, at := range map[string]*float64{"x": &s.x, "y": &s.y, "font-size": &s.size} {
			if v := value(e, name); v != "" {
				n, err := strconv.ParseFloat(v, 64)
				if err != nil {
					t.Fatal(err)
				}
				*at = n
			}
		}
		out = append(out, s)
	}
	return out
}

// elements yields every element of a picture with the text right inside it.
func elements(t *testing.T, svg string) func(func(xml.StartElement, string) bool) {
	t.Helper()
	var starts []xml.StartElement
	words := map[int]string{}
	d := xml.NewDecoder(strings.NewReader(svg))
	for {
		token, err := d.Token()
		if token == nil {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			starts = append(starts, e.Copy())
		case xml.CharData:
			words[len(starts)-1] += string(e)
		}
	}
	return func(yield func(xml.StartElement, string) bool) {
		for i, e := range starts {
			if !yield(e, words[i]) {
				return
			}
		}
	}
}

func TestNewAndDrawRefuse(t *testing.T) {
	if _, err := New("var echarts = ;"); err == nil || !strings.Contains(err.Error(), "chart library") {
		t.Errorf("no script: got %v", err)
	}
	for library, want := range map[string]string{"var echarts;": "chart x", "throw new Error('no')": "chart library"} {
		s, err := New(library)
		if err != nil {
			t.Fatal(err)
		}
		d, err := chart.Draw(firstChart())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Draw([]Request{{"x", d}}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v", library, err)
		}
	}
}

func firstChart() *chapter.Chart {
	for c := range sample.Document().Charts() {
		return c
	}
	return nil
}
