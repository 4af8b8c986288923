package html

import (
	"fmt"
	"io"
	"strings"

	"golang.org/x/net/html"
)

// Figures reads a page back: every figure's id with its printed value. A page
// in which one figure stands with two values, or that has an id without a
// figure's shape, is an error.
func Figures(r io.Reader) (map[string]string, error) {
	root, err := html.Parse(r)
	if err != nil {
		return nil, fmt.Errorf("page: %w", err)
	}
	out := map[string]string{}
	for n := range root.Descendants() {
		if n.Type != html.ElementNode || n.Data != "data" {
			continue
		}
		id, printed := figureID(n), innerText(n)
		if id == "" {
			return nil, fmt.Errorf("page: value %q has no figure's id", printed)
		}
		if before, ok := out[id]; ok && before != printed {
			return nil, fmt.Errorf("page: figure %s stands as %q and as %q", id, before, printed)
		}
		out[id] = printed
	}
	return out, nil
}

// figureID is the id that a <data> carries or refers to.
func figureID(n *html.Node) string {
	for _, a := range n.Attr {
		if a.Key == "id" || a.Key == "data-ref" {
			return a.Val
		}
	}
	return ""
}

// innerText joins the text inside an element.
func innerText(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}
