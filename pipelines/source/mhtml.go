package source

import (
	"encoding/base64"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"os"
	"strings"

	label "golang.org/x/net/html/charset"
)

// openMHTML reads the pages inside a single-file web page (RFC 2557), which
// Excel writes as one page a sheet.
func openMHTML(f *os.File, path string) (Book, error) {
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return nil, refuse(path, "读不了文件", "检查磁盘，或重新复制一份", err)
	}
	grids, err := mhtmlTables(f)
	if err != nil {
		return nil, refuse(path, "单个网页文件（MHTML）读不下去", saveXLSX, err)
	}
	if len(grids) == 0 {
		return nil, refuse(path, "这是单个网页文件（MHTML），里面没有表格", saveXLSX, nil)
	}
	return &gridBook{file: f, format: "mhtml", grids: grids}, nil
}

func mhtmlTables(r io.Reader) ([]grid, error) {
	message, err := mail.ReadMessage(io.LimitReader(r, maxGrid))
	if err != nil {
		return nil, err
	}
	kind, params, err := mime.ParseMediaType(message.Header.Get("Content-Type"))
	if err != nil {
		return nil, err
	}
	if !strings.HasPrefix(kind, "multipart/") {
		return mhtmlPage(message.Body, message.Header.Get("Content-Type"), message.Header.Get("Content-Transfer-Encoding"))
	}
	var grids []grid
	for parts := multipart.NewReader(message.Body, params["boundary"]); ; {
		part, err := parts.NextRawPart()
		if err == io.EOF {
			return grids, nil
		}
		if err != nil {
			return nil, err
		}
		page, err := mhtmlPage(part, part.Header.Get("Content-Type"), part.Header.Get("Content-Transfer-Encoding"))
		if err != nil {
			return nil, err
		}
		grids = append(grids, page...)
	}
}

// mhtmlPage reads one part; what is no page has no tables.
func mhtmlPage(r io.Reader, contentType, transfer string) ([]grid, error) {
	if kind, _, _ := mime.ParseMediaType(contentType); kind != "text/html" {
		return nil, nil
	}
	switch strings.ToLower(transfer) {
	case "quoted-printable":
		r = quotedprintable.NewReader(r)
	case "base64":
		r = base64.NewDecoder(base64.StdEncoding, r)
	}
	text, err := label.NewReader(r, contentType)
	if err != nil {
		return nil, err
	}
	return htmlTables(text)
}
