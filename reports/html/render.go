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
	var parts [4]string
	for i, name := range []string{"screen.css", "print.css", "report.js", "quota.js"} {
		text, err := templates.Text(name)
		if err != nil {
			return err
		}
		parts[i] = text
	}
	if strings.Contains(strings.ToLower(library), "</script") {
		return fmt.Errorf("chart library would end its own script block")
	}
	style := parts[0] + parts[1] + runningTitles(p)
	p.Style, p.Library, p.Script = template.CSS(style), template.JS(library), template.JS(parts[2])
	scripts := []string{library, parts[2]}
	if p.plans {
		p.Planning = template.JS(parts[3])
		scripts = append(scripts, parts[3])
	}
	p.Policy = policy(style, scripts...)
	return nil
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
// tables go on pages across.
func runningTitles(p *page) string {
	var b strings.Builder
	fmt.Fprintf(&b, "@page{@top-right{content:%s}}\n", cssString(p.Stamp))
	for i, c := range p.Chapters {
		title := cssString(p.Institution + "　" + c.Number + "、" + c.Title)
		fmt.Fprintf(&b, "@page c%d{@top-left{content:%s}}\n", i, title)
		fmt.Fprintf(&b, "@page w%d{size:A4 landscape;@top-left{content:%s}}\n", i, title)
		fmt.Fprintf(&b, "@media print{#%s{page:c%d}#%s .section:has(.broad){page:w%d}", c.ID, i, c.ID, i)
		fmt.Fprintf(&b, "#%s:has(>.section:first-of-type .broad)>h2{page:w%d}}\n", c.ID, i)
	}
	// What stands before the first chapter and after the last shares their
	// pages: another page name would start a new sheet.
	fmt.Fprintf(&b, "@media print{main>p{page:c0}.colophon{page:c%d}}\n", len(p.Chapters)-1)
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
