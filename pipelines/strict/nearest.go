package strict

import (
	"cmp"
	"reflect"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
)

// nearest are the few keys that could be meant by one that nobody knows: those
// of the same table that are spelled most like it.
func nearest(unknown toml.Key, into any) []string {
	table := reflect.TypeOf(into)
	for _, name := range unknown[:len(unknown)-1] {
		table = keysOf(table)[name]
	}
	wrong := unknown[len(unknown)-1]
	var near []string
	for name := range keysOf(table) {
		if 2*edits(wrong, name) <= max(len(wrong), len(name)) {
			near = append(near, name)
		}
	}
	slices.SortFunc(near, func(a, b string) int {
		return cmp.Or(cmp.Compare(edits(wrong, a), edits(wrong, b)), strings.Compare(a, b))
	})
	return near[:min(len(near), 3)]
}

// keysOf are the keys that a table may have, with what each holds.
func keysOf(table reflect.Type) map[string]reflect.Type {
	for table != nil && (table.Kind() == reflect.Pointer || table.Kind() == reflect.Slice) {
		table = table.Elem()
	}
	keys := map[string]reflect.Type{}
	if table == nil || table.Kind() != reflect.Struct {
		return keys
	}
	for _, field := range reflect.VisibleFields(table) {
		if name := field.Tag.Get("toml"); name != "" && name != "-" {
			keys[name] = field.Type
		}
	}
	return keys
}

// edits is how many letters make the difference between two words (Levenshtein).
func edits(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		corner := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := corner
			if a[i] != b[j] {
				change++
			}
			corner = row[j+1]
			row[j+1] = min(change, row[j]+1, corner+1)
		}
	}
	return row[len(b)]
}
