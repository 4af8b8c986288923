package picture

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// drawn are the elements that a picture may hold, with the attributes that each
// may have beside those of paint. None of them runs, loads or links anything.
var drawn = map[string][]string{
	"svg":      {"viewBox"},
	"g":        {"transform"},
	"defs":     {},
	"clipPath": {"id"},
	"path":     {"d", "transform"},
	"rect":     {"x", "y", "width", "height", "rx", "ry", "transform"},
	"circle":   {"cx", "cy", "r", "transform"},
	"line":     {"x1", "y1", "x2", "y2", "transform"},
	"polyline": {"points", "transform"},
	"polygon":  {"points", "transform"},
	"text":     {"x", "y", "transform", "text-anchor", "dominant-baseline", "font-size", "font-weight", "xml:space"},
}

// holding are those of them that hold others, or text.
var holding = []string{"svg", "g", "defs", "clipPath", "text"}

// paint are the attributes that any of them may have.
var paint = []string{
	"fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray",
	"stroke-linecap", "stroke-linejoin", "opacity", "clip-path", "paint-order",
}

// dropped are elements that are left out with all that they hold: rules for a
// pointer over the picture, which the page's policy would refuse.
var dropped = []string{"style"}

// root is what every picture says once for all its text.
const root = `<svg xmlns="http://www.w3.org/2000/svg" class="still" viewBox="%s" width="%d" font-size="12"` +
	` font-family="PingFang SC, Microsoft YaHei, Noto Sans CJK SC, Source Han Sans SC, sans-serif">`

// clean copies an SVG, keeping what draws: other attributes go, another element
// is an error. Ids get the chart's own in front, numbers one decimal.
func clean(id, svg string) (string, error) {
	c := cleaner{id: id, ids: map[string]string{}}
	d := xml.NewDecoder(strings.NewReader(svg))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return c.out.String(), nil
		}
		if err == nil {
			err = c.token(token)
		}
		if err != nil {
			return "", fmt.Errorf("picture: %w", err)
		}
	}
}

type cleaner struct {
	id   string
	ids  map[string]string // the library's ids and ours
	out  bytes.Buffer
	skip int    // how deep inside a dropped or unseen element
	in   string // the element that text stands in
	line stroke // the one written last
}

// stroke is a path that is only a line: how it is painted, and where it ends in
// what is written.
type stroke struct {
	paint string
	end   int
}

func (c *cleaner) token(token xml.Token) error {
	switch t := token.(type) {
	case xml.StartElement:
		return c.start(t)
	case xml.EndElement:
		c.end(t)
	case xml.CharData:
		if c.skip == 0 && c.in == "text" {
			return xml.EscapeText(&c.out, t)
		}
	}
	return nil
}

func (c *cleaner) start(e xml.StartElement) error {
	name := e.Name.Local
	if c.skip > 0 || slices.Contains(dropped, name) || unseen(e) {
		c.skip++
		return nil
	}
	own, ok := drawn[name]
	if !ok {
		return fmt.Errorf("an element %q", name)
	}
	c.in = name
	if name == "svg" {
		return c.root(e)
	}
	at := c.out.Len()
	c.out.WriteString("<" + name)
	for _, a := range shortened(e) {
		if slices.Contains(own, key(a.Name)) || slices.Contains(paint, key(a.Name)) {
			if err := c.attribute(a); err != nil {
				return err
			}
		}
	}
	if slices.Contains(holding, name) {
		c.out.WriteByte('>')
		return nil
	}
	c.out.WriteString("/>")
	c.join(at)
	return nil
}

// join makes one path of the line written from at and the one before it where
// both are painted alike: a grid is dozens of them. Where lines cross, paint
// that is seen through would be laid on once instead of twice.
func (c *cleaner) join(at int) {
	paint, d, _ := strings.Cut(string(c.out.Bytes()[at:]), ` d="`)
	if !strings.Contains(paint, ` fill="none"`) || strings.Contains(paint, "opacity") || strings.Contains(paint, "transform") {
		return
	}
	if c.line == (stroke{paint, at}) {
		c.out.Truncate(at - len(`"/>`))
		c.out.WriteString(d)
	}
	c.line = stroke{paint, c.out.Len()}
}

func (c *cleaner) end(e xml.EndElement) {
	if c.skip > 0 {
		c.skip--
		return
	}
	c.in = ""
	if slices.Contains(holding, e.Name.Local) {
		c.out.WriteString("</" + e.Name.Local + ">")
	}
}

// box is a picture's size, as the library writes it.
var box = regexp.MustCompile(`^0 0 (\d+)(?:\.\d+)? (\d+)(?:\.\d+)?$`)

func (c *cleaner) root(e xml.StartElement) error {
	size := box.FindStringSubmatch(value(e, "viewBox"))
	if size == nil {
		return fmt.Errorf("a size %q", value(e, "viewBox"))
	}
	fmt.Fprintf(&c.out, root, "0 0 "+size[1]+" "+size[2], Width)
	return nil
}

func (c *cleaner) attribute(a xml.Attr) error {
	v := a.Value
	switch name := key(a.Name); {
	case name == "id":
		v = c.own(v)
	case strings.Contains(v, "url("):
		inner, ok := strings.CutPrefix(v, "url(#")
		inner, closed := strings.CutSuffix(inner, ")")
		if !ok || !closed {
			return fmt.Errorf("a reference %q", v)
		}
		v = "url(#" + c.own(inner) + ")"
	case name == "d", name == "points", name == "x", name == "y":
		v = rounded(v)
	case name == "transform" && strings.HasPrefix(v, "translate("):
		v = rounded(v)
	}
	c.out.WriteString(" " + key(a.Name) + `="`)
	if err := xml.EscapeText(&c.out, []byte(v)); err != nil {
		return err
	}
	c.out.WriteByte('"')
	return nil
}

// own is the id of this picture for one of the library's, which counts through
// all pictures.
func (c *cleaner) own(id string) string {
	if _, ok := c.ids[id]; !ok {
		c.ids[id] = fmt.Sprintf("%s-c%d", c.id, len(c.ids))
	}
	return c.ids[id]
}

// unseen says of a shape that it paints nothing: it is there for a pointer.
func unseen(e xml.StartElement) bool {
	stroke := value(e, "stroke")
	return value(e, "fill") == "none" && (stroke == "" || stroke == "none") && value(e, "clip-path") == ""
}

// shortened are an element's attributes, the declarations of its style as
// attributes of their own, the place of a text that is only moved as x and y,
// and a path's way last.
func shortened(e xml.StartElement) []xml.Attr {
	place := moved.FindStringSubmatch(value(e, "transform"))
	still := e.Name.Local != "text" || place == nil
	var out []xml.Attr
	for _, a := range e.Attr {
		switch name := a.Name.Local; {
		case name == "style":
			out = append(out, declared(a.Value)...)
		case name == "text-anchor" && a.Value == "start": // as without it
		case still || name != "x" && name != "y" && name != "transform":
			out = append(out, a)
		}
	}
	if still {
		slices.SortStableFunc(out, func(a, b xml.Attr) int { return wayLast(a) - wayLast(b) })
		return out
	}
	return append(out, attr("x", sum(place[1], value(e, "x"))), attr("y", sum(place[2], value(e, "y"))))
}

func wayLast(a xml.Attr) int {
	if a.Name.Local == "d" {
		return 1
	}
	return 0
}

// moved is a shift and nothing else.
var moved = regexp.MustCompile(`^translate\((-?[\d.]+) (-?[\d.]+)\)$`)

// sum adds two lengths, of which either may be missing.
func sum(a, b string) string {
	x, errX := strconv.ParseFloat(a, 64)
	y, errY := strconv.ParseFloat(b, 64)
	if errX != nil || errY != nil {
		return a
	}
	return strconv.FormatFloat(x+y, 'f', 4, 64)
}

// declared are the declarations of a style; the root has the usual ones.
func declared(style string) []xml.Attr {
	var out []xml.Attr
	for declaration := range strings.SplitSeq(style, ";") {
		name, v, ok := strings.Cut(declaration, ":")
		v = strings.TrimSuffix(strings.TrimSpace(v), "px")
		if ok && !(name == "font-size" && v == "12") {
			out = append(out, attr(strings.TrimSpace(name), v))
		}
	}
	return out
}

func attr(name, value string) xml.Attr {
	return xml.Attr{Name: xml.Name{Local: name}, Value: value}
}

// key is an attribute's name as it is written.
func key(n xml.Name) string {
	if n.Space == "" {
		return n.Local
	}
	return n.Space + ":" + n.Local
}

func value(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if key(a.Name) == name {
			return a.Value
		}
	}
	return ""
}

var number = regexp.MustCompile(`-?\d+\.\d+`)

// rounded writes every number of a path or place with at most one decimal, a
// tenth of a pixel.
func rounded(s string) string {
	return number.ReplaceAllStringFunc(s, func(n string) string {
		v, err := strconv.ParseFloat(n, 64)
		if err != nil {
			return n
		}
		return strconv.FormatFloat(math.Round(v*10)/10, 'f', -1, 64)
	})
}
