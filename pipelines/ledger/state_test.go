package ledger

import (
	"os"
	"strings"
	"testing"
)

// frozenColumn is the column of the table for what is frozen.
const frozenColumn = "已冻结"

// documented reads the table of docs/operations.md: verb → column → cell.
func documented(t testing.TB) map[Verb]map[string]string {
	t.Helper()
	text, err := os.ReadFile("../../docs/operations.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, found := strings.Cut(string(text), "\n| 命令 | 没有数据 |")
	if !found {
		t.Fatal("docs/operations.md has no table of states")
	}
	body, _, _ := strings.Cut(rest, "\n\n")
	lines := strings.Split("| 没有数据 |"+body, "\n")
	heads := cells(lines[0])
	cell := map[Verb]map[string]string{}
	for _, line := range lines[2:] {
		row := cells(line)
		verb := Verb(strings.Trim(row[0], "`"))
		cell[verb] = map[string]string{}
		for i, head := range heads {
			cell[verb][head] = row[i+1]
		}
	}
	return cell
}

func cells(line string) []string {
	parts := strings.Split(strings.Trim(line, "|"), "|")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return parts
}

// The manual's table is what the program does, cell by cell.
func TestTableIsDocumented(t *testing.T) {
	manual := documented(t)
	if len(manual) != len(Verbs) {
		t.Fatalf("the manual has %d verbs, want %d", len(manual), len(Verbs))
	}
	for _, verb := range Verbs {
		for _, state := range []State{None, Reported, Reviewed, Settled} {
			to, refused := Decide(verb, state, false)
			word := "不行"
			if refused == nil {
				word = to.Word()
			} else if refused.Hint == "" {
				t.Errorf("%s of %s is refused without a hint", verb, state.Word())
			}
			switch {
			case refused == nil && verb == Freeze:
				word = frozenColumn
			case refused == nil && verb == Undo:
				word = None.Word()
			}
			if got := manual[verb][state.Word()]; got != word {
				t.Errorf("%s of %s: the manual says %s, the program %s", verb, state.Word(), got, word)
			}
		}
		_, refused := Decide(verb, Reported, true)
		if got := manual[verb][frozenColumn]; (got == "不行") != (refused != nil) {
			t.Errorf("%s of what is frozen: the manual says %s, the program %v", verb, got, refused)
		}
	}
}
