package load

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strings"

	"quxiang/pipelines/contract"
	"quxiang/pipelines/fault"
	"quxiang/pipelines/ledger"
	"quxiang/pipelines/source"
)

// open finds out which contract the book follows, under which headings, and
// returns the reader of its rows.
func (p *parsed) open(env Env, j job, book source.Book) (*contract.Reader, error) {
	m, err := p.readMapping(env, j)
	if err != nil {
		return nil, err
	}
	name := j.request.Contract
	if name == "" && m != nil {
		name = m.Contract
	}
	if c, ok := env.Contracts.Get(name); ok {
		name = c.Name
	}
	layout, err := match(env.Contracts, name, book, m)
	if p.result.Card != nil {
		if failed := p.result.Card.describe(env, book, layout, name, m); failed != nil {
			return nil, failed
		}
	}
	if err != nil {
		return nil, err
	}
	p.contract = layout.Contract
	p.result.Contract, p.result.Title, p.result.Version = layout.Contract.Name, layout.Contract.Title, layout.Version
	return contract.NewReader(book, layout, m, contract.Options{Codes: env.Codes})
}

func match(set contract.Set, name string, book source.Book, m *contract.Mapping) (*contract.Layout, error) {
	if name == "" {
		layout, err := set.Recognise(book)
		if err != nil && ledger.IsProblemList(book) {
			err = &fault.Error{Kind: fault.Usage, Op: "载入", Why: "这是 quxiang 写出的问题清单，不是数据",
				Hint: "填好更正的几列后，用 quxiang load --correction 文件 载回"}
		}
		return layout, err
	}
	c, ok := set.Get(name)
	if !ok {
		return nil, &fault.Error{Kind: fault.Usage, Op: "载入", Why: "没有叫 " + name + " 的数据约定",
			Hint: fault.Meant(name, append(set.Names(), set.Titles()...), "名称见 docs/file-formats.md；多半可以不写，程序看表头辨认")}
	}
	layout, err := c.Match(book, m)
	if m == nil {
		err = likelier(set, c, book, err)
	}
	return layout, err
}

// likelier adds to what a file lacks of the contract that was named which
// other it has all of.
func likelier(set contract.Set, named *contract.Contract, book source.Book, err error) error {
	var f *fault.Error
	if !errors.As(err, &f) {
		return err
	}
	if other, failed := set.Recognise(book); failed == nil && other.Contract != named {
		f.Hint = "这份文件像「" + other.Contract.Title + "」：是的话，不写 --contract，或写 --contract " + other.Contract.Title + "。" + f.Hint
	}
	return err
}

func (p *parsed) readMapping(env Env, j job) (*contract.Mapping, error) {
	if j.request.Mapping == "" {
		return nil, nil
	}
	m, data, err := env.Mapping(j.request.Mapping)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(data)
	p.mapping.name, p.mapping.sha256 = j.request.Mapping, hex.EncodeToString(sum[:])
	if m.Coverage != "" {
		p.mapping.coverage = m.Coverage
	}
	return m, nil
}

// count takes over what the reader counted on its way.
func (p *parsed) count(reader *contract.Reader) error {
	r := &p.result
	r.Accepted, r.Refused = p.rows.accepted, p.rows.refused
	r.Read, r.Skipped = r.Accepted+r.Refused, reader.Skipped()
	p.sheets = reader.Sheets()
	for _, f := range reader.SheetProblems() {
		p.rows.findings = append(p.rows.findings, finding{sheet: f.Sheet, Problem: f.Problem})
	}
	p.unknown = reader.Unknown()
	for _, u := range p.unknown {
		r.Unknown = append(r.Unknown, u.Heading)
	}
	if r.Read == 0 {
		return &fault.Error{Kind: fault.Contract, Op: "载入" + p.contract.Title, Sheet: strings.Join(p.sheets, "、"),
			Why: "表头下面没有一行数据", Hint: "检查是不是拿错了工作表或文件"}
	}
	return nil
}
