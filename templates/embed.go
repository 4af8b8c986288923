// Package templates holds what a report is made of besides its content: the
// page's templates, its style sheets, its own script, and the chart library
// that npm provides at build time.
package templates

import (
	"embed"
	"io/fs"

	"quxiang/pipelines/fault"
)

// Files are the page's templates (*.gohtml), style sheets and own script.
//
//go:embed *.gohtml *.css *.js
var Files embed.FS

//go:embed assets
var assets embed.FS

// chartLibrary is copied there by `make assets`.
const chartLibrary = "assets/echarts.min.js"

// Assets returns the chart library's script, to be inlined. A binary that was
// built without it gets a *fault.Error, so that no report comes out with blank
// charts.
func Assets() (string, error) { return library(assets) }

func library(from fs.ReadFileFS) (string, error) {
	script, err := from.ReadFile(chartLibrary)
	if err != nil || len(script) == 0 {
		return "", &fault.Error{
			Kind: fault.Failed, Op: "生成报告",
			Why:  "本程序编译时没有嵌入图表脚本，画不出图",
			Hint: "在源码目录运行 make assets，再重新编译",
		}
	}
	return string(script), nil
}

// Text returns one of Files.
func Text(name string) (string, error) {
	b, err := Files.ReadFile(name)
	return string(b), err
}
