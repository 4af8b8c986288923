// Package reports makes and writes the finished report: it asks the chapters for
// a document, lets disclose decide on it, and hands it to each renderer.
package reports

import (
	"context"
	"strings"

	"quxiang/pipelines/fault"
	"quxiang/reports/chapter"
	"quxiang/reports/disclose"
	"quxiang/reports/figure"
	"quxiang/reports/record"
)

// Request says which report is wanted of a build.
type Request struct {
	chapter.Options
	Release string          // number of the release; empty: a draft
	Missing []string        // approvals that a public edition lacks
	Earlier []record.Record // public releases before it, as they were printed
}

// Compose makes the document that r asks for, the edition's figures hidden in
// it. A public edition in which somebody could be found out is a fault, and so is
// the release of one whose data are in doubt.
func Compose(ctx context.Context, q chapter.Querier, r Request) (*chapter.Document, disclose.Result, error) {
	doc, err := chapter.Build(ctx, q, r.Options)
	if err != nil {
		return nil, disclose.Result{}, err
	}
	doc.Origin.Release = r.Release
	if !r.Public {
		return doc, disclose.Apply(doc, figure.Internal, "", nil), nil
	}
	if err := r.doubtful(doc); err != nil {
		return nil, disclose.Result{}, err
	}
	result := disclose.Apply(doc, figure.Public, stamp(r), told(r.Earlier))
	if len(result.Exposed) > 0 {
		return nil, result, exposed(result)
	}
	return doc, result, nil
}

// stamp is what stands on every page of a public edition.
func stamp(r Request) string {
	var words []string
	if r.Release == "" {
		words = append(words, "公开版草稿，尚未发布")
	}
	if len(r.Missing) > 0 {
		words = append(words, "未经核准")
	}
	return strings.Join(words, "　")
}

// doubtful is the fault that a report with doubts can't be released; a draft may
// have them.
func (r Request) doubtful(doc *chapter.Document) error {
	if r.Province {
		return &fault.Error{Kind: fault.Usage, Op: "生成公开版", Why: "公开版只为一所学校生成；省级汇总须经核准后由主管部门发布",
			Hint: "生成内部版；各校在自己的工作区里生成公开版"}
	}
	if r.Release == "" || len(doc.Doubts) == 0 {
		return nil
	}
	return &fault.Error{Kind: fault.Check, Op: "发布公开版", Why: strings.Join(doc.Doubts, "；"),
		Hint: "改正数据（quxiang check 列出问题）后重新载入、构建，再发布；草稿可以先生成：quxiang report --public"}
}

// told is what readers of earlier releases know.
func told(records []record.Record) []disclose.Told {
	var out []disclose.Told
	for _, r := range records {
		for _, f := range r.Figures {
			if f.State == "suppressed" || f.State == "not_applicable" {
				continue
			}
			if known, err := figure.ParseID(f.ID); err == nil {
				out = append(out, disclose.Told{Figure: known, Printed: f.Printed})
			}
		}
	}
	return out
}

// exposed is the fault that no public edition can be made.
func exposed(r disclose.Result) error {
	return &fault.Error{Kind: fault.Check, Op: "生成公开版", Value: strings.Join(r.Exposed, "；"),
		Why:  "从以前发布的数和别处已知的数可以推出某些去向只有几个人，隐藏其他数也不能避免",
		Hint: "检查以前发布的版本是否与现在的数据一致；数据太少的届次不宜出公开版"}
}
