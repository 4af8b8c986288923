package main

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"quxiang/pipelines"
	"quxiang/pipelines/rule"
	"quxiang/reports"
)

// offer lists what may stand at one place of the command line, after args.
type offer func(ctx context.Context, s *session, args []string) ([]pipelines.Choice, error)

// fixed offers the same everywhere.
func fixed(words ...string) offer {
	return func(context.Context, *session, []string) ([]pipelines.Choice, error) { return choicesOf(words), nil }
}

func choicesOf(words []string) []pipelines.Choice {
	all := make([]pipelines.Choice, len(words))
	for i, word := range words {
		all[i].Word = word
	}
	return all
}

// flagOffers are the values of flags, by verb where two verbs mean different
// things by one name.
var flagOffers = map[string]offer{
	"contract": contracts, "cohort": cohorts, "year": cohorts, "as-of": days, "mapping": mappings, "scope": colleges,
	"supersedes": loads, "batch": batches, "college": colleges, "major": majors, "decide": decisions,
	"cards rule": cardRules, "quota rule": quotaRules, "report format": fixed(reports.Formats...), "export format": fixed("csv", "xlsx", "parquet", "arrow"),
	"section": fixed(strings.Split("一 二 三 四 五 六 七 八 九 十", " ")...), "indicator": fixed(rule.Measures()...),
	"cutoff": fixed("08-31", "11-30", "12-31"), "peers": fixed("level", "tier", "type"), "form": formNames,
	"level": fixed("school", "province"), "encoding": fixed("UTF-8", "GB18030", "UTF-16LE"),
}

// argumentOffers are the arguments of verbs, one offer a place; the last goes on
// for as many as there are. A verb that is not here takes files, or nothing.
var argumentOffers = map[string][]offer{
	"undo": {loads}, "state": {fixed("省核", "核定"), cohorts, days, none}, "freeze": {cohorts, days, none}, "purge": {cohorts, none},
	"signoff": {steps, none}, "rank": {fixed("majors", "institutions"), none}, "export": {martNames}, "diff": {builds, builds, none},
	"explain": {askedWords}, "lineage": {modelNames, none}, "render": {modelNames, none}, "test": {testNames},
	"model copy": {modelNames, none}, "model diff": {modelNames, none}, "completion": {fixed(shellNames()...), none},
}

// without are the verbs that take no arguments, so that no file is offered.
var without = []string{"build", "check", "cards", "doctor", "duties", "history", "menu", "quota", "report", "run", "shell", "status", "version", "key", "key new"}

// files are the endings of the files that verbs take or flags write; diff takes
// them where no build is called as was begun.
var files = map[string][]string{
	"diff": {"html", "xlsx", "docx"}, "verify": {"html", "xlsx", "docx", "pdf"}, "check export": {"xlsx"}, "corrections": {"xlsx"}, "suspects": {"xlsx"},
	"postings": {"xlsx"}, "helpers": {"xlsx"}, "xlsx": {"xlsx"}, "html": {"html"}, "template": {"xlsx"},
	"explain export": {"xlsx"}, "diff export": {"xlsx"},
}

// completeWords teaches the shells what may follow each verb and flag.
func completeWords(s *session, root *cobra.Command) {
	for _, cmd := range descendants(root) {
		verb := strings.TrimPrefix(cmd.CommandPath(), root.Name()+" ")
		switch {
		case argumentOffers[verb] != nil:
			cmd.ValidArgsFunction = s.completing(argumentOffers[verb]...)
		case files[verb] != nil:
			cmd.ValidArgsFunction = withEnding(files[verb])
		case slices.Contains(without, verb):
			cmd.ValidArgsFunction = cobra.NoFileCompletions
		}
		cmd.LocalNonPersistentFlags().VisitAll(func(f *pflag.Flag) {
			if complete := s.completeFlag(verb, f.Name); complete != nil {
				must(cmd.RegisterFlagCompletionFunc(f.Name, complete))
			}
		})
	}
	must(root.RegisterFlagCompletionFunc("workspace", foldersOnly))
}

// completeFlag says what may follow a flag of a verb; nil: any file.
func (s *session) completeFlag(verb, flag string) cobra.CompletionFunc {
	for _, at := range []string{verb + " " + flag, flag} {
		switch {
		case flagOffers[at] != nil:
			return s.completing(flagOffers[at])
		case files[at] != nil:
			return withEnding(files[at])
		}
	}
	return nil
}

// must stops at what only a mistake in the tables above can cause.
func must(err error) {
	if err != nil {
		panic(err)
	}
}

// descendants lists a command's descendants.
func descendants(cmd *cobra.Command) []*cobra.Command {
	var all []*cobra.Command
	for _, sub := range cmd.Commands() {
		all = append(append(all, sub), descendants(sub)...)
	}
	return all
}

func withEnding(endings []string) cobra.CompletionFunc {
	return func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return endings, cobra.ShellCompDirectiveFilterFileExt
	}
}

func foldersOnly(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return nil, cobra.ShellCompDirectiveFilterDirs
}

// patience is how long a completion waits for another process: not at all, to
// the one who types.
const patience = 300 * time.Millisecond

// completing offers, at the place of each argument, what begins as was typed.
// Where there is no workspace, or nothing was built yet, nothing is offered.
func (s *session) completing(offers ...offer) cobra.CompletionFunc {
	return func(cmd *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
		s.wait, s.quiet = patience, true
		found, err := offers[min(len(args), len(offers)-1)](cmd.Context(), s, args)
		if err != nil {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		var words []string
		for _, c := range found {
			if strings.HasPrefix(c.Word, begun) && !slices.Contains(args, c.Word) {
				words = append(words, cobra.CompletionWithDesc(c.Word, c.About))
			}
		}
		if endings := files[cmd.Name()]; len(words) == 0 && endings != nil {
			return endings, cobra.ShellCompDirectiveFilterFileExt
		}
		return words, cobra.ShellCompDirectiveNoFileComp
	}
}
