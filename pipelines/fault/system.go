package fault

import (
	"errors"
	"io/fs"
	"os"
	"slices"
	"strings"
)

// noSpace is how systems and DuckDB say that a disk is full; DuckDB's errors
// carry only words.
var noSpace = []string{"No space left on device", "not enough space on the disk", "磁盘空间不足", noSpill, "Disk quota exceeded"}

// noMemory is how DuckDB says that its limit is too small, noSpill what it adds
// when the disk holds as much of it as it may.
const (
	noMemory = "Out of Memory Error"
	noSpill  = "max_temp_directory_size"
)

// Explain turns an error of the system that a user can do something about into
// a fault; others it returns unchanged. What a model or a check reports is told
// so too: the reason lies in the machine, not in the file that it names.
func Explain(err error) error {
	if outdated(err) {
		return &Error{Kind: Usage, Op: "读取当前构建", Why: "它是另一个版本的程序做的，缺少这个版本要读的表或列", Err: firstLine(err),
			Hint: "运行 quxiang build 重新构建"}
	}
	if err != nil && strings.Contains(err.Error(), noMemory) {
		return outOfMemory(err)
	}
	if err != nil && full(err) {
		return &Error{Kind: Failed, Op: "写数据", Why: "磁盘空间不足", Err: firstLine(err),
			Hint: "腾出空间后再运行同一个命令；已载入的数据没有受影响"}
	}
	return alone(err)
}

// OutOfMemory says whether less work at once could help: memory ran out, and
// spilling did not end at its cap.
func OutOfMemory(err error) bool {
	return err != nil && strings.Contains(err.Error(), noMemory) && !strings.Contains(err.Error(), noSpill)
}

func outOfMemory(err error) error {
	const untouched = "再运行同一个命令；已载入的数据没有受影响"
	if strings.Contains(err.Error(), noSpill) {
		return &Error{Kind: Failed, Op: "计算", Why: "内存不够用，溢出到磁盘的也到了上限", Err: firstLine(err),
			Hint: "用 --memory 放宽内存上限，或放宽 quxiang.toml 里的 data.spill（没有写它时是磁盘快满了，腾出空间）后" + untouched}
	}
	return &Error{Kind: Failed, Op: "计算", Why: "内存不够用", Err: firstLine(err),
		Hint: "用 --memory 放宽上限（如 --memory 2GB），或关掉别的程序后" + untouched}
}

func full(err error) bool {
	return isOne(err, fullDisk) || slices.ContainsFunc(noSpace, func(words string) bool { return strings.Contains(err.Error(), words) })
}

// alone explains an error that says no more than that another program keeps a
// file to itself.
func alone(err error) error {
	var told *Error
	var disk *fs.PathError
	if !Held(err) || errors.As(err, &told) || !errors.As(err, &disk) {
		return err
	}
	return &Error{Kind: Failed, Op: "读写文件", File: disk.Path, Why: heldWords,
		Hint: "关闭打开着它的程序（多半是 Excel 或 WPS），再运行同一个命令"}
}

// heldWords are for a file that another program keeps to itself.
const heldWords = "另一个程序正开着它"

// Held tells that another program keeps a file to itself, as Excel on Windows
// does with the workbook it shows.
func Held(err error) bool { return isOne(err, heldFile) }

func isOne(err error, kinds []error) bool {
	return slices.ContainsFunc(kinds, func(kind error) bool { return errors.Is(err, kind) })
}

// words are a cause as a user reads it: what systems say of a file, in Chinese
// and without the file, which the fault names; anything else as it is.
func words(cause error) string {
	switch said := ofFile(cause); {
	case errors.Unwrap(said) != nil: // it says more
	case isOne(said, heldFile):
		return heldWords
	case isOne(said, fullDisk):
		return "磁盘空间不足"
	case errors.Is(said, fs.ErrPermission):
		return deniedWords
	case errors.Is(said, fs.ErrNotExist):
		return "没有这个文件或文件夹"
	}
	return cause.Error()
}

// ofFile is what the system said of a file, without its name.
func ofFile(cause error) error {
	switch e := cause.(type) {
	case *fs.PathError:
		return e.Err
	case *os.LinkError:
		return e.Err
	}
	return cause
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
