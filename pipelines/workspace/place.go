package workspace

import (
	"os"
	"path/filepath"
	"strings"
)

// Place says whether a folder is fit to hold a database. Network file systems
// lie about locks, and synchronising programs copy and replace open files.
type Place struct {
	Network string // kind of network file system (nfs, cifs, …), empty on a local disk
	Synced  string // program that synchronises the folder, empty when none is known
}

// Fit reports whether locks and renames can be relied on.
func (p Place) Fit() bool { return p.Network == "" && p.Synced == "" }

// Why says in Chinese what is wrong with the place; empty when it is fit.
func (p Place) Why() string {
	switch {
	case p.Network != "":
		return "在网络文件系统（" + p.Network + "）上，文件锁不可靠"
	case p.Synced != "":
		return "在「" + p.Synced + "」的同步文件夹里，同步程序会复制或替换打开着的文件"
	}
	return ""
}

// Inspect looks at dir, or at its nearest parent that exists.
func Inspect(dir string) Place {
	abs, err := filepath.Abs(dir)
	if err != nil {
		abs = dir
	}
	place := Place{Synced: syncedBy(abs)}
	for !exists(abs) && filepath.Dir(abs) != abs {
		abs = filepath.Dir(abs)
	}
	if real, err := filepath.EvalSymlinks(abs); err == nil {
		abs = real
		if place.Synced == "" {
			place.Synced = syncedBy(real)
		}
	}
	place.Network = networkKind(abs)
	return place
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// syncMarks are pieces of folder names that synchronising programs use, in
// lower case, and how a user knows the program.
var syncMarks = []struct{ mark, program string }{
	{"onedrive", "OneDrive"},
	{"坚果云", "坚果云"}, {"nutstore", "坚果云"},
	{"dropbox", "Dropbox"},
	{"icloud", "iCloud"}, {"com~apple~clouddocs", "iCloud"}, {"mobile documents", "iCloud"},
	{"百度网盘", "百度网盘"}, {"百度云", "百度网盘"}, {"baidunetdisk", "百度网盘"}, {"baidusync", "百度网盘"},
	{"wps云盘", "WPS云盘"}, {"wps云文档", "WPS云盘"}, {"wpsdrive", "WPS云盘"}, {"wps drive", "WPS云盘"},
	{"google drive", "Google Drive"}, {"googledrive", "Google Drive"},
	{"微云同步", "腾讯微云"}, {"阿里云盘", "阿里云盘"},
}

// syncedBy reads the folder names of path: Chinese names are met inside others
// (我的坚果云), Latin ones at the start (OneDrive - 示例大学).
func syncedBy(path string) string {
	for _, folder := range strings.FieldsFunc(strings.ToLower(path), isSeparator) {
		for _, m := range syncMarks {
			if strings.HasPrefix(folder, m.mark) || !isASCII(m.mark) && strings.Contains(folder, m.mark) {
				return m.program
			}
		}
	}
	return ""
}

func isASCII(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r > 127 }) < 0
}

func isSeparator(r rune) bool { return r == '/' || r == '\\' }
