package pdf

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"

	"quxiang/pipelines/fault"
)

// Variable is the environment variable that names a browser, before any other
// is looked for.
const Variable = "QUXIANG_BROWSER"

// names are what browsers are called in PATH.
var names = []string{
	"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "microsoft-edge-stable", "msedge", "chrome",
}

// Browser finds a browser that prints: the one that QUXIANG_BROWSER names, else
// one in PATH, else one in its usual place. Without any the error is a fault.
func Browser() (string, error) {
	if named := os.Getenv(Variable); named != "" {
		path, err := exec.LookPath(named)
		if err != nil {
			return "", &fault.Error{Kind: fault.Usage, Op: "找浏览器", File: named,
				Why: "环境变量 " + Variable + " 指明的程序不能运行", Err: err, Hint: "写出 Edge 或 Chrome 的完整路径，或去掉这个变量"}
		}
		return path, nil
	}
	for _, candidate := range append(names, places(runtime.GOOS, os.Getenv)...) {
		if path, err := exec.LookPath(candidate); err == nil {
			return path, nil
		}
	}
	return "", &fault.Error{Op: "找浏览器", Why: "这台电脑上没有找到 Edge、Chrome 或 Chromium，不能打印 PDF",
		Hint: "去掉 --format 里的 pdf，其他格式照常，网页版可以用别的浏览器打开、自己打印；或安装 Edge、Chrome，或用环境变量 " + Variable + " 指明它的路径"}
}

// places are where browsers usually lie on a system.
func places(system string, env func(string) string) []string {
	switch system {
	case "windows":
		return windowsPlaces(env)
	case "darwin":
		return []string{
			"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
			"/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
			"/Applications/Chromium.app/Contents/MacOS/Chromium",
		}
	}
	return []string{"/opt/google/chrome/chrome", "/opt/microsoft/msedge/msedge", "/snap/bin/chromium"}
}

// windowsPlaces: Edge comes with Windows, so it is first.
func windowsPlaces(env func(string) string) []string {
	var out []string
	for _, program := range []string{"Microsoft/Edge/Application/msedge.exe", "Google/Chrome/Application/chrome.exe"} {
		for _, folder := range []string{"ProgramFiles(x86)", "ProgramFiles", "LocalAppData"} {
			if dir := env(folder); dir != "" {
				out = append(out, filepath.Join(dir, filepath.FromSlash(program)))
			}
		}
	}
	return out
}
