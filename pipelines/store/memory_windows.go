//go:build duckdb_arrow

package store

import (
	"unsafe"

	"golang.org/x/sys/windows"
)

// memoryStatus is what Windows calls MEMORYSTATUSEX.
type memoryStatus struct {
	length, load          uint32
	totalPhys             uint64
	availPhys             uint64
	pageFile, availPage   uint64
	virtual, availVirtual uint64
	availExtended         uint64
}

var globalMemoryStatus = windows.NewLazySystemDLL("kernel32.dll").NewProc("GlobalMemoryStatusEx")

// physicalMemory is RAM in bytes; 0 when Windows doesn't say.
func physicalMemory() int64 {
	var status memoryStatus
	status.length = uint32(unsafe.Sizeof(status))
	if ok, _, _ := globalMemoryStatus.Call(uintptr(unsafe.Pointer(&status))); ok == 0 {
		return 0
	}
	return int64(status.totalPhys)
}
