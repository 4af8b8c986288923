package main

import "quxiang/pipelines"

// engine opens the workspace with its contracts and models.
func (s *session) engine() (*pipelines.Engine, error) {
	w, err := s.open()
	if err != nil {
		return nil, err
	}
	return pipelines.NewEngine(w, s.options())
}

func (s *session) options() pipelines.Options {
	return pipelines.Options{Memory: int64(s.memory), Wait: s.wait, Version: version, Progress: s.progress, AskDay: s.askDay}
}
