//go:build !windows

package fault

import "syscall"

// What Unix answers where a disk is full; a file is nobody's alone there.
var (
	fullDisk    = []error{syscall.ENOSPC, syscall.EDQUOT}
	heldFile    []error
	deniedWords = "没有权限"
)
