package main

import (
	"bytes"
	"cmp"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"

	"quxiang/pipelines/fault"
)

func newManCommand(s *session) *cobra.Command {
	return &cobra.Command{
		Use:   "man 文件夹",
		Short: "写出手册页（man），每个命令一页，供 Linux 安装",
		Long: "写出的是每个命令的 --help，排成 man 能读的样子；man -l 文件 直接看，\n" +
			"复制到 /usr/local/share/man/man1/ 之后，man quxiang、man quxiang-load 就能看。",
		Example: `  quxiang man 手册页
  quxiang man ~/.local/share/man/man1`,
		Args: takes(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			root := cmd.Root()
			for _, verb := range append(descendants(root), root) {
				if err := writeManual(verb, args[0]); err != nil {
					return &fault.Error{Kind: fault.Failed, Op: "写手册页", File: args[0], Why: "写不了", Err: err, Hint: "检查路径和权限"}
				}
			}
			s.printf("已写出手册页：%s", args[0])
			return nil
		},
	}
}

// sections are the headings of a page, which the library writes in English.
// Chinese has no blanks to stretch.
var sections = strings.NewReplacer(
	".nh\n", ".nh\n.ad l\n",
	".SH NAME\n", ".SH 名称\n", ".SH SYNOPSIS\n", ".SH 用法\n", ".SH DESCRIPTION\n", ".SH 说明\n", ".SH EXAMPLE\n", ".SH 示例\n",
	".SH OPTIONS INHERITED FROM PARENT COMMANDS\n", ".SH 通用选项\n", ".SH OPTIONS\n", ".SH 选项\n", ".SH SEE ALSO\n", ".SH 参见\n")

// contents lists the verbs under a verb, in their stages, as help does.
func contents(verb *cobra.Command) string {
	var text strings.Builder
	for _, sub := range verb.Commands() {
		if title := sub.GroupID; title != "" && !strings.Contains(text.String(), title+"：") {
			text.WriteString("\n\n" + title + "：")
		}
		if sub.IsAvailableCommand() {
			text.WriteString("\n  " + sub.Name() + "  " + sub.Short)
		}
	}
	return text.String()
}

// lineByLine keeps the lines of a text as they are: two blanks break one in Markdown.
func lineByLine(text string) string { return strings.ReplaceAll(text, "\n", "  \n") }

// writeManual writes the page of one verb into dir.
func writeManual(verb *cobra.Command, dir string) error {
	verb.DisableAutoGenTag = true
	verb.Long = lineByLine(cmp.Or(verb.Long, verb.Short) + contents(verb))
	var page bytes.Buffer
	header := &doc.GenManHeader{Section: "1", Source: "quxiang " + version, Manual: "去向使用手册"}
	if err := doc.GenMan(verb, header, &page); err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	name := strings.ReplaceAll(verb.CommandPath(), " ", "-") + ".1"
	return os.WriteFile(filepath.Join(dir, name), []byte(sections.Replace(page.String())), 0o644)
}
