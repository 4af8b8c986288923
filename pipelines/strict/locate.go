package strict

import "strings"

// Line returns the 1-based line on which the dotted key is set for the first
// time, 0 when it is not found (a key written inside an inline table).
func Line(data []byte, key string) int {
	table := ""
	for i, line := range strings.Split(string(data), "\n") {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "[") {
			table = strings.Trim(before(line, "#"), "[] \t")
			if table == key {
				return i + 1
			}
			continue
		}
		name, _, found := strings.Cut(before(line, "#"), "=")
		if found && join(table, strings.TrimSpace(name)) == key {
			return i + 1
		}
	}
	return 0
}

func before(line, mark string) string {
	head, _, _ := strings.Cut(line, mark)
	return strings.TrimSpace(head)
}

func join(table, name string) string {
	name = strings.Trim(name, `"'`)
	if table == "" {
		return name
	}
	return table + "." + name
}
