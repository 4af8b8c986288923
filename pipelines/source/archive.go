package source

import (
	"archive/zip"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// Item is one file to read: on disk, or packed in a .zip.
type Item struct {
	Path   string // on disk
	Member string // its path within the .zip at Path; "": the file itself
	entry  int    // position in the .zip
}

// Name is the path to show and to find dates in: 数据.zip/甲学院.xlsx.
func (i Item) Name() string {
	if i.Member == "" {
		return i.Path
	}
	return filepath.Join(i.Path, filepath.FromSlash(i.Member))
}

// Leftover reports whether the item is what Excel leaves beside an open file.
func (i Item) Leftover() bool { return strings.HasPrefix(filepath.Base(i.Name()), "~$") }

// maxMembers bounds the files of one archive.
const maxMembers = 10000

// Expand lists the files that a path stands for: those in a folder and below
// it, those packed in a .zip that is no workbook, else the path itself, be it
// there or not. What systems put into folders by themselves is left out.
func Expand(name string) ([]Item, error) {
	info, err := os.Stat(name)
	switch {
	case err == nil && info.IsDir():
		return expandFolder(name)
	case err == nil && info.Mode().IsRegular():
		return expandFile(name)
	}
	return []Item{{Path: name}}, nil // Open says what is wrong
}

func expandFolder(root string) ([]Item, error) {
	var all []Item
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return refuse(name, "读不了文件夹", "检查路径和权限", err)
		case name != root && systems(d.Name()) && d.IsDir():
			return filepath.SkipDir
		case !d.Type().IsRegular() || systems(d.Name()):
			return nil
		}
		items, err := expandFile(name)
		all = append(all, items...)
		return err
	})
	if err == nil && len(all) == 0 {
		err = refuse(root, "文件夹是空的", "把要载入的文件放进去，或检查路径", nil)
	}
	return all, err
}

// systems reports whether a name is one that macOS or Windows makes by itself.
func systems(name string) bool {
	return strings.HasPrefix(name, ".") ||
		slices.Contains([]string{"__macosx", "thumbs.db", "desktop.ini"}, strings.ToLower(name))
}

// expandFile lists the members of an archive, or the file itself.
func expandFile(name string) (_ []Item, err error) {
	f, err := os.Open(name)
	if err != nil {
		return []Item{{Path: name}}, nil // Open says what is wrong
	}
	defer f.Close()
	archive := archiveIn(f)
	if archive == nil {
		return []Item{{Path: name}}, nil
	}
	if len(archive.File) > maxMembers {
		return nil, refuse(name, "压缩包里的文件太多，不合情理", "解压后只留要载入的文件", nil)
	}
	var items []Item
	for i, member := range archive.File {
		inside := memberName(member)
		if !member.FileInfo().IsDir() && !slices.ContainsFunc(strings.Split(inside, "/"), systems) {
			items = append(items, Item{Path: name, Member: inside, entry: i})
		}
	}
	if len(items) == 0 {
		return nil, refuse(name, "压缩包是空的", "重新打包，或解压后载入", nil)
	}
	slices.SortStableFunc(items, func(a, b Item) int { return strings.Compare(a.Member, b.Member) })
	return items, nil
}

// archiveIn opens f as an archive of files; nil for anything else, workbooks
// and broken archives among it.
func archiveIn(f *os.File) *zip.Reader {
	magic := make([]byte, 4)
	if _, err := f.ReadAt(magic, 0); err != nil || string(magic) != string(zipMagic) && string(magic) != "PK\x05\x06" {
		return nil
	}
	info, err := f.Stat()
	if err != nil {
		return nil
	}
	archive, err := zip.NewReader(f, info.Size())
	if err != nil || office(archive) != "" {
		return nil
	}
	return archive
}

// office tells the packed formats of office programs from an archive of files,
// which is "".
func office(archive *zip.Reader) string {
	for _, mark := range []struct{ part, format string }{
		{"xl/workbook.bin", "xlsb"}, {"word/document.xml", "docx"}, {"ppt/presentation.xml", "pptx"}, {"[Content_Types].xml", "xlsx"}, {"xl/_rels/workbook.xml.rels", "xlsx"},
		{"META-INF/manifest.xml", "ods"},
	} {
		if partOf(archive, mark.part) != nil {
			return mark.format
		}
	}
	return ""
}

// memberName is a member's path; archives made on a Chinese Windows write it
// in GBK without saying so.
func memberName(f *zip.File) string {
	name := strings.ReplaceAll(f.Name, `\`, "/")
	if f.NonUTF8 && !utf8.ValidString(f.Name) {
		if decoded, err := simplifiedchinese.GB18030.NewDecoder().String(f.Name); err == nil {
			name = decoded // a trail byte may be \: it is no separator
		}
	}
	return strings.TrimPrefix(path.Clean("/"+name), "/")
}

// Local returns a path to read the item from: its own, or that of a copy
// unpacked into dir.
func (i Item) Local(dir string) (string, error) {
	if i.Member == "" {
		return i.Path, nil
	}
	r, err := i.Open()
	if err != nil {
		return "", err
	}
	defer r.Close()
	local := filepath.Join(dir, "member") // its own name may be none that this system allows
	if err := copyTo(local, r); err != nil {
		return "", i.unreadable(err)
	}
	return local, nil
}

// Open reads the item's bytes, unpacked.
func (i Item) Open() (io.ReadCloser, error) {
	if i.Member == "" {
		return os.Open(i.Path)
	}
	archive, err := zip.OpenReader(i.Path)
	if err != nil || i.entry >= len(archive.File) {
		return nil, refuse(i.Path, "压缩包不完整或已损坏", "重新复制一份，或解压后载入", err)
	}
	member := archive.File[i.entry]
	if member.Flags&1 != 0 {
		return nil, closeWith(archive, refuse(i.Name(), "压缩包有密码", "用密码解压后载入", nil))
	}
	r, err := unpack(member, maxPart)
	if err != nil {
		return nil, closeWith(archive, i.unreadable(err))
	}
	return &unpacked{r, archive}, nil
}

// unpacked is a member being read, and its archive.
type unpacked struct {
	io.ReadCloser
	archive io.Closer
}

func (u *unpacked) Close() error { return errors.Join(u.ReadCloser.Close(), u.archive.Close()) }

func (i Item) unreadable(err error) error {
	switch {
	case errors.Is(err, zip.ErrAlgorithm):
		return refuse(i.Name(), "压缩方法不常见，解不开", "用压缩软件解压后载入", err)
	case errors.Is(err, zip.ErrChecksum), errors.Is(err, zip.ErrFormat), errors.Is(err, io.ErrUnexpectedEOF):
		return refuse(i.Name(), "压缩包里的这个文件不完整或已损坏", "重新复制一份，或解压后载入", err)
	}
	if errors.Is(err, errTooLarge) {
		return refuse(i.Name(), errTooLarge.Error(), "核对文件来源，用压缩软件解压后载入", nil)
	}
	return refuse(i.Name(), "解压不了", "检查磁盘空间，或用压缩软件解压后载入", err)
}

func copyTo(to string, r io.Reader) (err error) {
	f, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	_, err = io.Copy(f, r)
	return err
}
