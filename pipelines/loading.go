package pipelines

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"quxiang/pipelines/contract"
	"quxiang/pipelines/fault"
	"quxiang/pipelines/fresh"
	"quxiang/pipelines/load"
	"quxiang/pipelines/workspace"
	sqlfiles "quxiang/sql"
)

// Load takes files into the store; see load.Run.
func (e *Engine) Load(ctx context.Context, requests []load.Request) (load.Report, error) {
	if err := e.resume(ctx, "load"); err != nil {
		return load.Report{}, err
	}
	env, err := e.loadEnv(ctx)
	if err != nil {
		return load.Report{}, err
	}
	return load.Run(ctx, env, requests)
}

func (e *Engine) loadEnv(ctx context.Context) (load.Env, error) {
	codes, err := contract.LoadCodes(sqlfiles.Files)
	if err != nil {
		return load.Env{}, err
	}
	key, err := e.Key(ctx)
	if err != nil {
		return load.Env{}, err
	}
	c := e.Workspace.Config
	return load.Env{
		Store: e.store("load"), Contracts: e.Contracts.Loaded(), Codes: codes, Root: e.Workspace.Dir,
		Institution: c.Institution.Code, Province: e.province(), Version: e.options.Version,
		Key: key, Mapping: e.mapping,
		Progress: func(p load.Progress) { e.options.Progress(p.String()) }, AskDay: e.options.AskDay,
	}, nil
}

// mapping reads a file of mappings/ and returns its text too, for its hash.
func (e *Engine) mapping(name string) (*contract.Mapping, []byte, error) {
	file := e.Workspace.MappingFile(name)
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, nil, &fault.Error{Kind: fault.Usage, Op: "读取映射文件", File: file, Why: "读不了", Err: err,
			Hint: "检查文件名；映射文件放在 mappings/ 里，写法见 docs/mappings.md"}
	}
	m, err := contract.ParseMapping(filepath.Base(file), text, e.Contracts.Loaded())
	return m, text, err
}

// Configured turns the [[load]] entries of quxiang.toml into requests. A
// pattern that no file matches is a fault: a report without that file would be
// wrong.
func (e *Engine) Configured() ([]load.Request, error) {
	var requests []load.Request
	for _, l := range e.Workspace.Loads() {
		r, err := e.configured(l)
		if err != nil {
			return nil, err
		}
		requests = append(requests, r)
	}
	return requests, nil
}

func (e *Engine) configured(l workspace.Load) (load.Request, error) {
	r := load.Request{Contract: l.Contract, Mapping: l.Mapping, Scope: l.Scope, Cohort: l.Cohort, Kind: l.Kind,
		Institution: l.Institution, Encoding: l.Encoding}
	if l.AsOf != "" {
		r.AsOf, _ = time.Parse(time.DateOnly, l.AsOf) // checked when the configuration was read
	}
	for _, pattern := range l.Files {
		found, err := e.Workspace.Glob(pattern)
		if err != nil || len(found) == 0 {
			return r, &fault.Error{Kind: fault.Usage, Op: "载入", File: workspace.ConfigName, Column: "load.files",
				Value: pattern, Why: "没有这样的文件", Hint: "检查文件名和文件夹"}
		}
		r.Paths = append(r.Paths, found...)
	}
	return r, nil
}

// DraftMapping reads a file as a dry run does and writes a mapping file for it
// into the workspace's mappings, to be edited; it returns the file's path. A
// mapping that is there already is never overwritten.
func (e *Engine) DraftMapping(ctx context.Context, r load.Request, name string) (string, *load.Card, error) {
	r.DryRun = true
	report, err := e.Load(ctx, []load.Request{r})
	if err != nil && len(report.Files) == 0 {
		return "", nil, err
	}
	if len(report.Files) != 1 {
		return "", nil, errors.Join(err, &fault.Error{Kind: fault.Usage, Op: "写映射文件", Why: "一次只能照一个文件写", Hint: "指明文件夹或压缩包里的一个文件"})
	}
	card := report.Files[0].Card
	if card == nil || card.Contract == "" {
		return "", card, err // no table, or nothing in it that we know
	}
	if name == "" {
		name = strings.TrimSuffix(filepath.Base(report.Files[0].Path), filepath.Ext(report.Files[0].Path))
	}
	file := e.Workspace.MappingFile(name)
	return file, card, writeMapping(file, card.Mapping(report.Files[0].Path, name, e.Contracts))
}

func writeMapping(file, text string) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	err := fresh.Write(file, []byte(text), 0o644)
	if errors.Is(err, fs.ErrExist) {
		return &fault.Error{Kind: fault.Usage, Op: "写映射文件", File: file, Why: "已经有这个映射文件", Hint: "用 --name 换一个名称，或先删去它"}
	}
	if err != nil {
		return &fault.Error{Kind: fault.Failed, Op: "写映射文件", File: file, Why: "写不了", Err: err, Hint: "检查权限和磁盘空间"}
	}
	return nil
}
