package fault

import (
	"errors"
	"slices"
	"strings"
	"syscall"
)

// noSpace is how systems and DuckDB say that a disk is full; DuckDB's errors
// carry only words.
var noSpace = []string{"No space left on device", "not enough space on the disk", "max_temp_directory_size", "Disk quota exceeded"}

// Explain turns an error of the system that a user can do something about into
// a fault; others it returns unchanged.
func Explain(err error) error {
	if err == nil || !(errors.Is(err, syscall.ENOSPC) || slices.ContainsFunc(noSpace, func(words string) bool { return strings.Contains(err.Error(), words) })) {
		return err
	}
	return &Error{Kind: Failed, Op: "写数据", Why: "磁盘空间不足", Err: firstLine(err),
		Hint: "腾出空间后再运行同一个命令；已载入的数据没有受影响"}
}

// firstLine keeps the cause short.
func firstLine(err error) error {
	line, _, _ := strings.Cut(err.Error(), "\n")
	return errors.New(line)
}
