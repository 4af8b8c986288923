// Package strict decodes the TOML files of the project and of a workspace and
// lets nothing slip: a key that nobody reads is a misspelt wish, so it is a
// fault that names file, line and key. Whoever checks what was decoded names its
// place in the same way, by a [Place].
package strict

import (
	"errors"
	"regexp"
	"strconv"
	"strings"

	"github.com/BurntSushi/toml"

	"quxiang/pipelines/fault"
)

// Decode reads data into the struct that into points at. Every fault is of
// kind Usage and carries file and, where the decoder knows it, row and key.
func Decode(file string, data []byte, into any) error {
	meta, err := toml.Decode(string(data), into)
	if err != nil {
		return unreadable(file, err)
	}
	unknown := meta.Undecoded()
	if len(unknown) == 0 {
		return nil
	}
	key := unknown[0].String()
	return &fault.Error{
		Kind: fault.Usage, Op: "读取配置", File: file,
		Row: Line(data, key), Column: key,
		Why:  "不认识的配置项" + others(unknown[1:]),
		Hint: "检查拼写，或删去这一行；可用的配置项见 docs/operations.md",
	}
}

func others(keys []toml.Key) string {
	if len(keys) == 0 {
		return ""
	}
	names := make([]string, len(keys))
	for i, k := range keys {
		names[i] = k.String()
	}
	return "（另有：" + strings.Join(names, "、") + "）"
}

// typeFault matches what the decoder says of a value of the wrong type; it has
// no error type of its own for it.
var typeFault = regexp.MustCompile(`^toml: (?:line (\d+) )?\(last key "([^"]*)"\): incompatible types: ` +
	`TOML value has type (\w+); destination has type (\w+)`)

func unreadable(file string, err error) error {
	f := &fault.Error{Kind: fault.Usage, Op: "读取配置", File: file, Err: err,
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
