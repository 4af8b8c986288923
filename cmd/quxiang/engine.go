package main

import (
	"context"
	"errors"

	"quxiang/pipelines"
	"quxiang/pipelines/store"
	"quxiang/reports/chapter"
)

// engine opens the workspace with its contracts and models.
func (s *session) engine() (*pipelines.Engine, error) {
	w, err := s.open()
	if err != nil {
		return nil, err
	}
	return pipelines.NewEngine(w, s.options())
}

// withBuild opens the workspace and its current build for do, and closes them.
func (s *session) withBuild(ctx context.Context, do func(*pipelines.Engine, *store.Reader) error) (err error) {
	e, err := s.engine()
	if err != nil {
		return err
	}
	build, err := e.Current(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, build.Close()) }()
	return do(e, build)
}

func (s *session) options() pipelines.Options {
	return pipelines.Options{Memory: int64(s.memory), Wait: s.wait, Version: version, Progress: s.progress, AskDay: s.askDay}
}

// reportOptions are the options of a report on a cohort (0: as configured).
func (s *session) reportOptions(e *pipelines.Engine, build *store.Reader, year int) chapter.Options {
	c := e.Workspace.Config
	if year == 0 {
		year = c.Report.Year
	}
	return chapter.Options{
		Institution: c.Institution.Name, Cohort: year, FirstCohort: c.Report.Cohorts,
		Edition: c.Report.Edition, MainCutoff: c.Report.MainCutoff, PublishCutoff: c.Report.PublishCutoff,
		SmallN: c.Report.SmallN, Stale: build.Stale,
		Province: c.Level == "province", CardRules: append([]string{}, c.Cards.Rules...),
		Chapters: c.Report.Chapters, Titles: c.Report.Title, Audiences: chapter.Readers(c.Report.Audience),
	}
}

// ownTexts are the passages that the school wrote for the report.
func ownTexts(e *pipelines.Engine) ([]chapter.OwnText, error) {
	texts, err := e.Workspace.Texts()
	own := make([]chapter.OwnText, len(texts))
	for i, t := range texts {
		own[i] = chapter.OwnText(t)
	}
	return own, err
}
