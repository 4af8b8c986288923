package verify

import (
	"bytes"
	"errors"
	"io"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// blocks are the elements that begin a part of a page, with what a part is
// called when it has no anchor of its own.
var blocks = map[string]string{
	"header": "封面", "nav": "目录", "main": "正文", "section": "节", "figure": "图表", "svg": "图", "footer": "尾注",
	"script": "脚本", "style": "样式",
}

// anchor is how the page's own anchors look; figures' ids never do.
var anchor = regexp.MustCompile(`^[a-z][a-z0-9_-]*$`)

// titled are the elements that name the part they stand in.
var titled = []string{"h1", "h2", "h3", "figcaption"}

// readPage reads a page token by token, so that every byte of it belongs to a
// part: what a browser would forgive counts too.
func readPage(c *content, raw []byte) error {
	r := pageReader{content: c, tokens: html.NewTokenizer(bytes.NewReader(raw))}
	r.tokens.SetMaxBuf(0)
	c.begin("页首")
	for {
		switch kind := r.tokens.Next(); kind {
		case html.ErrorToken:
			if err := r.tokens.Err(); !errors.Is(err, io.EOF) {
				return err
			}
			r.endFigure()
			return nil
		default:
			r.token(kind)
		}
	}
}

// pageReader walks a page.
type pageReader struct {
	*content
	tokens *html.Tokenizer
	figure string          // id of the <data> that is open; "": none
	shown  strings.Builder // its text so far
	naming string          // the heading that is open
	title  string          // of the last part that has a heading
}

func (r *pageReader) token(kind html.TokenType) {
	raw := string(r.tokens.Raw()) // before its parts are read: they are decoded in place
	t := r.tokens.Token()
	switch kind {
	case html.StartTagToken, html.SelfClosingTagToken:
		r.start(t)
	case html.EndTagToken:
		r.end(t.Data)
	case html.TextToken:
		r.text(t.Data)
	}
	r.line(raw)
}

func (r *pageReader) start(t html.Token) {
	if name, is := blocks[t.Data]; is {
		if id := attribute(t, "id"); anchor.MatchString(id) {
			name = "#" + id
		}
		r.begin(name)
		r.last().title = r.title
		if t.Data == "section" || t.Data == "figure" {
			r.last().title = "" // its own follows
		}
	}
	if t.Data == "data" {
		r.endFigure()
		if r.figure = attribute(t, "id"); r.figure == "" {
			r.figure = attribute(t, "data-ref")
		}
	}
	if slices.Contains(titled, t.Data) {
		r.naming, r.last().title = t.Data, ""
	}
}

func (r *pageReader) end(tag string) {
	if tag == "data" {
		r.endFigure()
	}
	if tag == r.naming {
		r.naming, r.title = "", r.last().title
	}
}

func (r *pageReader) text(s string) {
	if r.figure != "" {
		r.shown.WriteString(s)
	}
	if r.naming != "" {
		r.last().title += strings.TrimSpace(s)
	}
}

// endFigure notes the figure that was open.
func (r *pageReader) endFigure() {
	if r.figure != "" {
		r.figures = append(r.figures, found{r.figure, r.shown.String(), r.last().name(), r.last().place})
	}
	r.figure = ""
	r.shown.Reset()
}

func attribute(t html.Token, key string) string {
	for _, a := range t.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}
