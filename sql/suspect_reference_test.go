package sqlfiles_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"quxiang/pipelines/contract"
)

const suspectsPage = "../docs/suspects.md"

// The table of signals in docs/suspects.md is made of the code table:
// go test ./sql -run SuspectPage -update
func TestSuspectPageIsUpToDate(t *testing.T) {
	const from, to = "go test ./sql -run SuspectPage -update -->\n", "<!-- 疑点表，结束 -->\n"
	text, err := os.ReadFile(suspectsPage)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, opened := strings.Cut(string(text), from)
	_, after, closed := strings.Cut(rest, to)
	if !opened || !closed {
		t.Fatal("docs/suspects.md has no place for the signals")
	}
	want := before + from + signalsTable(t) + to + after
	if *update {
		if err := os.WriteFile(suspectsPage, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if string(text) != want {
		t.Error("docs/suspects.md is not what suspect_signal.csv says; run: go test ./sql -run SuspectPage -update")
	}
}

func signalsTable(t *testing.T) string {
	var p page
	p.line("")
	var rows [][]string
	for _, r := range table(t, "suspect_signal") {
		rows = append(rows, []string{"`" + r["signal"] + "`", r["title"], strings.ReplaceAll(r["needs"], "|", "、"), limits(r), r["risk"],
			r["evidence"], r["citation"] + "（" + r["mark"] + "）", r["note"]})
	}
	p.table("键|疑点|需要|界限|轻重|要求的证据|依据|说明", rows)
	return p.String()
}

// limits are the numbers of a signal that are set.
func limits(r map[string]string) string {
	var words []string
	for _, column := range []string{"least", "least_unclear", "group_size", "margin", "ratio", "days", "deviance", "dispersion", "filled"} {
		if r[column] != "" {
			words = append(words, column+" "+r[column])
		}
	}
	return strings.Join(words, "，")
}

// What a signal looks at exists: destinations, needs; and a word that is stored
// in another spelling than the one compared is never found.
func TestSignalsPointAtWhatExists(t *testing.T) {
	destinations, needs := set(table(t, "destination"), "code"), set(table(t, "suspect_need"), "need")
	for _, r := range table(t, "suspect_signal") {
		for _, code := range strings.FieldsFunc(r["codes"], bar) {
			if !destinations[code] {
				t.Errorf("%s looks at %s, which is no destination", r["signal"], code)
			}
		}
		for _, need := range strings.FieldsFunc(r["needs"], bar) {
			if !needs[need] {
				t.Errorf("%s needs %s, which suspect_need.csv lacks", r["signal"], need)
			}
		}
		if (r["needs"] != "") && r["filled"] == "" && !slices.Contains([]string{"去向核查", "自主创业项目"}, r["needs"]) {
			t.Errorf("%s does not say how much must be filled in", r["signal"])
		}
	}
	for _, r := range table(t, "suspect_word") {
		if n := contract.Normalise(r["word"]); n != r["word"] {
			t.Errorf("%q is stored, %q is compared", r["word"], n)
		}
	}
}

func bar(r rune) bool { return r == '|' }
