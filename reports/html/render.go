// Package html writes a report as one self-contained page.
//
// The page asks the network for nothing: style and scripts are inline, allowed
// by their hashes and nothing else is; each chart's options stand in a data
// block that cannot run. Every number is a figure, in <data>; every name from a
// file is escaped text, in <bdi>. The same document gives the same bytes.
package html

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"strings"

	"quxiang/reports/chapter"
	"quxiang/reports/picture"
	"quxiang/templates"
)

// Render writes doc as a page to w. library is the chart library's script, from
// templates.Assets. Nothing is written when the page can't be made.
func Render(w io.Writer, doc *chapter.Document, library string) error {
	p, err := newPage(doc)
	if err != nil {
		return err
	}
	if err := p.addAssets(library); err != nil {
		return err
	}
	if err := p.addPictures(library); err != nil {
		return err
	}
	t, err := template.ParseFS(templates.Files, "*.gohtml")
	if err != nil {
		return fmt.Errorf("templates: %w", err)
	}
	var out bytes.Buffer
	if err := t.ExecuteTemplate(&out, "page.gohtml", p); err != nil {
		return fmt.Errorf("page: %w", err)
	}
	_, err = w.Write(out.Bytes())
	return err
}

// addAssets sets style, scripts and the policy that allows just them.
func (p *page) addAssets(library string) error {
	if strings.Contains(strings.ToLower(library), "</script") {
		return fmt.Errorf("chart library would end its own script block")
	}
	style, err := texts("screen.css", "print.css")
	if err != nil {
		return err
	}
	own := []string{"chart.js", "table.js", "report.js"}
	if p.plans {
		own = append(own, "quota.js")
	}
	script, err := texts(own...)
	if err != nil {
		return err
	}
	style += runningTitles(p)
	p.Style, p.Library, p.Script = template.CSS(style), template.JS(library), template.JS(script)
	p.Policy = policy(style, library, script)
	return nil
}

// texts joins templates that are no pages.
func texts(names ...string) (string, error) {
	var out strings.Builder
	for _, name := range names {
		text, err := templates.Text(name)
		if err != nil {
			return "", err
		}
		out.WriteString(text)
	}
	return out.String(), nil
}

// addPictures draws every chart as it stands in the page where no script runs
// and on paper.
func (p *page) addPictures(library string) error {
	studio, err := picture.New(library)
	if err != nil {
		return err
	}
	var requests []picture.Request
	for _, c := range p.pictures {
		requests = append(requests, c.request)
	}
	pictures, err := studio.Draw(requests)
	for i, svg := range pictures {
		p.pictures[i].view.Picture = template.HTML(svg)
	}
	return err
}

// policy is the page's Content-Security-Policy: no address may be asked for
// anything, and only the given style and scripts run.
func policy(style string, scripts ...string) string {
	out := "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; style-src " + hash(style) + "; script-src"
	for _, s := range scripts {
		out += " " + hash(s)
	}
	return out
}

// hash is the source expression that allows an inline block with this text.
func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// runningTitles are the print rules that put each chapter on pages of its own
// name, with its title at the head and the stamp beside it; sections with broad
// tables go on pages across, of a section with charts just the tables: a chart
// fits an upright page better.
func runningTitles(p *page) string {
	var b strings.Builder
	fmt.Fprintf(&b, "@page{@top-right{content:%s}}\n", cssString(p.Stamp))
	for i, c := range p.Chapters {
		title := cssString(p.Institution + "　" + c.Number + "、" + c.Title)
		fmt.Fprintf(&b, "@page c%d{@top-left{content:%s}}\n", i, title)
		fmt.Fprintf(&b, "@page w%d{size:A4 landscape;@top-left{content:%s}}\n", i, title)
		fmt.Fprintf(&b, "@media print{#%s{page:c%d}#%s .section:has(.broad):not(:has(.chart)),#%s .broad{page:w%d}", c.ID, i, c.ID, c.ID, i)
		fmt.Fprintf(&b, "#%s:has(>.section:first-of-type .broad):not(:has(>.section:first-of-type .chart))>h2{page:w%d}}\n", c.ID, i)
	}
	// What stands before the first chapter and after the last shares their
	// pages: another page name would start a new sheet.
	fmt.Fprintf(&b, "@media print{main>p{page:c0}.page,.colophon{page:c%d}.contents{page:contents}}\n", len(p.Chapters)-1)
	return b.String()
}

// cssString quotes text for a style sheet inside a page: whatever could end
// the string or the style block becomes an escape.
func cssString(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		if r < ' ' || strings.ContainsRune(`"\<>&`, r) {
			fmt.Fprintf(&b, `\%x `, r)
			continue
		}
		b.WriteRune(r)
	}
	b.WriteByte('"')
	return b.String()
}
