package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"quxiang/pipelines"
	"quxiang/pipelines/check"
	"quxiang/pipelines/fault"
	"quxiang/pipelines/store"
)

// correct takes in filled-in lists of problems.
func (s *session) correct(cmd *cobra.Command, e *pipelines.Engine, files []string) error {
	if len(files) == 0 {
		return usageFault(cmd, "要写明填好的问题清单是哪个文件")
	}
	var paths []string
	for _, file := range files {
		paths = append(paths, e.Workspace.Find(file))
	}
	results, todo, err := e.Correct(cmd.Context(), paths)
	refused := 0
	for _, r := range results {
		s.emit(r)
		s.printf("%s：记下更正 %d 条，已记过 %d 条，没有记 %d 条", r.File, r.Recorded, r.Repeated, len(r.Refused))
		for _, line := range r.Refused {
			at := fault.Error{Sheet: line.Sheet, Row: line.Line}
			s.printf("    [没有记] %s：%s；%s", at.Place(), line.Why, line.Hint)
		}
		refused += len(r.Refused)
	}
	if err != nil {
		return err
	}
	s.printf("待在登记系统更正清单：%s", todo)
	if refused > 0 {
		return &fault.Error{Kind: fault.Partial, Op: "载入更正", Why: fmt.Sprintf("%d 条没有记，见上", refused), Hint: "改好清单后再载一次，已记过的不会重复"}
	}
	return nil
}

// checkLists are the lists that check writes, and what comes on them.
type checkLists struct {
	export, corrections, suspects, postings, helpers string // paths; empty: not wanted
	college                                          string
	sample                                           int
	seed                                             uint64
}

func (l *checkLists) flags(flags *pflag.FlagSet) {
	flags.StringVar(&l.export, "export", "", "把问题清单写成`工作簿`，每个学院一页")
	flags.StringVar(&l.corrections, "corrections", "", "把待在登记系统更正清单写成`工作簿`")
	flags.StringVar(&l.suspects, "suspects", "", "把有疑点的去向（核查清单）写成`工作簿`，每个学院一页")
	flags.IntVar(&l.sample, "sample", 0, "核查清单只列`几人`，按疑点轻重抽取；0 为全部")
	flags.Uint64Var(&l.seed, "seed", 1, "抽取的`种子`：种子和数据相同，抽到的人相同")
	flags.StringVar(&l.postings, "postings", "", "把校园招聘信息里须复核的文字写成`工作簿`")
	flags.StringVar(&l.helpers, "helpers", "", "把帮扶人的任务清单写成`工作簿`，每个学院一页")
	flags.StringVar(&l.college, "college", "", "核查清单、帮扶任务清单只写这个`学院`")
}

func (l checkLists) any() bool { return l.export+l.corrections+l.suspects+l.postings+l.helpers != "" }

// exportLists writes the lists that name people.
func (s *session) exportLists(ctx context.Context, e *pipelines.Engine, l checkLists) error {
	for _, one := range []struct {
		path, what string
		write      func(context.Context, string) (int, error)
	}{
		{l.export, "问题清单", e.ExportProblems},
		{l.corrections, "待在登记系统更正清单", e.ExportTodos},
		{l.helpers, "帮扶任务清单", func(ctx context.Context, path string) (int, error) { return e.ExportHelped(ctx, path, l.college) }},
	} {
		if one.path == "" {
			continue
		}
		n, err := one.write(ctx, one.path)
		if err != nil {
			return err
		}
		s.emit(listLine{List: one.path, Rows: n})
		s.printf("已写出%s %s，%d 行；写有姓名，仅限内部使用", one.what, one.path, n)
	}
	if l.suspects+l.postings == "" {
		return nil
	}
	return s.withBuild(ctx, func(e *pipelines.Engine, build *store.Reader) error {
		s.stale(build)
		return errors.Join(s.exportSuspects(ctx, e, build, l), s.exportPostings(ctx, e, build, l.postings))
	})
}

// exportSuspects writes the doubts of the last build.
func (s *session) exportSuspects(ctx context.Context, e *pipelines.Engine, build *store.Reader, l checkLists) error {
	if l.suspects == "" {
		return nil
	}
	n, err := e.ExportSuspects(ctx, build, l.suspects, pipelines.SuspectChoice{Sample: l.sample, Seed: l.seed, College: l.college})
	if err != nil {
		return err
	}
	s.emit(suspectLine{listLine{l.suspects, n.Listed}, n.Doubted, n.Graduates})
	s.printf("已写出核查清单 %s：有疑点的 %d 人（每千名毕业生 %s 条），列入 %d 人；是疑点，不是结论；写有姓名，仅限内部使用",
		l.suspects, n.Doubted, n.PerThousand(), n.Listed)
	return nil
}

// exportPostings writes what is to be looked at in the postings of the last
// build.
func (s *session) exportPostings(ctx context.Context, e *pipelines.Engine, build *store.Reader, path string) error {
	if path == "" {
		return nil
	}
	n, err := e.ExportPostings(ctx, build, path)
	if err != nil {
		return err
	}
	s.emit(postingLine{listLine{path, n.Lines}, n.Postings, n.Hit})
	s.printf("已写出招聘信息复核清单 %s：查了 %d 条，须复核 %d 条，共 %d 行；是提示，不是结论；仅限内部使用", path, n.Postings, n.Hit, n.Lines)
	return nil
}

// postingLine is what --json says of a list of postings.
type postingLine struct {
	listLine
	Postings int64 `json:"postings"`
	Hit      int64 `json:"hit"`
}

// suspectLine is what --json says of a list of doubts: rows of doubted, among
// so many graduates.
type suspectLine struct {
	listLine
	Doubted   int   `json:"doubted"`
	Graduates int64 `json:"graduates"`
}

// listLine is what --json says of a list.
type listLine struct {
	List string `json:"list"`
	Rows int    `json:"rows"`
}

// problems is the verdict of check.
func problems(findings []pipelines.Finding, failed []check.Result) error {
	refused, wrong := 0, 0
	for _, f := range findings {
		switch f.Severity {
		case "refused":
			refused++
		case "error", "warning":
			wrong++
		}
	}
	warnings := 0
	for _, r := range failed {
		if r.Severity != check.Info {
			warnings++
		}
	}
	if refused+wrong+warnings == 0 {
		return nil
	}
	return &fault.Error{Kind: fault.Partial, Op: "检查", Why: fmt.Sprintf(
		"%d 行被拒收，%d 处问题，%d 项检查未通过", refused, wrong, warnings), Hint: "改正来源文件后用 --supersedes 重新载入；要各学院改的，加 --export 写成工作簿发下去"}
}
