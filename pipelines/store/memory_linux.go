//go:build duckdb_arrow

package store

import (
	"bufio"
	"os"
	"strconv"
	"strings"
)

// physicalMemory is the smaller of RAM and the control group's limit, in
// bytes; 0 when neither can be read.
func physicalMemory() int64 {
	ram := memTotal()
	text, err := os.ReadFile("/sys/fs/cgroup/memory.max")
	if err != nil {
		return ram
	}
	limit, err := strconv.ParseInt(strings.TrimSpace(string(text)), 10, 64)
	if err != nil || (ram > 0 && ram < limit) { // "max": no limit
		return ram
	}
	return limit
}

func memTotal() int64 {
	f, err := os.Open("/proc/meminfo")
	if err != nil {
		return 0
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		fields := strings.Fields(lines.Text())
		if len(fields) > 1 && fields[0] == "MemTotal:" {
			kb, _ := strconv.ParseInt(fields[1], 10, 64)
			return kb << 10
		}
	}
	return 0
}
