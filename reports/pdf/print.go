// Package pdf prints a report's page as a PDF by a browser that is there:
// Chromium, Chrome or Edge. The page brings its own print layout, so that
// nothing is laid out twice; the browser adds the outline from the headings and
// the tags that screen readers need.
package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"quxiang/pipelines/fault"
	"quxiang/pipelines/fresh"
)

// limit is how long a browser may take for a page; one of 170 sheets takes
// up to a minute on a busy machine.
const limit = 5 * time.Minute

// operation is what a fault says was being done.
const operation = "打印 PDF"

// Print prints the page (a file of HTML) as a PDF into the file out. The
// browser, as Browser finds it, keeps its profile below the folder scratch and
// asks the network for nothing. Where the browser fails, takes longer than five
// minutes or has no font with Chinese, the error is a fault that says so, and
// out is not written.
func Print(ctx context.Context, browser, page, out, scratch string) error {
	dir, err := os.MkdirTemp(scratch, "pdf-")
	if err != nil {
		return &fault.Error{Op: operation, File: scratch, Why: "建不了临时文件夹", Err: err, Hint: "检查磁盘空间和权限"}
	}
	defer func() { _ = fresh.RemoveAll(dir) }()
	printed := filepath.Join(dir, "report.pdf")
	if err := run(ctx, browser, page, printed, dir); err != nil {
		return err
	}
	content, err := os.ReadFile(printed)
	if err != nil {
		return unprinted(browser, err)
	}
	if !chinese(content) {
		return &fault.Error{Op: operation, File: page, Why: "浏览器找不到中文字体，打印出来没有汉字",
			Hint: "安装一种中文字体（Debian、Ubuntu：apt-get install fonts-noto-cjk），再生成一次"}
	}
	return os.WriteFile(out, content, 0o644)
}

// run lets the browser print. What it says is kept for the fault.
func run(ctx context.Context, browser, page, printed, dir string) error {
	address, err := fileURL(page)
	if err != nil {
		return unprinted(browser, err)
	}
	limited, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	var said bytes.Buffer
	cmd := exec.CommandContext(limited, browser, append(flags(printed, filepath.Join(dir, "profile")), address)...)
	cmd.Stdout, cmd.Stderr = &said, &said
	cmd.Env = append(os.Environ(), temporary(dir)...)
	together(cmd)
	cmd.WaitDelay = 5 * time.Second
	err = cmd.Run()
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case limited.Err() != nil:
		return &fault.Error{Op: operation, File: browser, Why: fmt.Sprintf("浏览器 %d 分钟还没有打印完", int(limit.Minutes())),
			Hint: "关掉占用内存的程序再试；或用浏览器打开网页版，自己打印成 PDF"}
	case err != nil:
		return unprinted(browser, fmt.Errorf("%w: %s", err, lastLine(said.String())))
	}
	return nil
}

// longestSocket is the longest folder below which Chromium makes the socket that
// keeps it single: a socket's path has at most 107 bytes, and its own part of it,
// org.chromium.Chromium.XXXXXX/SingletonSocket, has 45 with the slash.
const longestSocket = 107 - 45

// temporary are the variables that keep the browser's scratch files in dir.
// Where Chromium could not make its socket there, which would end it, TMPDIR
// stays as it is; what it prints from and into lies in dir all the same.
func temporary(dir string) []string {
	out := []string{"TEMP=" + dir, "TMP=" + dir}
	if len(dir) <= longestSocket {
		out = append(out, "TMPDIR="+dir)
	}
	return out
}

// flags are the browser's: a profile of its own, no network, no head and foot
// of the browser's, an outline. Started by an administrator of Windows it would
// end at once and print from a second process; it is told not to.
func flags(out, profile string) []string {
	all := []string{
		"--headless", "--disable-gpu", "--no-first-run", "--no-default-browser-check", "--disable-extensions",
		"--disable-background-networking", "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND",
		"--do-not-de-elevate", "--user-data-dir=" + profile, "--no-pdf-header-footer", "--generate-pdf-document-outline", "--print-to-pdf=" + out,
	}
	if os.Geteuid() == 0 { // Chromium's sandbox refuses to run as root
		all = append(all, "--no-sandbox")
	}
	return all
}

// fileURL is the address of a file: file:///C:/… on Windows.
func fileURL(path string) (string, error) {
	absolute, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	slashed := filepath.ToSlash(absolute)
	if !strings.HasPrefix(slashed, "/") {
		slashed = "/" + slashed
	}
	u := url.URL{Scheme: "file", Path: slashed}
	return u.String(), nil
}

func unprinted(browser string, cause error) error {
	why := "浏览器没有打印成"
	if errors.Is(cause, os.ErrNotExist) {
		why = "浏览器没有写出文件"
	}
	return &fault.Error{Op: operation, File: browser, Why: why, Err: cause,
		Hint: "用环境变量 " + Variable + " 指明另一个 Edge 或 Chrome；或用浏览器打开网页版，自己打印成 PDF"}
}

// lastLine is the last thing that a program said.
func lastLine(said string) string {
	lines := strings.Split(strings.TrimSpace(said), "\n")
	return lines[len(lines)-1]
}
