package main

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"quxiang/pipelines/fault"
	"quxiang/pipelines/ledger"
	"quxiang/reports/export"
	"quxiang/reports/record"
)

// figures are the records of what was released to the public: what is public
// already, so that an export never tells more than the report does.
func (x exporting) figures(ctx context.Context, where []export.Condition) (export.Table, error) {
	if !x.options.public || len(where) > 0 {
		return export.Table{}, &fault.Error{Kind: fault.Usage, Op: "导出", Value: export.Figures,
			Why: "figures 是公开版报告印出的全部数，只能整份与 --public 一起导出", Hint: "去掉 --where，写上 --public；届次用 --year"}
	}
	cohort := x.options.year
	if cohort == 0 {
		cohort = x.e.Workspace.Config.Report.Year
	}
	releases, err := x.released(ctx, cohort)
	if err != nil {
		return export.Table{}, err
	}
	titles, err := x.titles(ctx)
	if err != nil {
		return export.Table{}, err
	}
	var all []export.Record
	var origins []string
	for _, release := range releases {
		r, err := record.Read(release.Record.Path)
		if err != nil {
			return export.Table{}, err
		}
		all = append(all, exportRecords(release.Number, r, titles)...)
		origins = append(origins, "发布 "+release.Number+"（"+r.Title+"），数据构建 "+r.BuildID+"，时间 "+r.BuiltAt+"，程序 quxiang "+r.Version)
	}
	t := export.FromRecords(all)
	t.Origin = strings.Join(origins, "；")
	return t, nil
}

// released finds the public releases of a cohort that are in force: the last of
// each kind.
func (x exporting) released(ctx context.Context, cohort int) ([]ledger.Released, error) {
	all, err := x.e.Releases(ctx)
	if err != nil {
		return nil, err
	}
	var last []ledger.Released
	for _, r := range slices.Backward(all) {
		same := func(o ledger.Released) bool { return o.Kind == r.Kind }
		if r.Cohort == cohort && r.Audience == "public" && r.State == "released" && !slices.ContainsFunc(last, same) {
			last = append(last, r)
		}
	}
	if last == nil {
		return nil, &fault.Error{Kind: fault.Usage, Op: "导出公开版", Value: strconv.Itoa(cohort), Why: "这一届还没有发布公开版报告，没有可以公开的数",
			Hint: "先发布公开版报告（quxiang report --public --release），再导出；别的届次用 --year"}
	}
	return last, nil
}

// titles are the printed names of indicators by indicator and edition.
func (x exporting) titles(ctx context.Context) (map[[2]string]string, error) {
	rows, err := x.conn.QueryContext(ctx, "select indicator, coalesce(edition, ''), title from marts.indicator order by all")
	if err != nil {
		return nil, fmt.Errorf("read marts.indicator: %w", err)
	}
	defer rows.Close()
	titles := map[[2]string]string{}
	for rows.Next() {
		var indicator, edition, title string
		if err := rows.Scan(&indicator, &edition, &title); err != nil {
			return nil, err
		}
		titles[[2]string{indicator, edition}] = title
		if _, any := titles[[2]string{indicator, ""}]; !any {
			titles[[2]string{indicator, ""}] = title
		}
	}
	return titles, rows.Err()
}

// exportRecords keeps of a record what readers of the report see.
func exportRecords(release string, r record.Record, titles map[[2]string]string) []export.Record {
	var out []export.Record
	for _, f := range r.Figures {
		title := titles[[2]string{f.Indicator, f.Edition}]
		if title == "" {
			title = titles[[2]string{f.Indicator, ""}]
		}
		out = append(out, export.Record{Release: release, ID: f.ID, Indicator: f.Indicator, Title: title, Edition: f.Edition, Cohort: f.Cohort,
			Cutoff: f.Cutoff, Grain: f.Grain, Keys: f.Keys, Printed: f.Printed, State: f.State})
	}
	return out
}
