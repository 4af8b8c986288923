package pipelines

import (
	"context"
	"slices"
	"time"

	"quxiang/pipelines/contract"
	"quxiang/pipelines/duty"
	"quxiang/pipelines/load"
	"quxiang/pipelines/model"
	"quxiang/pipelines/posting"
	"quxiang/pipelines/quota"
	"quxiang/pipelines/rule"
	"quxiang/pipelines/store"
	"quxiang/pipelines/strict"
	"quxiang/pipelines/workspace"
	sqlfiles "quxiang/sql"
)

// Engine is a workspace with its contracts and models read: what every verb
// that touches data works with.
type Engine struct {
	Workspace *workspace.Workspace
	Contracts contract.Set
	Rules     []rule.Rule   // of cards, all that there are
	Tables    []quota.Table // rule tables of quotas, all that there are
	Duties    duty.Rules    // what the policy asks
	Postings  posting.Rules // what job postings must not say
	Project   *model.Project
	options   Options
}

// Options are what the command line says for one run.
type Options struct {
	Memory   int64                               // bytes for the whole process; 0: a share of what there is
	Wait     time.Duration                       // how long to wait for another process
	Version  string                              // of the program, for provenance
	Progress func(string)                        // told of each step; nil: nobody
	AskDay   func(file string) (time.Time, bool) // see load.Env; nil: nobody to ask
}

// NewEngine reads contracts and models, those of the workspace over those
// shipped.
func NewEngine(w *workspace.Workspace, o Options) (*Engine, error) {
	contracts, err := contract.LoadAll(sqlfiles.Files)
	if err != nil {
		return nil, err
	}
	all, err := rule.Load(model.Layer(sqlfiles.Files, w.SQL()))
	if err != nil {
		return nil, err
	}
	chosen, err := rule.Choose(all, w.Config.Cards.Rules)
	if err != nil {
		return nil, err
	}
	tables, err := quota.Load(model.Layer(sqlfiles.Files, w.SQL()))
	if err != nil {
		return nil, err
	}
	proposed, err := proposalOptions(w.Config, tables)
	if err != nil {
		return nil, err
	}
	duties, err := duty.Load(model.Layer(sqlfiles.Files, w.SQL()))
	if err != nil {
		return nil, err
	}
	postings, err := posting.Load(model.Layer(sqlfiles.Files, w.SQL()))
	if err != nil {
		return nil, err
	}
	project, err := loadProject(w, contracts, goModels(w.Config, chosen, proposed, duties, postings))
	if err != nil {
		return nil, err
	}
	if o.Progress == nil {
		o.Progress = func(string) {}
	}
	return &Engine{Workspace: w, Contracts: contracts, Rules: all, Tables: tables, Duties: duties, Postings: postings,
		Project: project, options: o}, nil
}

// loadProject reads the models, those of the workspace over those shipped.
func loadProject(w *workspace.Workspace, contracts contract.Set, inGo []model.GoModel) (*model.Project, error) {
	return model.Load(sqlfiles.Files, w.SQL(), load.RawTables(contracts), inGo...)
}

// province tells a province's workspace from a school's.
func (e *Engine) province() bool { return e.Workspace.Config.Level == "province" }

// store says to pipelines/store where this workspace's files are.
func (e *Engine) store(verb string) store.Config {
	return store.Config{Dir: e.Workspace.Warehouse(), Memory: e.options.Memory, Wait: e.options.Wait,
		Verb: verb, Raw: load.RawTables(e.Contracts), Functions: model.Functions(),
		Facts: e.facts(), Spill: e.Workspace.Config.Data.Spill}
}

func (e *Engine) params() model.Params {
	c := e.Workspace.Config
	return model.Params{
		Version: e.options.Version, InstitutionCode: c.Institution.Code, InstitutionName: c.Institution.Name,
		Level: c.Level, ReportYear: c.Report.Year, Edition: c.Report.Edition, MainCutoff: c.Report.MainCutoff,
		PublishCutoff: c.Report.PublishCutoff, SmallN: c.Report.SmallN, AssumeComplete: c.Report.AssumeComplete,
		Settings: settings(c),
	}
}

// Build computes everything that can be computed from the store into a new
// file, checks it, and publishes it when no blocking check failed. The result
// lists every check either way.
func (e *Engine) Build(ctx context.Context) (model.Result, error) {
	if err := e.resume(ctx, "build"); err != nil {
		return model.Result{}, err
	}
	params, err := e.signed()
	if err != nil {
		return model.Result{}, err
	}
	if result, done, err := e.adopt(ctx, params); done || err != nil {
		return result, err
	}
	b, result, err := e.compute(ctx, "build", params)
	if err != nil {
		return result, err
	}
	return result, b.Publish(ctx)
}

// Test runs the unit tests of the models called names, and the examples of the
// rules, quota tables, duties and categories of postings of that name, of all
// when there are none; it needs no data.
func (e *Engine) Test(ctx context.Context, names ...string) ([]model.CaseResult, error) {
	e.options.Progress("测试模型")
	of := e.named(names)
	results := examples(slices.Concat(rule.Examples(of.rules), quota.Examples(of.tables), duty.Examples(of.duties), posting.Examples(of.postings)))
	if len(names) > 0 && len(of.models) == 0 {
		return results, nil
	}
	plain, err := e.plain()
	if err != nil {
		return results, err
	}
	tested, err := plain.Test(ctx, e.store("test"), of.models...)
	return append(results, tested...), err
}

// plain is the project as an empty configuration has it: what the cases expect
// must not depend on the rules, weights and bounds that a workspace has chosen,
// nor on all the duties.
func (e *Engine) plain() (*model.Project, error) {
	p := model.DefaultParams()
	c := workspace.Defaults(p.InstitutionCode, p.InstitutionName, p.ReportYear)
	proposed, err := proposalOptions(c, nil)
	if err != nil {
		return nil, err
	}
	duties, err := duty.Sample(sqlfiles.Files)
	if err != nil {
		return nil, err
	}
	postings, err := posting.Load(sqlfiles.Files)
	if err != nil {
		return nil, err
	}
	return loadProject(e.Workspace, e.Contracts, goModels(c, nil, proposed, duties, postings))
}

// subjects are what a test is of.
type subjects struct {
	rules    []rule.Rule
	tables   []quota.Table
	duties   []duty.Duty
	postings posting.Rules
	models   []string
}

// named parts the rules, tables, duties and categories of postings that names
// call from what must be models. No name calls everything.
func (e *Engine) named(names []string) (of subjects) {
	if len(names) == 0 {
		return subjects{rules: e.Rules, tables: e.Tables, duties: e.Duties.Duties, postings: e.Postings}
	}
	for _, name := range names {
		i := slices.IndexFunc(e.Rules, func(r rule.Rule) bool { return r.Name == name })
		j := slices.IndexFunc(e.Tables, func(t quota.Table) bool { return t.Name == name })
		k := slices.IndexFunc(e.Duties.Duties, func(d duty.Duty) bool { return d.ID == name })
		l := slices.IndexFunc(e.Postings, func(c posting.Category) bool { return c.Name == name })
		switch {
		case i >= 0:
			of.rules = append(of.rules, e.Rules[i])
		case j >= 0:
			of.tables = append(of.tables, e.Tables[j])
		case k >= 0:
			of.duties = append(of.duties, e.Duties.Duties[k])
		case l >= 0:
			of.postings = append(of.postings, e.Postings[l])
		default:
			of.models = append(of.models, name)
		}
	}
	return of
}

// examples are how the examples came out that rule files carry.
func examples(cases []strict.Case) []model.CaseResult {
	var results []model.CaseResult
	for _, c := range cases {
		r := model.CaseResult{Model: c.Of, Path: c.File, Test: c.Name}
		if !c.Passes() {
			r.Diff = []string{"- " + c.Want, "+ " + c.Got}
		}
		results = append(results, r)
	}
	return results
}

// Current opens the build that was published last; the caller closes it.
func (e *Engine) Current(ctx context.Context) (*store.Reader, error) {
	return store.OpenCurrent(ctx, e.store("report"))
}

// Prelude is what a plain DuckDB shell must run to see what a model sees.
func (e *Engine) Prelude() (string, error) { return store.Prelude(e.store("shell")) }
