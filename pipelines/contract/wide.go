package contract

import (
	"slices"
	"strings"
)

// Wide says that a contract's files may come with one column per value of a
// dimension, and what such columns hold.
type Wide struct {
	Key   string `toml:"key"`   // the canonical column that the headings are values of: province
	Value string `toml:"value"` // the canonical column that the cells are: plan
	Rest  string `toml:"rest"`  // the canonical column for what a heading says beside: 普通类
}

// WideHeading is a heading that is a value of the dimension: 新疆(普通类) is
// 新疆 and 普通类.
type WideHeading struct {
	Col     int    `json:"column"` // 1-based
	Heading string `json:"heading"`
	Key     string `json:"key"`            // 新疆
	Rest    string `json:"rest,omitempty"` // 普通类
}

// InWide reports whether a column is one of the wide ones.
func InWide(wide []WideHeading, col int) bool {
	return slices.ContainsFunc(wide, func(w WideHeading) bool { return w.Col == col })
}

// enoughWide is how many such headings make a file wide: 合计 and two campuses
// do not.
const enoughWide = 5

// wideHeadings finds the unclaimed headings that are values of the dimension.
func (c *Contract) wideHeadings(s *SheetLayout, codes *Codes) []WideHeading {
	if c.Wide == nil || s.has(c.Wide.Value) {
		return nil
	}
	key, _ := c.Column(c.Wide.Key)
	var all []WideHeading
	for _, u := range s.Unknown {
		name, rest := u.Heading, ""
		if len(codes.Lookup(key.Reference, name)) == 0 {
			name, rest = splitHeading(u.Heading)
		}
		if len(codes.Lookup(key.Reference, name)) > 0 {
			all = append(all, WideHeading{Col: u.Col, Heading: u.Heading, Key: name, Rest: rest})
		}
	}
	if len(all) < enoughWide {
		return nil
	}
	return all
}

// splitHeading parts 新疆(普通类) into 新疆 and 普通类.
func splitHeading(heading string) (name, rest string) {
	at := strings.IndexAny(heading, "(（[【-—_")
	if at < 0 {
		return heading, ""
	}
	return strings.TrimSpace(heading[:at]), strings.Trim(heading[at:], "()（）[]【】-—_ ")
}

// checkWide sees that the columns exist, and that the key has a code table.
func (c *Contract) checkWide() string {
	if c.Wide == nil {
		return ""
	}
	key, ok := c.Column(c.Wide.Key)
	if !ok || key.Reference == "" || slices.Contains([]int{c.Index(c.Wide.Value), c.Index(c.Wide.Rest)}, -1) {
		return "wide 的 key、value、rest 要是这个约定的列，key 要有 reference"
	}
	return ""
}
