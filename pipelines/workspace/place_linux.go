package workspace

import (
	"bufio"
	"os"
	"strings"

	"golang.org/x/sys/unix"
)

// networkMagic are the statfs magic numbers of network file systems.
var networkMagic = map[int64]string{
	unix.NFS_SUPER_MAGIC:  "nfs",
	unix.SMB_SUPER_MAGIC:  "smb",
	unix.CIFS_SUPER_MAGIC: "cifs",
	unix.SMB2_SUPER_MAGIC: "smb2",
	unix.AFS_SUPER_MAGIC:  "afs",
	unix.CEPH_SUPER_MAGIC: "ceph",
	unix.V9FS_MAGIC:       "9p",
}

// networkKind asks the kernel for the file system under path. FUSE has one
// magic number for all, so its kind is looked up among the mounts.
func networkKind(path string) string {
	var st unix.Statfs_t
	if unix.Statfs(path, &st) != nil {
		return ""
	}
	magic := int64(uint32(st.Type))
	if magic != unix.FUSE_SUPER_MAGIC {
		return networkMagic[magic]
	}
	mounts, err := os.Open("/proc/self/mountinfo")
	if err != nil {
		return ""
	}
	defer mounts.Close()
	return remoteFuse(mountKind(bufio.NewScanner(mounts), path))
}

// mountKind returns the type of the mount with the longest point that holds path.
func mountKind(mounts *bufio.Scanner, path string) string {
	best, kind := "", ""
	for mounts.Scan() {
		head, tail, found := strings.Cut(mounts.Text(), " - ")
		fields := strings.Fields(head)
		types := strings.Fields(tail)
		if !found || len(fields) < 5 || len(types) == 0 {
			continue
		}
		point := strings.ReplaceAll(fields[4], `\040`, " ")
		if within(path, point) && len(point) >= len(best) {
			best, kind = point, types[0]
		}
	}
	return kind
}

func within(path, point string) bool {
	return point == "/" || path == point || strings.HasPrefix(path, point+"/")
}

// remoteFuse keeps the kinds known to reach over a network; fuse.ntfs-3g and
// its like are local disks.
func remoteFuse(kind string) string {
	for _, name := range []string{"sshfs", "rclone", "davfs", "s3fs", "glusterfs", "gvfsd-fuse", "smbnetfs"} {
		if kind == "fuse."+name {
			return kind
		}
	}
	return ""
}
