package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// pages are the documents that users read.
func pages(t *testing.T) []string {
	t.Helper()
	var all []string
	for _, pattern := range []string{"README*.md", "docs/*.md", "sql/README.md"} {
		found, err := filepath.Glob(filepath.Join(projectRoot, filepath.FromSlash(pattern)))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, found...)
	}
	if len(all) < 20 {
		t.Fatalf("found only %v", all)
	}
	return all
}

func readPage(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

var (
	link    = regexp.MustCompile(`\]\(([^)\s]+)\)`)
	heading = regexp.MustCompile(`(?m)^#+ (.*)$`)
	noise   = regexp.MustCompile(`[^\p{L}\p{N}_\- ]`)
)

// anchors are the headings of a page as links write them.
func anchors(text string) map[string]bool {
	all := map[string]bool{}
	for _, found := range heading.FindAllStringSubmatch(text, -1) {
		all[strings.ReplaceAll(noise.ReplaceAllString(strings.ToLower(found[1]), ""), " ", "-")] = true
	}
	return all
}

// TestLinksLead: every link of the documentation leads to a file and a heading.
func TestLinksLead(t *testing.T) {
	for _, file := range pages(t) {
		for _, found := range link.FindAllStringSubmatch(readPage(t, file), -1) {
			if strings.Contains(found[1], "://") {
				continue
			}
			target, anchor, _ := strings.Cut(found[1], "#")
			path := filepath.Join(filepath.Dir(file), filepath.FromSlash(target))
			if target == "" {
				path = file
			}
			if _, err := os.Stat(path); err != nil {
				t.Errorf("%s links to %s: %v", file, found[1], err)
			} else if anchor != "" && !anchors(readPage(t, path))[anchor] {
				t.Errorf("%s links to %s: no such heading", file, found[1])
			}
		}
	}
}

// said is a command in the documentation: quxiang, perhaps a workspace, a verb
// and what follows on the line.
var said = regexp.MustCompile("quxiang (?:-C [^\\s`]+ )?([a-z]+)\\b((?: [^`\\n|）)；。，（]*)?)")

// TestCommandsInDocsExist: whatever command a page names is a verb, and the flags
// that follow it are that verb's.
func TestCommandsInDocsExist(t *testing.T) {
	root := newRootCommand(newSession())
	root.InitDefaultHelpCmd()
	n := 0
	for _, file := range pages(t) {
		for _, found := range said.FindAllStringSubmatch(readPage(t, file), -1) {
			if strings.HasPrefix(found[0], "quxiang turns") {
				continue
			}
			n++
			cmd, _, err := root.Find(strings.Fields(found[1] + found[2]))
			if err != nil || cmd == root {
				t.Errorf("%s: %s is no verb", file, found[0])
				continue
			}
			for _, word := range strings.Fields(found[2]) {
				name, is := strings.CutPrefix(word, "--")
				name, _, _ = strings.Cut(name, "=")
				if is && cmd.Flags().Lookup(name) == nil && cmd.InheritedFlags().Lookup(name) == nil {
					t.Errorf("%s: %s: no flag --%s", file, found[0], name)
				}
			}
		}
	}
	if n < 100 {
		t.Errorf("found only %d commands", n)
	}
}
