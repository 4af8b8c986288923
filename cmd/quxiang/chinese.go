package main

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"quxiang/pipelines/fault"
	"quxiang/reports/chapter"
)

// usage is cobra's own template, in Chinese.
const usage = `用法：{{if .HasAvailableSubCommands}}
  {{.CommandPath}} 命令 [选项]{{else}}
  {{.UseLine}}{{end}}{{if .HasExample}}

示例：
{{.Example}}{{end}}{{if .HasAvailableSubCommands}}{{if .Groups}}{{$all := .Commands}}{{range $group := .Groups}}

{{.Title}}{{range $all}}{{if and (eq .GroupID $group.ID) (or .IsAvailableCommand (eq .Name "help"))}}
  {{rpad .Name .NamePadding }} {{.Short}}{{end}}{{end}}{{end}}{{else}}

命令：{{range .Commands}}{{if or .IsAvailableCommand (eq .Name "help")}}
  {{rpad .Name .NamePadding }} {{.Short}}{{end}}{{end}}{{end}}{{end}}{{if .HasAvailableLocalFlags}}

选项：
{{flags .LocalFlags}}{{end}}{{if .HasAvailableInheritedFlags}}

通用选项：
{{flags .InheritedFlags}}{{end}}{{if .HasAvailableSubCommands}}

"{{.CommandPath}} 命令 --help" 显示一个命令的说明。{{end}}
`

// speakChinese replaces every English text of cobra's own.
func speakChinese(root *cobra.Command) {
	cobra.AddTemplateFunc("flags", flagUsages)
	cobra.EnableCommandSorting = false
	root.SetUsageTemplate(usage)
	root.SetFlagErrorFunc(flagFault)
	root.DisableFlagsInUseLine = true
	root.SetHelpCommand(&cobra.Command{
		Use:                   "help [命令]",
		DisableFlagsInUseLine: true,
		Short:                 "显示一个命令的说明",
		Example:               "  quxiang help load",
		RunE: func(cmd *cobra.Command, args []string) error {
			target, rest, err := root.Find(args)
			if err != nil || len(rest) > 0 {
				return unknownVerb(root, args)
			}
			return target.Help()
		},
	})
	root.SetHelpCommandGroupID(otherVerbs)
}

func flagFault(cmd *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	var empty *pflag.ValueRequiredError
	var invalid *pflag.InvalidValueError
	switch {
	case errors.As(err, &unknown) && unknown.GetSpecifiedShortnames() != "":
		return usageFault(cmd, "没有选项 -"+unknown.GetSpecifiedShortnames())
	case errors.As(err, &unknown):
		return unknownFlag(cmd, unknown.GetSpecifiedName())
	case errors.As(err, &empty):
		return usageFault(cmd, "选项 --"+empty.GetFlag().Name+" 后面要有值")
	case errors.As(err, &invalid):
		return usageFault(cmd, fmt.Sprintf("选项 --%s 的值「%s」不对", invalid.GetFlag().Name, invalid.GetValue()))
	}
	return usageFault(cmd, "选项写法不对："+err.Error())
}

func unknownFlag(cmd *cobra.Command, name string) error {
	why := "没有选项 --" + name
	var known []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { known = append(known, "--"+f.Name) })
	if near := fault.Near("--"+name, known); len(near) > 0 {
		why += "，是不是 " + strings.Join(near, "、") + "？"
	}
	return usageFault(cmd, why)
}

// usageFault is a fault in the command line itself.
func usageFault(cmd *cobra.Command, why string) error {
	return &fault.Error{Kind: fault.Usage, Why: why,
		Hint: "运行 " + cmd.CommandPath() + " --help 看用法"}
}

func unknownVerb(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	why := "没有命令「" + args[0] + "」"
	cmd.SuggestionsMinimumDistance = 2
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		why += "，是不是 " + strings.Join(near, "、") + "？"
	}
	return usageFault(cmd, why)
}

// takes checks the number of arguments; most < 0 means any number.
func takes(least, most int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		switch n := len(args); {
		case n < least:
			return usageFault(cmd, fmt.Sprintf("少写了参数：需要 %d 个，只有 %d 个", least, n))
		case most >= 0 && n > most:
			return usageFault(cmd, "多写了参数："+strings.Join(args[most:], " "))
		}
		return nil
	}
}

// inChina is a time of the register or of a build, which keep UTC, as clocks in
// China show it; an approval that isn't there has none.
func inChina(utc string) string {
	for _, layout := range []string{time.DateTime, time.RFC3339} {
		if at, err := time.Parse(layout, utc); err == nil {
			return at.In(chapter.China).Format(time.DateTime)
		}
	}
	return utc
}
