package main

import (
	"github.com/spf13/cobra"

	"quxiang/pipelines"
	"quxiang/pipelines/identity"
)

func newKeyCommand(s *session) *cobra.Command {
	cmd := &cobra.Command{
		Use:                   "key",
		Short:                 "显示、备份、装回假名密钥",
		Example:               "  quxiang -C 就业2024 key",
		DisableFlagsInUseLine: true,
		Args:                  unknownVerb,
		RunE: func(cmd *cobra.Command, _ []string) error {
			e, err := s.engine()
			if err != nil {
				return err
			}
			key, err := e.Key(cmd.Context())
			if err != nil {
				return err
			}
			return s.key("密钥", key)
		},
	}
	cmd.AddCommand(newKeyNewCommand(s), newKeyExportCommand(s), newKeyImportCommand(s))
	return cmd
}

func newKeyNewCommand(s *session) *cobra.Command {
	return &cobra.Command{
		Use:                   "new",
		Short:                 "新生成一把密钥",
		Example:               "  quxiang key new",
		DisableFlagsInUseLine: true,
		Args:                  takes(0, 0),
		RunE: func(*cobra.Command, []string) error {
			key, err := identity.NewKey()
			if err != nil {
				return err
			}
			return s.key("已生成密钥", key)
		},
	}
}

func newKeyExportCommand(s *session) *cobra.Command {
	return &cobra.Command{
		Use:                   "export 文件",
		Short:                 "把这个工作区的密钥备份到文件",
		Example:               "  quxiang -C 就业2024 key export E:/密钥备份/quxiang.key",
		DisableFlagsInUseLine: true,
		Args:                  takes(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			e, err := s.engine()
			if err != nil {
				return err
			}
			key, err := e.ExportKey(cmd.Context(), args[0])
			if err != nil {
				return err
			}
			return s.key("已备份密钥", key)
		},
	}
}

func newKeyImportCommand(s *session) *cobra.Command {
	return &cobra.Command{
		Use:                   "import 文件",
		Short:                 "把备份的密钥装回本用户的配置文件夹",
		Example:               "  quxiang key import E:/密钥备份/quxiang.key",
		DisableFlagsInUseLine: true,
		Args:                  takes(1, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			key, err := pipelines.ImportKey(args[0])
			if err != nil {
				return err
			}
			return s.key("已装回密钥", key)
		},
	}
}

// key names a key and its file, never its secret.
func (s *session) key(done string, key *identity.Key) error {
	file, err := identity.Path(key.ID)
	if err != nil {
		return err
	}
	s.emit(map[string]string{"key": key.ID, "file": file})
	s.printf("%s %s，存放在 %s\n请备份（quxiang key export 文件），并与工作区分开保管", done, key.ID, file)
	return nil
}
