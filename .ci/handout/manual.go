package main

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
)

// home is the page that every other leads back to.
const home = "说明.html"

//go:embed page.html
var pageText string

var pageTemplate = template.Must(template.New("page").Parse(pageText))

// page is one of the documentation: where it comes from and where it goes.
type page struct {
	from, to string
	source   []byte
	tree     ast.Node
	headings *headings
}

// writeManual writes the documentation as pages into the folder, with its
// pictures. A link to what isn't handed out is an error.
func writeManual(folder string, windows bool) error {
	pages, err := parsed(windows)
	if err != nil {
		return err
	}
	for _, p := range pages {
		if err := p.relink(pages, folder); err != nil {
			return err
		}
		if err := p.write(folder); err != nil {
			return err
		}
	}
	return nil
}

// parsed reads the pages, by where they come from.
func parsed(windows bool) (map[string]*page, error) {
	sources, err := filepath.Glob("docs/*.md")
	if err != nil {
		return nil, err
	}
	pages := map[string]*page{}
	for _, from := range append(sources, "sql/README.md", "README.md", "README.zh-CN.md") {
		source, err := os.ReadFile(from)
		if err != nil {
			return nil, err
		}
		pages[from] = parse(from, place(from, windows), source)
	}
	return pages, nil
}

// place is where a page goes: on Windows what to read first is found first.
func place(from string, windows bool) string {
	switch {
	case from == "README.zh-CN.md":
		return home
	case from == "docs/windows.md" && windows:
		return "先看这个.html"
	}
	return strings.TrimSuffix(from, ".md") + ".html"
}

var markdown = goldmark.New(goldmark.WithExtensions(extension.Table),
	goldmark.WithParserOptions(parser.WithAutoHeadingID()),
	goldmark.WithRendererOptions(html.WithUnsafe()))

func parse(from, to string, source []byte) *page {
	ids := &headings{}
	tree := markdown.Parser().Parse(text.NewReader(source), parser.WithContext(parser.NewContext(parser.WithIDs(ids))))
	return &page{from, to, source, tree, ids}
}

// relink turns links to other pages' sources into links to the pages, and copies
// pictures.
func (p *page) relink(pages map[string]*page, folder string) error {
	return ast.Walk(p.tree, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		var err error
		switch n := n.(type) {
		case *ast.Link:
			if entering {
				n.Destination, err = p.link(pages, string(n.Destination))
			}
		case *ast.Image:
			if entering {
				err = copied(folder, path.Join(path.Dir(p.from), string(n.Destination)))
			}
		}
		return ast.WalkContinue, err
	})
}

// link is where a link leads among the pages.
func (p *page) link(pages map[string]*page, destination string) ([]byte, error) {
	u, err := url.Parse(destination)
	if err != nil || u.IsAbs() {
		return []byte(destination), err
	}
	to := p
	if u.Path != "" {
		to = pages[path.Join(path.Dir(p.from), u.Path)]
	}
	if to == nil || u.Fragment != "" && !to.headings.has(u.Fragment) {
		return nil, fmt.Errorf("%s: %s leads nowhere", p.from, destination)
	}
	u.Path, err = filepath.Rel(path.Dir(p.to), to.to)
	return []byte(u.String()), err
}

// copied copies a file of the project to the same place in the folder.
func copied(folder, file string) error {
	content, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	return put(filepath.Join(folder, file), content)
}

func put(file string, content []byte) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	return os.WriteFile(file, content, 0o644)
}

// write renders the page. Its text is the project's own.
func (p *page) write(folder string) error {
	var body, out bytes.Buffer
	if err := markdown.Renderer().Render(&body, p.source, p.tree); err != nil {
		return err
	}
	back, err := filepath.Rel(path.Dir(p.to), home)
	if err != nil {
		return err
	}
	title, _, _ := strings.Cut(strings.TrimPrefix(string(p.source), "# "), "\n")
	if err := pageTemplate.Execute(&out, map[string]any{"Title": title, "Home": back, "Body": template.HTML(body.String())}); err != nil {
		return err
	}
	return put(filepath.Join(folder, p.to), out.Bytes())
}

// headings gives headings the names that links in the sources call them by.
type headings []string

// Generate is a heading's name: letters, digits and strokes of its text.
func (h *headings) Generate(value []byte, _ ast.NodeKind) []byte {
	name := strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return '-'
		case unicode.IsLetter(r), unicode.IsDigit(r), r == '-', r == '_':
			return unicode.ToLower(r)
		}
		return -1
	}, strings.TrimSpace(string(value)))
	unique := name
	for i := 1; h.has(unique); i++ {
		unique = name + "-" + strconv.Itoa(i)
	}
	h.Put([]byte(unique))
	return []byte(unique)
}

// Put notes a name that is taken.
func (h *headings) Put(value []byte) { *h = append(*h, string(value)) }

func (h *headings) has(name string) bool { return slices.Contains(*h, name) }
