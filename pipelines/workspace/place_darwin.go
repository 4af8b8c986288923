package workspace

import "golang.org/x/sys/unix"

// networkKind reads the file system's name, which Darwin gives as text.
func networkKind(path string) string {
	var st unix.Statfs_t
	if unix.Statfs(path, &st) != nil {
		return ""
	}
	switch name := unix.ByteSliceToString(st.Fstypename[:]); name {
	case "nfs", "smbfs", "afpfs", "webdav", "macfuse":
		return name
	}
	return ""
}
