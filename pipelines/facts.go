package pipelines

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"

	"quxiang/pipelines/contract"
	"quxiang/pipelines/fault"
	"quxiang/pipelines/load"
	"quxiang/pipelines/store"
	"quxiang/pipelines/workspace"
)

// facts are the Parquet files that builds read where they lie, in the order of
// their names.
func (e *Engine) facts() []store.Parquet {
	files, err := e.factFiles()
	if err != nil || files == nil {
		return nil // Origin, which every build asks first, tells what is wrong
	}
	var all []store.Parquet
	for i, c := range e.Contracts {
		if c.Kind == contract.Parquet {
			all = append(all, store.Parquet{Table: load.RawTables(e.Contracts[i : i+1])[0], Files: files})
		}
	}
	return all
}

// factFiles lists the files; a pattern that none matches is a fault.
func (e *Engine) factFiles() (files []string, err error) {
	for _, pattern := range e.Workspace.Config.Data.Facts {
		found, err := filepath.Glob(e.Workspace.Path(pattern))
		if err != nil || len(found) == 0 {
			return nil, &fault.Error{Kind: fault.Usage, Op: "构建", File: workspace.ConfigName, Column: "data.facts",
				Value: pattern, Why: "没有这样的文件", Hint: "检查文件名和文件夹"}
		}
		files = append(files, found...)
	}
	return files, nil
}

// factsWord changes when one of the files does; to read gigabytes for a sum
// would take as long as to build.
func (e *Engine) factsWord() (string, error) {
	files, err := e.factFiles()
	if err != nil || files == nil {
		return "", err
	}
	sum := sha256.New()
	for _, file := range files {
		info, err := os.Stat(file)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(sum, "%s\x00%d\x00%d\x00", file, info.Size(), info.ModTime().UnixNano())
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}
