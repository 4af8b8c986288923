package strict

import (
	"maps"
	"reflect"
	"slices"

	"github.com/BurntSushi/toml"

	"quxiang/pipelines/fault"
)

// nearest are the few keys that could be meant by one that nobody knows: those
// of the same table that are spelled most like it.
func nearest(unknown toml.Key, into any) []string {
	table := reflect.TypeOf(into)
	for _, name := range unknown[:len(unknown)-1] {
		table = keysOf(table)[name]
	}
	return fault.Near(unknown[len(unknown)-1], slices.Sorted(maps.Keys(keysOf(table))))
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
