package main

import (
	"context"
	"errors"

	"quxiang/pipelines"
	"quxiang/pipelines/store"
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
