package docx

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"

	"quxiang/reports/figure"
)

// figuresSpace names the part that says which figure each bookmark is: Word
// takes 40 letters, digits and underscores for a bookmark's name, which no
// figure's id fits.
const figuresSpace = "urn:quxiang:figures"

// figuresStore is the part's own identifier, which Word wants; any fixed one
// does.
const figuresStore = "{6F1D0C0E-7A4B-4C53-9E0B-2C7B4B1F5A31}"

// bookmarkPrefix begins the names of figures' bookmarks.
const bookmarkPrefix = "f_"

// place is a bookmark and the figure that stands in it.
type place struct{ bookmark, id string }

// figures are the parts that map bookmarks to figures. Ids are quoted, because
// keys come from files and may hold what XML can't.
func figures(places []place) []file {
	e := el("figures").with("xmlns", figuresSpace)
	for _, p := range places {
		e.inner = append(e.inner, el("figure").with("bookmark", p.bookmark, "id", strconv.Quote(p.id)))
	}
	item := el("ds:datastoreItem", el("ds:schemaRefs", el("ds:schemaRef").with("ds:uri", figuresSpace))).
		with("ds:itemID", figuresStore, "xmlns:ds", "http://schemas.openxmlformats.org/officeDocument/2006/customXml")
	return []file{
		{figuresPart, part(e)},
		{"customXml/itemProps1.xml", part(item)},
		{"customXml/_rels/item1.xml.rels", part(relations(relation{relationSpace + "/customXmlProps", "itemProps1.xml"}))},
	}
}

// bookmarked puts a figure's text into a bookmark of its own.
func (b *body) bookmarked(f figure.Figure, text element) []element {
	name := bookmarkPrefix + strconv.Itoa(len(b.places)+1)
	b.places = append(b.places, place{bookmark: name, id: figure.ID(f)})
	return b.marked(name, text)
}

// marked puts elements between the ends of a bookmark.
func (b *body) marked(name string, inner ...element) []element {
	b.bookmarks++
	id := strconv.Itoa(b.bookmarks)
	out := []element{el("w:bookmarkStart").with("w:id", id, "w:name", name)}
	return append(append(out, inner...), el("w:bookmarkEnd").with("w:id", id))
}

// Figures reads a document back: every figure's id with what its bookmark
// holds. A document without the part that names the figures, with a figure
// whose bookmark is gone or empty, or in which one figure stands with two
// values, is an error.
func Figures(name string) (map[string]string, error) {
	r, err := zip.OpenReader(name)
	if err != nil {
		return nil, fmt.Errorf("document: %w", err)
	}
	defer r.Close()
	ids, err := figureIDs(&r.Reader)
	if err != nil {
		return nil, err
	}
	text, err := bookmarks(&r.Reader)
	if err != nil {
		return nil, err
	}
	out := map[string]string{}
	for _, p := range ids {
		shown := text[p.bookmark]
		if before, ok := out[p.id]; shown == "" || ok && before != shown {
			return nil, fmt.Errorf("document: figure %s shows %q in bookmark %s, %q before", p.id, shown, p.bookmark, before)
		}
		out[p.id] = shown
	}
	return out, nil
}

// figureIDs finds the part that names the figures; Word may have moved it.
func figureIDs(r *zip.Reader) ([]place, error) {
	for _, f := range r.File {
		if ok, _ := path.Match("customXml/item*.xml", f.Name); !ok {
			continue
		}
		places, err := placesOf(f)
		if err != nil {
			return nil, fmt.Errorf("document: %s: %w", f.Name, err)
		}
		if places != nil {
			return places, nil
		}
	}
	return nil, errors.New("document has no figures' ids")
}

// placesOf reads a custom part; nil where it is another's.
func placesOf(f *zip.File) ([]place, error) {
	in, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer in.Close()
	var part struct {
		XMLName xml.Name
		Figures []struct {
			Bookmark string `xml:"bookmark,attr"`
			ID       string `xml:"id,attr"`
		} `xml:"figure"`
	}
	if err := xml.NewDecoder(in).Decode(&part); err != nil {
		return nil, err
	}
	if part.XMLName.Space != figuresSpace {
		return nil, nil
	}
	places := make([]place, len(part.Figures))
	for i, p := range part.Figures {
		id, err := strconv.Unquote(p.ID)
		if err != nil {
			return nil, fmt.Errorf("id of %s: %w", p.Bookmark, err)
		}
		places[i] = place{bookmark: p.Bookmark, id: id}
	}
	return places, nil
}

// bookmarks is the text in each of a document's bookmarks.
func bookmarks(r *zip.Reader) (map[string]string, error) {
	in, err := r.Open(documentPart)
	if err != nil {
		return nil, fmt.Errorf("document: %w", err)
	}
	defer in.Close()
	m := marks{open: map[string]string{}, text: map[string]string{}}
	d := xml.NewDecoder(in)
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return m.text, nil
		}
		if err != nil {
			return nil, fmt.Errorf("document: %w", err)
		}
		m.read(token)
	}
}

// marks collects text while bookmarks open and close.
type marks struct {
	open   map[string]string // names of the open bookmarks, by their w:id
	text   map[string]string // by name
	inText bool
}

func (m *marks) read(token xml.Token) {
	switch t := token.(type) {
	case xml.StartElement:
		m.start(t)
	case xml.EndElement:
		m.inText = m.inText && t.Name.Local != "t"
	case xml.CharData:
		for _, name := range m.open {
			if m.inText {
				m.text[name] += string(t)
			}
		}
	}
}

func (m *marks) start(t xml.StartElement) {
	switch t.Name.Local {
	case "bookmarkStart":
		if name := attribute(t, "name"); strings.HasPrefix(name, bookmarkPrefix) {
			m.open[attribute(t, "id")] = name
		}
	case "bookmarkEnd":
		delete(m.open, attribute(t, "id"))
	case "t":
		m.inText = t.Name.Space == wordSpace
	}
}

func attribute(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
