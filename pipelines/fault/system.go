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

// noMemory is how DuckDB says that its limit is too small.
const noMemory = "Out of Memory Error"

// Explain turns an error of the system that a user can do something about into
// a fault; others it returns unchanged. What a model or a check reports is told
// so too: the reason lies in the machine, not in the file that it names.
func Explain(err error) error {
	if outdated(err) {
		return &Error{Kind: Usage, Op: "读取当前构建", Why: "它是另一个版本的程序做的，缺少这个版本要读的表或列", Err: firstLine(err),
			Hint: "运行 quxiang build 重新构建"}
	}
	if err != nil && strings.Contains(err.Error(), noMemory) {
		return &Error{Kind: Failed, Op: "计算", Why: "内存不够用", Err: firstLine(err),
			Hint: "用 --memory 放宽上限（如 --memory 2GB），或关掉别的程序后再运行同一个命令；已载入的数据没有受影响"}
	}
	if err == nil || !(errors.Is(err, syscall.ENOSPC) || slices.ContainsFunc(noSpace, func(words string) bool { return strings.Contains(err.Error(), words) })) {
		return err
	}
	return &Error{Kind: Failed, Op: "写数据", Why: "磁盘空间不足", Err: firstLine(err),
		Hint: "腾出空间后再运行同一个命令；已载入的数据没有受影响"}
}

// outdated tells that a table or a column was missed in a build by our own
// reading of it; what a user's SQL misses is a fault that says so already.
func outdated(err error) bool {
	var told *Error
	if err == nil || errors.As(err, &told) || !strings.Contains(err.Error(), "read ") {
		return false
	}
	return strings.Contains(err.Error(), "Catalog Error: Table with name") || strings.Contains(err.Error(), "Binder Error: Referenced column") ||
		strings.Contains(err.Error(), "does not have a column named")
}

// firstLine keeps the cause short.
func firstLine(err error) error {
	line, _, _ := strings.Cut(err.Error(), "\n")
	return errors.New(line)
}
