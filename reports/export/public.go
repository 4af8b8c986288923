package export

import (
	"bytes"
	"encoding/csv"
	"io/fs"
	"slices"
	"strings"

	"quxiang/pipelines/fault"
)

// publicFile lists the marts that may be made public, and why.
const publicFile = "reference/export_public.csv"

// Permission lets a mart out in the public edition, but for some columns.
type Permission struct {
	Mart     string
	Withheld []string
	Rule     string // why it may
}

// Permissions reads the list of what may be made public. It is the shipped one:
// a workspace may not let itself publish more.
func Permissions(shipped fs.FS) ([]Permission, error) {
	data, err := fs.ReadFile(shipped, publicFile)
	if err != nil {
		return nil, err
	}
	lines, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil {
		return nil, err
	}
	var all []Permission
	for _, line := range lines[1:] {
		all = append(all, Permission{Mart: line[0], Withheld: strings.Fields(line[1]), Rule: line[2]})
	}
	return all, nil
}

// Permit finds the permission of a mart; without one the fault says why the
// mart stays inside and what is public instead.
func Permit(all []Permission, mart string) (Permission, error) {
	i := slices.IndexFunc(all, func(p Permission) bool { return p.Mart == mart })
	if i >= 0 {
		return all[i], nil
	}
	names := make([]string, len(all))
	for i, p := range all {
		names[i] = p.Mart
	}
	return Permission{}, &fault.Error{Kind: fault.Usage, Op: "导出公开版", File: "marts." + mart,
		Why: "表里有按小组数的人数，几个人一格就能认出是谁；公开的只有公开版报告印出的数",
		Hint: "用 quxiang export " + Figures + " --public 导出公开版报告的全部数；不含人数、可以公开的表：" + strings.Join(names, "、") +
			"。内部使用时去掉 --public"}
}
