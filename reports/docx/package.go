package docx

import (
	"fmt"

	"quxiang/reports/chapter"
)

// The names of schemas.
const (
	wordSpace     = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	relationSpace = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	packageSpace  = "http://schemas.openxmlformats.org/package/2006/"
	wordType      = "application/vnd.openxmlformats-officedocument.wordprocessingml."
)

// Parts that are referred to by name.
const (
	documentPart = "word/document.xml"
	figuresPart  = "customXml/item1.xml"
)

// root is the outermost element of a part of Word's.
func root(name string, inner ...element) element {
	return el(name, inner...).with("xmlns:w", wordSpace, "xmlns:r", relationSpace)
}

// fixed are the parts that no chapter changes.
func fixed(doc *chapter.Document) []file {
	return []file{
		{"[Content_Types].xml", part(contentTypes())},
		{"_rels/.rels", part(relations(
			relation{relationSpace + "/officeDocument", documentPart},
			relation{packageSpace + "relationships/metadata/core-properties", "docProps/core.xml"},
			relation{relationSpace + "/extended-properties", "docProps/app.xml"}))},
		{"word/_rels/document.xml.rels", part(relations(
			relation{relationSpace + "/styles", "styles.xml"},
			relation{relationSpace + "/settings", "settings.xml"},
			relation{relationSpace + "/fontTable", "fontTable.xml"},
			relation{relationSpace + "/header", "header1.xml"},
			relation{relationSpace + "/header", "header2.xml"},
			relation{relationSpace + "/footer", "footer1.xml"},
			relation{relationSpace + "/customXml", "../" + figuresPart}))},
		{"word/styles.xml", part(styles())},
		{"word/settings.xml", part(settings())},
		{"word/fontTable.xml", part(fontTable())},
		{"word/header1.xml", part(header(doc, upright))},
		{"word/header2.xml", part(header(doc, across))},
		{"word/footer1.xml", part(footer())},
		{"docProps/core.xml", part(core(doc))},
		{"docProps/app.xml", part(application())},
	}
}

// The relations of the document that sections refer to.
const (
	headerUpright = "rId4"
	headerAcross  = "rId5"
	footerEach    = "rId6"
)

// relation points from one part to another.
type relation struct{ kind, target string }

// relations numbers relations from rId1 in the order given.
func relations(rs ...relation) element {
	e := el("Relationships").with("xmlns", packageSpace+"relationships")
	for i, r := range rs {
		e.inner = append(e.inner, el("Relationship").with("Id", fmt.Sprintf("rId%d", i+1), "Type", r.kind, "Target", r.target))
	}
	return e
}

func contentTypes() element {
	e := el("Types",
		el("Default").with("Extension", "rels", "ContentType", "application/vnd.openxmlformats-package.relationships+xml"),
		el("Default").with("Extension", "xml", "ContentType", "application/xml")).with("xmlns", packageSpace+"content-types")
	for _, o := range [][2]string{
		{"/" + documentPart, wordType + "document.main+xml"},
		{"/word/styles.xml", wordType + "styles+xml"},
		{"/word/settings.xml", wordType + "settings+xml"},
		{"/word/fontTable.xml", wordType + "fontTable+xml"},
		{"/word/header1.xml", wordType + "header+xml"},
		{"/word/header2.xml", wordType + "header+xml"},
		{"/word/footer1.xml", wordType + "footer+xml"},
		{"/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"},
		{"/docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml"},
		{"/customXml/itemProps1.xml", "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"},
	} {
		e.inner = append(e.inner, el("Override").with("PartName", o[0], "ContentType", o[1]))
	}
	return e
}

// core are the properties of the document: the time is the build's, never the
// clock's.
func core(doc *chapter.Document) element {
	e := el("cp:coreProperties",
		el("dc:title").holding(doc.Title), el("dc:creator").holding(doc.Institution),
		el("dc:description").holding(doc.Stamp), el("dc:identifier").holding(doc.BuildID),
		el("dc:language").holding("zh-CN"), el("cp:lastModifiedBy").holding("quxiang"),
	).with("xmlns:cp", packageSpace+"metadata/core-properties", "xmlns:dc", "http://purl.org/dc/elements/1.1/",
		"xmlns:dcterms", "http://purl.org/dc/terms/", "xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")
	if doc.BuiltAt == "" {
		return e
	}
	for _, name := range []string{"dcterms:created", "dcterms:modified"} {
		e.inner = append(e.inner, el(name).with("xsi:type", "dcterms:W3CDTF").holding(doc.BuiltAt))
	}
	return e
}

func application() element {
	return el("Properties", el("Application").holding("quxiang")).
		with("xmlns", "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties")
}

// settings: Chinese, and the layout of Word since 2013.
func settings() element {
	return root("w:settings",
		val("w:zoom", "none").with("w:percent", "100"), val("w:defaultTabStop", "420"),
		el("w:compat", val("w:compatSetting", "15").with("w:name", "compatibilityMode", "w:uri", "http://schemas.microsoft.com/office/word")),
		el("w:themeFontLang").with("w:val", "en-US", "w:eastAsia", "zh-CN"))
}
