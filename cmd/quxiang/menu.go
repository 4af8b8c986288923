package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
)

// menu is what a double click on the program opens: the few things that an
// office does, one question after another. Each choice is a command line that
// anybody could have typed, and is shown before it runs.
type menu struct {
	in    *bufio.Reader
	out   io.Writer
	ended bool // the input is at its end
	// run carries out a command line and returns its exit code.
	run func(ctx context.Context, args []string) int
	dir string // the workspace in use, asked for once
}

// item is one choice of the menu; line asks what it still has to know.
type item struct {
	title string
	line  func(*menu) []string
}

var items = []item{
	{"看一份示例报告（虚构的学校，约半分钟）", func(m *menu) []string { return []string{"demo", m.ask("放在哪个新文件夹", "示例") + "/"} }},
	{"新建工作区", (*menu).initLine},
	{"载入文件并生成报告", func(m *menu) []string {
		return append(m.at(), "run", "--year", m.ask("哪一届（毕业年度）", lastYear()))
	}},
	{"列出数据里的问题", func(m *menu) []string { return append(m.at(), "check") }},
	{"导出问题清单（每个学院一页）", func(m *menu) []string {
		return append(m.at(), "check", "--export", m.ask("存为", "问题清单.xlsx"))
	}},
	{"检查电脑和工作区是否就绪", func(m *menu) []string { return append(m.at(), "doctor") }},
}

// open shows the menu until 0 is chosen or the input ends; the last command's
// exit code is its own.
func (m *menu) open(ctx context.Context) (code int) {
	fmt.Fprintln(m.out, "去向 quxiang：从电子表格到毕业生就业质量年度报告。全程离线，数据不离开本机。")
	for ctx.Err() == nil {
		chosen, ok := m.choose()
		if !ok {
			break
		}
		line := chosen.line(m)
		if m.ended {
			break
		}
		fmt.Fprintf(m.out, "\n> quxiang %s\n\n", typed(line...))
		code = m.run(ctx, line)
		fmt.Fprintln(m.out)
	}
	return code
}

// choose asks for an item until there is one; false is the way out.
func (m *menu) choose() (item, bool) {
	for i, c := range items {
		fmt.Fprintf(m.out, "  %d  %s\n", i+1, c.title)
	}
	fmt.Fprintln(m.out, "  0  退出")
	for !m.ended {
		n, err := strconv.Atoi(m.ask("请输入序号", "0"))
		switch {
		case err == nil && n == 0:
			return item{}, false
		case err == nil && 1 <= n && n <= len(items):
			return items[n-1], !m.ended
		}
		fmt.Fprintf(m.out, "没有这一项，请输入 0 到 %d\n", len(items))
	}
	return item{}, false
}

// ask puts a question; an empty answer is the usual one. A path may come in
// quotation marks, as Windows copies it.
func (m *menu) ask(question, usual string) string {
	if usual != "" {
		question += "（直接回车为 " + usual + "）"
	}
	fmt.Fprint(m.out, question+"：")
	text, err := m.in.ReadString('\n')
	m.ended = err != nil
	answer := strings.Trim(strings.TrimSpace(text), `"“”`)
	if answer == "" {
		return usual
	}
	return answer
}

// at is the beginning of a command line in the workspace that the user names
// once.
func (m *menu) at() []string {
	if m.dir == "" {
		m.dir = m.ask("工作区文件夹（也可以把文件夹拖到这里）", ".")
	}
	return []string{"-C", m.dir}
}

func (m *menu) initLine() []string {
	m.dir = m.ask("工作区放在哪个新文件夹", "就业"+lastYear())
	return []string{"init", m.dir, "--institution", m.ask("学校代码（五位）", ""), "--name", m.ask("学校名称", ""),
		"--year", m.ask("报告哪一届（毕业年度）", lastYear())}
}

// lastYear is the cohort that is reported on at most times of a year: this
// year's from autumn on, else that of the year before.
func lastYear() string {
	now := time.Now()
	if now.Month() >= time.September {
		return strconv.Itoa(now.Year())
	}
	return strconv.Itoa(now.Year() - 1)
}
