package load

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"path/filepath"
	"strings"
	"time"

	"quxiang/pipelines/contract"
	"quxiang/pipelines/fault"
	"quxiang/pipelines/source"
	"quxiang/pipelines/store"
)

// parsed is a file that was read and judged; its rows lie in a temporary
// database. Where result.Err is set, nothing of it is to be taken.
type parsed struct {
	temp     *store.Temp
	result   FileResult
	contract *contract.Contract
	mapping  mapping
	sha256   string
	size     int64
	format   string
	encoding string
	sheets   []string
	rows     *rowReader
	unknown  []contract.Unclaimed
	years    years
	scope    string        // whose rows they are, by what they say; empty: as the request has it
	slot     chan struct{} // given back when the file is done with
}

// mapping is the mapping file that a load used; all empty for none.
type mapping struct{ name, sha256, coverage string }

// discard removes the temporary database and lets the next file be read.
func (p *parsed) discard() {
	if p.temp != nil {
		_ = p.temp.Close() // its folder is swept at the next start, should this fail
	}
	if p.slot != nil {
		<-p.slot
	}
}

// parse reads one file. The store is not touched.
func parse(ctx context.Context, env Env, j job) *parsed {
	started := time.Now()
	p := &parsed{result: FileResult{Path: j.name}, mapping: mapping{coverage: "complete"}}
	if j.found && j.item.Leftover() {
		p.result.Outcome = Passed
		return p
	}
	p.result.Err = p.explained(p.read(ctx, env, j))
	p.result.ParsedFor = time.Since(started)
	return p
}

// explained adds to a failure that nobody can read that the disk is full,
// where it is.
func (p *parsed) explained(err error) error {
	var f *fault.Error
	if err == nil || errors.As(err, &f) || p.temp == nil {
		return err
	}
	return errors.Join(err, p.temp.Room())
}

func (p *parsed) read(ctx context.Context, env Env, j job) (err error) {
	if err := errors.Join(ctx.Err(), j.err); err != nil {
		return err
	}
	if p.temp, err = store.Parse(ctx, env.Store); err != nil {
		return err
	}
	path, err := j.item.Local(p.temp.Dir())
	if err != nil {
		return err
	}
	book, err := source.Open(path, source.Options{TempDir: p.temp.Dir(), Encoding: j.request.Encoding})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, book.Close()) }()
	p.format, p.encoding = book.Format(), book.Encoding().Name
	if j.request.DryRun {
		p.result.Card = newCard(book)
	}
	if p.sha256, p.size, err = fingerprint(source.Item{Path: path}); err != nil {
		return err
	}
	reader, err := p.open(env, j, book)
	if err != nil {
		return err
	}
	return p.fill(ctx, env, j, reader)
}

// Fingerprint is the SHA-256 of a file, as the register keeps it.
func Fingerprint(path string) (string, error) {
	sum, _, err := fingerprint(source.Item{Path: path})
	return sum, err
}

// fingerprint is the file's SHA-256 and size.
func fingerprint(item source.Item) (string, int64, error) {
	f, err := item.Open()
	if err != nil {
		return "", 0, err
	}
	defer f.Close()
	sum := sha256.New()
	size, err := io.Copy(sum, f)
	return hex.EncodeToString(sum.Sum(nil)), size, err
}

// fill streams the rows into the temporary database.
func (p *parsed) fill(ctx context.Context, env Env, j job, reader *contract.Reader) error {
	institution, err := env.institution(j, p.contract, reader.Headings())
	if err != nil {
		return err
	}
	judge := newJudge(env, p.contract, institution, reader.Headings())
	if len(judge.identifiers) > 0 && env.Key == nil {
		return &fault.Error{Kind: fault.Usage, Op: "载入" + p.contract.Title, Why: "这份文件涉及个人，而工作区没有假名密钥",
			Hint: "运行 quxiang key new，或用 quxiang key import 导入备份"}
	}
	p.rows = newRowReader(ctx, reader, judge)
	defer p.rows.close()
	if _, err := p.temp.Conn().ExecContext(ctx, p.rows.table()); err != nil {
		return err
	}
	if _, err := store.Append(ctx, p.temp.Conn(), "parsed.main.rows", p.rows); err != nil {
		return err
	}
	if err := p.count(reader); err != nil {
		return err
	}
	return p.settle(ctx, env, j, reader)
}

// settle decides from the rows what the command line leaves open, and looks for
// what only all rows together show.
func (p *parsed) settle(ctx context.Context, env Env, j job, reader *contract.Reader) error {
	if err := p.settleInstitution(ctx, env, j); err != nil {
		return err
	}
	if p.result.Card != nil {
		p.result.Card.counted(reader, p, env.Codes)
	}
	var err error
	if p.years, err = readYears(ctx, p.temp.Conn()); err != nil {
		return err
	}
	if err := p.settleCohort(ctx, j); err != nil {
		return err
	}
	if err := p.settleDate(env, j); err != nil {
		return err
	}
	if err := p.findDuplicates(ctx); err != nil {
		return err
	}
	return p.finishFindings(ctx)
}

// settleDate decides the as-of day of what describes a day.
func (p *parsed) settleDate(env Env, j job) error {
	own := p.contract.Index("as_of") >= 0 // the rows say it themselves
	if p.kind(j) != string(contract.Snapshot) || p.contract.Index("destination") < 0 || own && j.request.AsOf.IsZero() {
		p.result.AsOf = j.request.AsOf
		return nil
	}
	day, err := env.asOf(j, p.result.Cohort)
	p.result.AsOf = day
	return err
}

func (p *parsed) kind(j job) string {
	if j.request.Kind != "" {
		return j.request.Kind
	}
	return string(p.contract.Kind)
}

// display shortens a path to the part below the workspace.
func (e Env) display(path string) string {
	abs, err := filepath.Abs(path)
	if err != nil || e.Root == "" {
		return filepath.ToSlash(path)
	}
	rel, err := filepath.Rel(e.Root, abs)
	if err != nil || strings.HasPrefix(rel, "..") {
		return filepath.Base(path) // outside: where it lay is nobody's business
	}
	return filepath.ToSlash(rel)
}
