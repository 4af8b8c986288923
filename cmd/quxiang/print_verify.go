package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"quxiang/pipelines"
	"quxiang/pipelines/ledger"
	"quxiang/pipelines/workspace"
	"quxiang/reports/chapter"
	"quxiang/reports/record"
	"quxiang/reports/verify"
)

// verifier opens the workspace to verify a file in; without one, nil: the
// record beside the file is all there is.
func (s *session) verifier(file string) (*pipelines.Engine, string, error) {
	if _, err := os.Stat(filepath.Join(s.dir, workspace.ConfigName)); errors.Is(err, fs.ErrNotExist) {
		return nil, file, nil
	}
	e, err := s.engine()
	if err != nil {
		return nil, "", err
	}
	return e, e.Workspace.Find(file), nil
}

func (s *session) verifyOptions(ctx context.Context, e *pipelines.Engine, recompute bool) (o verify.Options, err error) {
	o.Recompute = recompute
	if e == nil {
		return o, nil
	}
	all, err := releasesOf(ctx, e)
	if err != nil {
		return o, err
	}
	for _, r := range all {
		o.Releases = append(o.Releases, verify.Release{Number: r.Number, Path: r.Record.Path, SHA256: r.Record.SHA256, Withdrawn: r.Why})
	}
	if o.Scratch, err = e.Workspace.TempDir(); err != nil {
		return o, err
	}
	o.Remake = func(ctx context.Context, of record.Record, build string) (*chapter.Document, error) {
		return s.remake(ctx, e, all, of, build)
	}
	return o, nil
}

// remake makes the document of a record again from a build ("": the current
// one), as the draft was when the record was made. That the store has changed
// since is nothing that the record's readers were told.
func (s *session) remake(ctx context.Context, e *pipelines.Engine, all []ledger.Released, of record.Record, id string) (doc *chapter.Document, err error) {
	build, err := e.OpenBuild(ctx, id)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, build.Close()) }()
	build.Stale = false
	o := reportFlags{year: of.Cohort, public: of.Audience == audience(true), supplement: strings.Contains(of.Title, ledger.YearEndSupplement)}
	d, err := draftOf(ctx, e, of.Cohort, o.public)
	if err != nil {
		return nil, err
	}
	if i := slices.IndexFunc(all, func(r ledger.Released) bool { return r.Number == of.Origin.Release }); i >= 0 {
		d = ledger.Draft{Number: all[i].Number, Missing: all[i].Missing, Previous: all[:i]}
	}
	return s.compose(ctx, e, build, o, d)
}

// most is how many differences and changes are printed; --json has them all.
const most = 20

// verified tells what verifying found.
func (s *session) verified(r verify.Result) {
	s.emit(r)
	s.printf("核验 %s", r.File)
	s.printf("  依据：%s", basisOf(r))
	if r.Figures > 0 {
		s.printf("  核对 %d 个数（印在 %d 处）", r.Figures, r.Places)
	}
	for _, note := range r.Notes {
		s.printf("  注：%s", note)
	}
	for _, d := range r.Differences[:min(most, len(r.Differences))] {
		s.difference(d)
	}
	if n := len(r.Differences) - most; n > 0 {
		s.printf("  另有 %d 处", n)
	}
	s.recomputed(r)
	switch {
	case r.Exact && r.Same:
		s.printf("通过：与记录的文件逐字节相同")
	case r.Same:
		s.printf("通过：看得见的内容与记录相同")
	}
}

func basisOf(r verify.Result) string {
	what := "报告旁边的记录"
	if r.Kept {
		what = "发布 " + r.Release + " 的记录"
	}
	return what + "；" + r.Title + "，" + editions[r.Audience] + "，构建 " + r.Build
}

var differenceWords = map[string]string{
	verify.OfFigure: "数不同", verify.Extra: "多出的数", verify.Absent: "缺了一块", verify.Added: "多了一块", verify.OfText: "内容被改",
}

func (s *session) difference(d verify.Difference) {
	line := "  [" + differenceWords[d.What] + "] " + d.Place
	if d.ID != "" {
		line += "：" + d.ID
	}
	if d.Printed != "" {
		line += "\n      文件里是：" + d.Printed
	}
	if d.Recorded != "" {
		line += "\n      应当是：" + d.Recorded
	}
	s.printf("%s", line)
}

// recomputed tells what making the report again showed.
func (s *session) recomputed(r verify.Result) {
	c := r.Recomputed
	if c == nil {
		return
	}
	s.printf("  按发布时的构建 %s 重算了 %d 个数", r.Build, c.Figures)
	if c.Current == "" {
		return
	}
	if len(c.Since) == 0 {
		s.printf("  当前构建 %s 与它没有不同", c.Current)
		return
	}
	s.printf("  自发布以来有变化（当前构建 %s）：%d 个数", c.Current, len(c.Since))
	for _, k := range c.ByKind[:min(most, len(c.ByKind))] {
		s.printf("    %s：%d 个", k.Indicator, k.Changes)
	}
	for _, one := range c.Since[:min(most, len(c.Since))] {
		s.printf("    %s：%s → %s", one.ID, orNone(one.Then), orNone(one.Now))
	}
}

// orNone says that a build doesn't have a figure.
func orNone(printed string) string {
	if printed == "" {
		return "（没有）"
	}
	return printed
}
