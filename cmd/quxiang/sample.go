package main

import (
	"encoding/json"
	"fmt"
	"strings"
)

// sampleWords prints the first bad rows of a check, column by column; keys of
// persons and records say nothing to a reader and stay out.
func sampleWords(sample string, most int) []string {
	var rows []json.RawMessage
	if json.Unmarshal([]byte(sample), &rows) != nil {
		return nil
	}
	var words []string
	for _, row := range rows[:min(len(rows), most)] {
		words = append(words, rowWords(row))
	}
	return words
}

// rowWords keeps the order of the columns, which a map would lose.
func rowWords(row json.RawMessage) string {
	d := json.NewDecoder(strings.NewReader(string(row)))
	d.UseNumber()
	if _, err := d.Token(); err != nil { // the brace
		return ""
	}
	var cells []string
	for d.More() {
		key, err := d.Token()
		var value any
		if err != nil || d.Decode(&value) != nil {
			break
		}
		if name := fmt.Sprint(key); value != nil && name != "person_key" && name != "record_key" && !strings.HasPrefix(name, "pid_") {
			cells = append(cells, fmt.Sprintf("%s=%v", name, value))
		}
	}
	return strings.Join(cells, "，")
}
