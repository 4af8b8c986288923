// Package load takes files into the store: each is read by its contract into a
// temporary database of its own, and then enters raw and the register in one
// transaction. One file is one load; the files of a command share a batch.
//
// Every line is accepted or refused with a reason, and a person's line is
// refused only when it names nobody: the people with empty or odd destinations
// are mostly the unplaced, and dropping them would raise every rate.
package load

import (
	"context"
	"errors"
	"fmt"
	"time"

	"quxiang/pipelines/contract"
	"quxiang/pipelines/fault"
	"quxiang/pipelines/identity"
	"quxiang/pipelines/ledger"
	"quxiang/pipelines/source"
	"quxiang/pipelines/store"
)

// Env is what a load needs of its workspace.
type Env struct {
	Store       store.Config
	Contracts   contract.Set
	Codes       *contract.Codes // the code tables of reference
	Root        string          // the workspace's folder; paths are kept relative to it
	Institution string          // code of the school; scope of its student numbers
	Province    bool            // many schools in one workspace: a row's own school counts
	Version     string          // of the program
	Key         *identity.Key   // nil: files about people are refused
	Mapping     func(name string) (*contract.Mapping, []byte, error)
	Progress    func(Progress) // told of each file as it is done; nil: nobody
	// AskDay asks a person for the day that a file describes; false: no answer.
	// Nil where there is nobody to ask. Files are read side by side, so it may
	// be called from several goroutines.
	AskDay func(file string) (time.Time, bool)
}

// Request is files to load in the same way.
type Request struct {
	Paths      []string  // files, folders and archives of them
	Contract   string    // empty: recognised by the headings
	Mapping    string    // name of a mapping file; empty: none
	Scope      string    // school, or 甲学院|乙学院; empty: school
	Supersedes int64     // a load that these files replace; 0: none
	Reason     string    // why they do
	Document   string    // number of the paper that orders it
	AsOf       time.Time // the day the rows describe; zero: from the file's name
	Cohort     int       // year of graduation; 0: from the rows
	Kind       string    // snapshot, reference; empty: as the contract says
	// Institution is the code of the school that the files are of, in a
	// province's workspace; empty: by a column, or by the name of a folder.
	Institution string
	Encoding    string // of a text file; empty: found out
	DryRun      bool   // read and judge, change nothing
}

func (r Request) order() ledger.Order { return ledger.Order{Reason: r.Reason, Document: r.Document} }

// The outcomes of a file.
const (
	Loaded  = "loaded"
	Checked = "checked" // a dry run
	Already = "already" // the same bytes are in the store
	Retired = "retired" // a load of the same bytes gave way to a later one
	Passed  = "passed"  // found in a folder, but no data: what Excel leaves beside an open file
	Refused = "refused" // nothing of it was taken
)

// FileResult is what became of a file. Counts are rows.
type FileResult struct {
	Path      string
	Outcome   string
	Contract  string
	Title     string // of the contract
	Version   string
	LoadID    int64
	Cohort    int       // 0: several, or none
	AsOf      time.Time // zero: none
	Read      int64     // accepted + refused
	Accepted  int64
	Refused   int64
	Skipped   int64 // titles, headings, totals: not counted as read
	Findings  int64 // errors and warnings on accepted rows
	Errors    int64 // those of them that are errors
	Unknown   []string
	Refusals  []Refusal // the first of them
	SameAs    int64     // of Already and Retired: the load that has these bytes
	Beside    int64     // of what only grows: an earlier load of a file of this path, whose rows count too; 0: none
	Card      *Card     // of a dry run: what was recognised; nil for a file that is no table
	Err       error
	Duration  time.Duration
	ParsedFor time.Duration // reading, before the store was locked
}

// Taken tells a file whose rows are in the store now, or would be, from one that
// was passed over or refused.
func (f FileResult) Taken() bool { return f.Outcome == Loaded || f.Outcome == Checked }

// Refusal is a line that was not taken, and why.
type Refusal struct {
	Sheet  string
	Row    int
	Column string
	Value  string // masked where it identifies a person
	Rule   contract.Rule
	Why    string
	Hint   string
}

// Report is what a command loaded.
type Report struct {
	Batch int64 // 0: nothing was changed
	Files []FileResult
}

// Run loads every file of the requests. A file that fails does not stop the
// others; the error joins the faults of all of them, and one of kind Partial
// when lines were refused or taken with errors.
func Run(ctx context.Context, env Env, requests []Request) (Report, error) {
	b := &batch{env: env, started: env.Store.Clock(), began: time.Now()}
	b.files = b.jobs(requests)
	results := parseAll(ctx, env, b.files)
	for i, j := range b.files {
		parsed := <-results[i]
		if ctx.Err() == nil {
			b.finish(ctx, j, parsed)
		}
		parsed.discard()
	}
	return b.report, errors.Join(ctx.Err(), b.problems(), b.close())
}

// batch is the files of one command, in the order of the requests.
type batch struct {
	env     Env
	started time.Time // as the register has it
	began   time.Time // by the clock of this machine
	report  Report
	store   *store.Store // nil until a file needs it
	files   []job
	known   map[string]bool // see hashes
}

// job is one file of a request.
type job struct {
	request Request
	item    source.Item
	name    string // as shown
	found   bool   // in a folder or an archive, not named by the user
	err     error  // why the path stands for no file at all
}

func (b *batch) jobs(requests []Request) []job {
	var jobs []job
	for _, r := range requests {
		for _, path := range r.Paths {
			for _, j := range b.jobsOf(r, path) {
				j.request.Scope = b.env.scope(j)
				jobs = append(jobs, j)
			}
		}
	}
	return jobs
}

// jobsOf expands a folder or an archive into its files.
func (b *batch) jobsOf(r Request, path string) []job {
	items, err := source.Expand(path)
	if err != nil {
		return []job{{request: r, item: source.Item{Path: path}, name: b.env.display(path), err: err}}
	}
	jobs := make([]job, len(items))
	for i, item := range items {
		jobs[i] = job{request: r, item: item, name: b.env.display(item.Name()), found: item.Name() != path}
	}
	return jobs
}

// parseAll reads files ahead, as many at once as memory allows; the store is
// held by none of them. Results come in the order of the jobs, so that loads
// are numbered alike every time.
func parseAll(ctx context.Context, env Env, jobs []job) []chan *parsed {
	results := make([]chan *parsed, len(jobs))
	slots := make(chan struct{}, store.Budget(env.Store.Memory).Parsers)
	for i := range jobs {
		results[i] = make(chan *parsed, 1)
	}
	go func() {
		for i, j := range jobs {
			slots <- struct{}{}
			go func() {
				p := parse(ctx, env, j)
				p.slot = slots
				results[i] <- p
			}()
		}
	}()
	return results
}

// finish takes a parsed file into the store.
func (b *batch) finish(ctx context.Context, j job, p *parsed) {
	started := time.Now()
	r := p.result
	if r.Err == nil && r.Outcome == "" {
		r.Outcome = Loaded
		if j.request.DryRun {
			r.Outcome = Checked
		}
		r.Err = b.register(ctx, j, p, &r)
	}
	if r.Err != nil {
		r.Outcome = Refused
		r.Err = located(r.Err, j)
	}
	r.Duration = r.ParsedFor + time.Since(started)
	b.report.Files = append(b.report.Files, r)
	if b.env.Progress != nil {
		b.env.Progress(Progress{File: r.Path, Done: len(b.report.Files), Files: len(b.files), Rows: b.rows(), Took: time.Since(b.began)})
	}
}

// Progress is how far a command has come.
type Progress struct {
	File  string // the one just done
	Done  int    // files, this one included
	Files int    // in all
	Rows  int64  // read so far
	Took  time.Duration
}

// String says it in a line: how many files, how fast, how long it may still
// take, reckoned by files.
func (p Progress) String() string {
	if p.Files == 1 || p.Took < time.Second {
		return "载入 " + p.File
	}
	left := p.Took / time.Duration(p.Done) * time.Duration(p.Files-p.Done)
	return fmt.Sprintf("载入 %d/%d 个文件，每秒 %.0f 行，约剩 %s：%s", p.Done, p.Files,
		float64(p.Rows)/p.Took.Seconds(), left.Round(time.Second), p.File)
}

func (b *batch) rows() (n int64) {
	for _, f := range b.report.Files {
		n += f.Read
	}
	return n
}

// problems joins what went wrong into the command's error.
func (b *batch) problems() error {
	var failed error
	var refused, wrong int64
	tried := false
	for _, f := range b.report.Files {
		failed = errors.Join(failed, f.Err)
		if f.Taken() {
			refused, wrong, tried = refused+f.Refused, wrong+f.Errors, tried || f.Outcome == Checked
		}
	}
	return errors.Join(failed, wanting(refused, wrong, tried))
}

// wanting tells of rows that were refused, and of errors in those taken; nothing
// was written of files that were only tried.
func wanting(refused, wrong int64, tried bool) error {
	why := fmt.Sprintf("拒收 %d 行，收下的行里有 %d 处错误", refused, wrong)
	switch {
	case refused+wrong == 0:
		return nil
	case wrong == 0:
		why = fmt.Sprintf("拒收 %d 行", refused)
	case refused == 0:
		why = fmt.Sprintf("收下的行里有 %d 处错误", wrong)
	}
	hint := "quxiang check 逐行列出，加 --export 写成工作簿发给学院；在来源文件中改正后，用 --supersedes 和原来那次的编号（quxiang history）重新载入"
	if tried {
		hint = "什么也没有写入；在来源文件中改正后再载入，或先载入，再由 quxiang check 逐行列出"
	}
	return &fault.Error{Kind: fault.Partial, Op: "载入", Why: why, Hint: hint}
}

// located gives a fault the file's name where it has none, and its path where
// the user named only the folder.
func located(err error, j job) error {
	var f *fault.Error
	if errors.As(err, &f) {
		if f.File == "" || j.found {
			f.File = j.name
		}
		return err
	}
	return fmt.Errorf("载入「%s」: %w", j.name, err)
}
