package load

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"quxiang/pipelines/contract"
	"quxiang/pipelines/fault"
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
	p.result.Contract, p.result.Version = layout.Contract.Name, layout.Version
	return contract.NewReader(book, layout, m, contract.Options{Codes: env.Codes})
}

func match(set contract.Set, name string, book source.Book, m *contract.Mapping) (*contract.Layout, error) {
	if name == "" {
		return set.Recognise(book)
	}
	c, ok := set.Get(name)
	if !ok {
		return nil, &fault.Error{Kind: fault.Usage, Op: "载入", Why: "没有叫 " + name + " 的数据约定",
			Hint: "可用的数据约定见 docs/file-formats.md"}
	}
	return c.Match(book, m)
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
