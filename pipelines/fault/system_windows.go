package fault

import "golang.org/x/sys/windows"

// What Windows answers where a disk is full, and where another program keeps a
// file to itself.
var (
	fullDisk = []error{windows.ERROR_DISK_FULL, windows.ERROR_HANDLE_DISK_FULL}
	heldFile = []error{windows.ERROR_SHARING_VIOLATION, windows.ERROR_LOCK_VIOLATION, windows.ERROR_USER_MAPPED_FILE}
	// deniedWords: this is also the answer to replacing a file that a program shows.
	deniedWords = "没有权限，或另一个程序正开着它"
)
