package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"quxiang/pipelines"
	"quxiang/pipelines/fault"
	"quxiang/pipelines/ledger"
	"quxiang/pipelines/store"
	"quxiang/reports"
	"quxiang/reports/chapter"
	"quxiang/reports/record"
	"quxiang/reports/verify"
)

// draft writes a report that is not released.
func (s *session) draft(ctx context.Context, e *pipelines.Engine, build *store.Reader, o reportFlags) (reports.Files, error) {
	s.progress("生成报告")
	d, err := draftOf(ctx, e, s.cohort(e, o.year), o.public)
	if err != nil {
		return reports.Files{}, err
	}
	doc, err := s.compose(ctx, e, build, o, d)
	if err != nil {
		return reports.Files{}, err
	}
	target, err := s.target(e, o, e.Workspace.Reports(doc.Cohort))
	if err != nil {
		return reports.Files{}, err
	}
	return reports.Write(ctx, doc, target)
}

// draftOf is what a report that is not released has to know: what was released
// before, and which approvals it lacks. The internal edition needs neither.
func draftOf(ctx context.Context, e *pipelines.Engine, cohort int, public bool) (d ledger.Draft, err error) {
	if !public {
		return d, nil
	}
	approvals, err := e.Approvals(ctx, cohort)
	if err != nil {
		return d, err
	}
	d.Missing = ledger.Missing(approvals)
	d.Previous, err = e.Releases(ctx)
	return d, err
}

func (s *session) cohort(e *pipelines.Engine, year int) int {
	if year == 0 {
		return e.Workspace.Config.Report.Year
	}
	return year
}

// target is where a report goes and as what.
func (s *session) target(e *pipelines.Engine, o reportFlags, dir string) (reports.Target, error) {
	scratch, err := e.Workspace.TempDir()
	return reports.Target{Dir: dir, Formats: o.formats, Scratch: scratch}, err
}

// compose makes the document of a report from a build: the one way to make it,
// for writing, releasing and verifying.
func (s *session) compose(ctx context.Context, e *pipelines.Engine, build *store.Reader, o reportFlags, d ledger.Draft) (*chapter.Document, error) {
	options := s.reportOptions(e, build, o.year)
	options.Public, options.Supplement = o.public, o.supplement
	var err error
	if options.Texts, err = ownTexts(e); err != nil {
		return nil, err
	}
	earlier, err := earlierRecords(d.Previous)
	if err != nil {
		return nil, err
	}
	doc, _, err := reports.Compose(ctx, build.DB(), reports.Request{Options: options, Release: d.Number, Missing: d.Missing, Earlier: earlier})
	return doc, err
}

// earlierRecords are the figures that the public has seen, or may have: those of a
// release that lost its files too.
func earlierRecords(releases []ledger.Released) ([]record.Record, error) {
	var out []record.Record
	for _, r := range releases {
		if r.Audience != audience(true) || r.Record.Path == "" {
			continue
		}
		known, err := record.Read(r.Record.Path)
		if err != nil {
			return nil, err
		}
		out = append(out, known)
	}
	return out, nil
}

func audience(public bool) string {
	if public {
		return "public"
	}
	return "internal"
}

// release publishes a report: what it tells is on record before anybody reads
// it.
func (s *session) release(ctx context.Context, e *pipelines.Engine, build *store.Reader, o reportFlags) (reports.Files, error) {
	s.progress("发布报告")
	var files reports.Files
	request := ledger.ReleaseRequest{Cohort: s.cohort(e, o.year), Kind: ledger.AnnualReport, Audience: audience(o.public)}
	if o.supplement {
		request.Kind = ledger.YearEndSupplement
	}
	_, err := e.Release(ctx, build, request, o.order, func(d ledger.Draft) (made ledger.Made, err error) {
		made, files, err = s.made(ctx, e, build, o, d)
		return made, err
	})
	return files, err
}

// made are the files of a release, in a folder of their own, so that no later
// report writes over them.
func (s *session) made(ctx context.Context, e *pipelines.Engine, build *store.Reader, o reportFlags, d ledger.Draft) (ledger.Made, reports.Files, error) {
	dir := filepath.Join(e.Workspace.Reports(s.cohort(e, o.year)), "发布", d.Number)
	if err := untaken(dir); err != nil {
		return ledger.Made{}, reports.Files{}, err
	}
	doc, err := s.compose(ctx, e, build, o, d)
	if err != nil {
		return ledger.Made{}, reports.Files{}, err
	}
	target, err := s.target(e, o, dir)
	if err != nil {
		return ledger.Made{}, reports.Files{}, err
	}
	outputs, files, err := reports.Outputs(ctx, doc, target)
	made := ledger.Made{RecordPath: files.Record, Record: func(path string, written []ledger.Written) (int64, error) {
		return sealed(record.Of(doc), path, written)
	}}
	for _, out := range outputs {
		made.Outputs = append(made.Outputs, ledger.Output(out))
	}
	return made, files, err
}

// untaken says that a release's folder holds nothing: where a warehouse was lost
// and begun anew the numbers start again, and what was published still lies
// there, with figures that this release knows nothing of.
func untaken(dir string) error {
	found, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) || err == nil && len(found) == 0 {
		return nil
	}
	return &fault.Error{Kind: fault.Usage, Op: "发布", File: dir, Err: err, Why: "已有这个编号的发布文件，而数据仓库里没有这次发布，多半是换过仓库",
		Hint: "从备份恢复原来的 warehouse 文件夹；没有备份时，先与这份已经公开的报告逐个核对，再把这个文件夹移到别处"}
}

// sealed writes the record of a release with what its files show.
func sealed(r record.Record, path string, written []ledger.Written) (int64, error) {
	for _, w := range written {
		f, err := verify.Seal(filepath.Base(w.Path), w.Temporary)
		if err != nil {
			return 0, err
		}
		r.Files = append(r.Files, f)
	}
	return int64(len(r.Figures)), record.Write(path, r)
}

// wrote tells where a report is.
func (s *session) wrote(files reports.Files) {
	s.progress("")
	s.emit(files)
	var lines []string
	for _, f := range []struct{ title, path string }{
		{"报告", files.Page}, {"工作簿", files.Workbook}, {"Word", files.Word}, {"PDF", files.PDF}} {
		if f.path != "" {
			lines = append(lines, f.title+"："+f.path)
		}
	}
	s.printf("%s", strings.Join(lines, "\n"))
}
