package workspace

import (
	"bufio"
	"strings"
	"testing"
)

func TestMountKindTakesTheLongestPoint(t *testing.T) {
	const mounts = "22 1 8:1 / / rw - ext4 /dev/sda1 rw\n" +
		"40 22 0:50 / /mnt/共享 rw shared:1 - fuse.sshfs u@h:/ rw\n" +
		"41 22 0:51 / /mnt/u\\040disk rw - fuse.ntfs-3g /dev/sdb1 rw\n"
	cases := map[string]string{
		"/mnt/共享/就业":    "fuse.sshfs",
		"/mnt/共享2":      "ext4",
		"/mnt/u disk/x": "fuse.ntfs-3g",
	}
	for path, want := range cases {
		if got := mountKind(bufio.NewScanner(strings.NewReader(mounts)), path); got != want {
			t.Errorf("mountKind(%s) = %s, want %s", path, got, want)
		}
	}
	if remoteFuse("fuse.sshfs") == "" || remoteFuse("fuse.ntfs-3g") != "" {
		t.Error("remoteFuse confuses local and remote")
	}
}
