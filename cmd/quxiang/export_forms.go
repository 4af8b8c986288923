package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"

	"quxiang/pipelines"
	"quxiang/pipelines/fault"
	"quxiang/pipelines/store"
	"quxiang/reports/export"
	"quxiang/reports/form"
	"quxiang/reports/place"
	sqlfiles "quxiang/sql"
)

// formsAndMarts lists what can be exported, or copies a form into the
// workspace.
func (s *session) formsAndMarts(e *pipelines.Engine, o exportOptions) error {
	files, err := e.Forms()
	if err != nil {
		return err
	}
	marts := martsOf(e)
	forms, err := form.Load(files, marts)
	if err != nil {
		return err
	}
	if o.list {
		return s.listExports(marts, forms)
	}
	f, err := form.Choose(forms, o.form)
	if err != nil {
		return err
	}
	written, err := form.Copy(files, f, e.FormFolder())
	for _, path := range written {
		s.emit(copiedLine{f.Name, path})
		s.printf("已复制：%s", path)
	}
	return err
}

// copiedLine is what --json says of a copied file.
type copiedLine struct {
	Form string `json:"form"`
	File string `json:"file"`
}

// listExports prints the marts, whether they may be public, and the forms.
func (s *session) listExports(marts []export.Mart, forms []form.Form) error {
	allowed, err := export.Permissions(sqlfiles.Files)
	if err != nil {
		return err
	}
	s.printf("汇总表（quxiang export 表 --to 文件）：")
	for _, m := range marts {
		_, denied := export.Permit(allowed, m.Name)
		s.emit(martLine{m.Name, m.Description, denied == nil})
		mark := ""
		if denied == nil {
			mark = "［可公开］"
		}
		s.printf("  %-22s %s%s", m.Name, mark, m.Description)
	}
	s.printf("  %-22s ［可公开］已发布的公开版报告印出的每一个数，只能与 --public 一起用", export.Figures)
	s.printf("上报表格（quxiang export --form 表格 --to 文件.xlsx）：")
	for _, f := range forms {
		s.emit(formLine{f.Name, f.Title, f.Purpose, f.Source, f.Mark})
		s.printf("  %-26s %s\n    用途：%s；表头出处：%s（%s）", f.Name, f.Title, f.Purpose, f.Source, f.MarkWords())
	}
	return nil
}

type martLine struct {
	Table       string `json:"table"`
	Description string `json:"description"`
	Public      bool   `json:"public"`
}

type formLine struct {
	Form    string `json:"form"`
	Title   string `json:"title"`
	Purpose string `json:"purpose"`
	Source  string `json:"source"`
	Mark    string `json:"mark"`
}

// fillForm fills a form from the build and tells what stayed blank.
func (s *session) fillForm(ctx context.Context, e *pipelines.Engine, build *store.Reader, o exportOptions) error {
	if !strings.EqualFold(filepath.Ext(o.to), ".xlsx") {
		return &fault.Error{Kind: fault.Usage, Op: "填表", File: o.to, Why: "不是工作簿的扩展名", Hint: "文件名以 .xlsx 结尾"}
	}
	f, template, err := s.chosenForm(e, o)
	if err != nil {
		return err
	}
	set, err := formSetting(ctx, e, build, o.year)
	if err != nil {
		return err
	}
	temp, err := e.Workspace.TempDir()
	if err != nil {
		return err
	}
	s.progress("填表")
	var done form.Filling
	err = place.Files("填表", []place.File{{Path: o.to, Write: place.Stream(func(to io.Writer) (err error) {
		done, err = form.Fill(ctx, build.DB(), f, template, set, temp, to)
		return err
	})}})
	s.progress("")
	if err != nil {
		return err
	}
	done.File = o.to
	s.stale(build)
	s.filled(done)
	return nil
}

// chosenForm is the form of a name and the template it is filled into.
func (s *session) chosenForm(e *pipelines.Engine, o exportOptions) (form.Form, []byte, error) {
	files, err := e.Forms()
	if err != nil {
		return form.Form{}, nil, err
	}
	forms, err := form.Load(files, martsOf(e))
	if err != nil {
		return form.Form{}, nil, err
	}
	f, err := form.Choose(forms, o.form)
	if err != nil {
		return f, nil, err
	}
	if o.template == "" {
		template, err := form.Template(files, f)
		return f, template, err
	}
	template, err := readTemplate(e.Workspace.Find(o.template))
	return f, template, err
}

// readTemplate reads the workbook that --template names.
func readTemplate(path string) ([]byte, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, &fault.Error{Kind: fault.Usage, Op: "填表", File: path, Why: "读不了模板", Err: err, Hint: "检查 --template 的路径，或不写它、用自带的模板"}
	}
	return data, nil
}

// formSetting is what a form needs to know of workspace and command.
func formSetting(ctx context.Context, e *pipelines.Engine, build *store.Reader, year int) (form.Setting, error) {
	c := e.Workspace.Config
	facts, err := exportFacts(ctx, e, build, false)
	if year == 0 {
		year = c.Report.Year
	}
	return form.Setting{Institution: c.Institution.Name, InstitutionCode: c.Institution.Code, Cohort: year, Cutoff: c.Report.MainCutoff, Facts: facts}, err
}

// filled tells how a form came out.
func (s *session) filled(done form.Filling) {
	s.emit(done)
	s.printf("%s：%s，填了 %d 格，%d 项没有数据留空；仅限内部使用", done.Form, done.File, done.Filled, len(done.Blank))
	for _, b := range done.Blank {
		s.printf("  未填：%s：%s", b.Title, b.Why)
	}
}
