// Package strict decodes the TOML files of the project and of a workspace and
// lets nothing slip: a key that nobody reads is a misspelt wish, so it is a
// fault that names file, line and key. Whoever checks what was decoded names its
// place in the same way, by a [Place].
package strict

import (
	"errors"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/BurntSushi/toml"

	"quxiang/pipelines/fault"
)

// Decode reads the file into the struct that into points at; page describes
// what may stand in it. Every fault is of kind Usage and carries file and, where
// the decoder knows it, row and key.
func (p Place) Decode(page string, into any) error {
	meta, err := toml.Decode(string(p.text), into)
	if err != nil {
		return p.unreadable(err)
	}
	unknown := outermost(meta.Undecoded())
	if len(unknown) == 0 {
		return nil
	}
	hint := "检查拼写，或删去这一行"
	if near := nearest(unknown[0], into); len(near) > 0 {
		hint = "是不是 " + strings.Join(near, "、") + "？改正拼写，或删去这一行"
	}
	key := unknown[0].String()
	return &fault.Error{Kind: fault.Usage, Op: p.Op, File: p.File, Row: Line(p.text, key), Column: key,
		Why: "不认识的配置项" + others(unknown[1:]), Hint: hint + "；可用的写法见 " + page}
}

// outermost names each once, and leaves out what stands in a table that is
// itself unknown.
func outermost(unknown []toml.Key) []toml.Key {
	var keys []toml.Key
	for _, k := range unknown {
		told := func(key toml.Key) bool { return len(key) <= len(k) && slices.Equal(key, k[:len(key)]) }
		if !slices.ContainsFunc(keys, told) {
			keys = append(keys, k)
		}
	}
	return keys
}

// others names a few more keys.
func others(keys []toml.Key) string {
	names := make([]string, len(keys))
	for i, k := range keys {
		names[i] = k.String()
	}
	switch few := min(len(names), 3); {
	case few == 0:
		return ""
	case few < len(names):
		return "（另有：" + strings.Join(names[:few], "、") + " 等 " + strconv.Itoa(len(names)) + " 项）"
	default:
		return "（另有：" + strings.Join(names, "、") + "）"
	}
}

// typeFault matches what the decoder says of a value of the wrong type; it has
// no error type of its own for it.
var typeFault = regexp.MustCompile(`^toml: (?:line (\d+) )?\(last key "([^"]*)"\): incompatible types: ` +
	`TOML value has type (\w+); destination has type (\w+)`)

func (p Place) unreadable(err error) error {
	f := &fault.Error{Kind: fault.Usage, Op: p.Op, File: p.File, Err: err,
		Why: "不是合法的 TOML", Hint: "文字要加英文双引号，数字和 true/false 不加"}
	var syntax toml.ParseError
	if errors.As(err, &syntax) {
		f.Row, f.Column = syntax.Position.Line, syntax.LastKey
	}
	if m := typeFault.FindStringSubmatch(err.Error()); m != nil {
		f.Row, _ = strconv.Atoi(m[1])
		f.Column, f.Err = m[2], nil
		f.Why = "应为" + typeName(m[4]) + "，写成了" + typeName(m[3])
	}
	return f
}

var typeNames = map[string]string{
	"string": "文字", "integer": "整数", "int": "整数", "int64": "整数", "float": "小数",
	"bool": "true/false", "boolean": "true/false", "slice": "列表", "array": "列表", "map": "表", "table": "表",
}

func typeName(s string) string {
	if name, ok := typeNames[s]; ok {
		return name
	}
	return s
}
