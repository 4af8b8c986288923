package main

import (
	"path/filepath"

	"github.com/spf13/cobra"

	"quxiang/pipelines/load"
)

func newMapCommand(s *session) *cobra.Command {
	var r load.Request
	var name string
	cmd := &cobra.Command{
		Use:   "map 文件",
		Short: "照一个文件写出映射文件，供修改",
		Long: "读一遍文件，把认出的列、没认出的列、代码表里没有的说法写成 mappings/ 里的一个映射文件。\n" +
			"猜的内容都在注释里，由人核对后启用；已有的映射文件不会被覆盖。写法见 docs/mappings.md。",
		Example: `  quxiang -C 就业2024 map 数据/去向汇总.xlsx
  quxiang -C 就业2024 map 数据/招生计划.xlsx --contract admission_plan --name 招生计划`,
		Args: takes(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			e, err := s.engine()
			if err != nil {
				return err
			}
			r.Paths = []string{e.Workspace.Find(args[0])}
			file, card, err := e.DraftMapping(cmd.Context(), r, name)
			s.progress("")
			s.card(card)
			if file == "" || err != nil {
				return err
			}
			s.emit(mapLine{Mapping: filepath.ToSlash(file), Card: card})
			s.printf("已写出映射文件 %s；核对、修改后用 quxiang load --mapping 载入", file)
			return nil
		},
	}
	cmd.Flags().StringVar(&r.Contract, "contract", "", "`数据约定`；不写则取最像的一种")
	cmd.Flags().StringVar(&r.Encoding, "encoding", "", "文本文件的`编码`；不写则自动辨认")
	cmd.Flags().StringVar(&name, "name", "", "映射文件的`名称`；不写则同文件名")
	return cmd
}

// mapLine is what --json says of a drafted mapping.
type mapLine struct {
	Mapping string     `json:"mapping"`
	Card    *load.Card `json:"card"`
}
