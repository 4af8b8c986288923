package difference

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"quxiang/pipelines/query"
)

// Cause is something that two builds were made of and that differs.
type Cause struct {
	Kind   string `json:"kind"` // load, model, reference, macro, check, setting, version
	Name   string `json:"name"` // of a load its contract
	Load   int64  `json:"load,omitempty"`
	File   string `json:"file,omitempty"`
	Old    string `json:"old,omitempty"` // of a load its state; empty: not there
	New    string `json:"new,omitempty"`
	Detail string `json:"detail,omitempty"`
}

// Causes lists what differs in what two builds were made of: loads and their
// states, models, code tables, configuration, program.
func Causes(ctx context.Context, q query.Querier) ([]Cause, error) {
	all, err := loads(ctx, q)
	if err != nil {
		return nil, err
	}
	for _, read := range []func(context.Context, query.Querier) ([]Cause, error){sources, settings} {
		more, err := read(ctx, q)
		if err != nil {
			return nil, err
		}
		all = append(all, more...)
	}
	return all, nil
}

const loadsSQL = `
with files as (
    select load_id, string_agg(path, '、' order by file_id) as path from (
        select load_id, file_id, path from a.provenance.file union select load_id, file_id, path from b.provenance.file) as f
    group by load_id
)
select coalesce(n.contract, o.contract), coalesce(n.load_id, o.load_id), coalesce(f.path, ''), coalesce(o.state, ''), coalesce(n.state, ''),
    coalesce(cast(coalesce(n.cohort, o.cohort) as varchar) || ' 届 ', '') || coalesce(strftime(coalesce(n.as_of, o.as_of), '%Y-%m-%d'), '')
from a.provenance.load as o full join b.provenance.load as n on o.load_id = n.load_id
left join files as f on f.load_id = coalesce(n.load_id, o.load_id)
where o.state is distinct from n.state
order by 2`

func loads(ctx context.Context, q query.Querier) ([]Cause, error) {
	var all []Cause
	err := query.Each(ctx, q, "provenance.load", loadsSQL, func(scan func(...any) error) error {
		c := Cause{Kind: "load"}
		err := scan(&c.Name, &c.Load, &c.File, &c.Old, &c.New, &c.Detail)
		all = append(all, c)
		return err
	})
	return all, err
}

const sourcesSQL = `
select coalesce(n.kind, o.kind), coalesce(n.name, o.name), coalesce(o.sha256, ''), coalesce(n.sha256, '')
from a.provenance.source as o full join b.provenance.source as n on o.kind = n.kind and o.name = n.name
where o.sha256 is distinct from n.sha256
order by 1, 2`

// sources compares models and code tables. A build by an older program doesn't
// say of which it was made, and that is told.
func sources(ctx context.Context, q query.Querier) ([]Cause, error) {
	known := 0
	err := query.Each(ctx, q, "information_schema", `select count(*) from information_schema.tables
		where table_catalog in ('a', 'b') and table_schema = 'provenance' and table_name = 'source'`,
		func(scan func(...any) error) error { return scan(&known) })
	if err != nil {
		return nil, err
	}
	if known < 2 {
		return []Cause{{Kind: "unknown", Detail: "较早的构建没有记下所用的模型，不能比较"}}, nil
	}
	var all []Cause
	err = query.Each(ctx, q, "provenance.source", sourcesSQL, func(scan func(...any) error) error {
		var c Cause
		err := scan(&c.Kind, &c.Name, &c.Old, &c.New)
		all = append(all, c)
		return err
	})
	return all, err
}

// settings compares the configuration and the program's version.
func settings(ctx context.Context, q query.Querier) ([]Cause, error) {
	var versions, parameters [2]string
	err := query.Each(ctx, q, "provenance.build", `select o.version, n.version, o.parameters, n.parameters
		from a.provenance.build as o cross join b.provenance.build as n`, func(scan func(...any) error) error {
		return scan(&versions[0], &versions[1], &parameters[0], &parameters[1])
	})
	if err != nil {
		return nil, err
	}
	var all []Cause
	if versions[0] != versions[1] {
		all = append(all, Cause{Kind: "version", Name: "quxiang", Old: versions[0], New: versions[1]})
	}
	from, err := flat(parameters[0])
	if err != nil {
		return nil, err
	}
	to, err := flat(parameters[1])
	if err != nil {
		return nil, err
	}
	if len(from) < len(to) && from["report.cohorts"] == "" { // a build by an older program kept fewer
		maps.DeleteFunc(to, func(k, _ string) bool { return from[k] == "" })
	}
	keys := maps.Clone(from)
	maps.Copy(keys, to)
	for _, k := range slices.Sorted(maps.Keys(keys)) {
		if from[k] != to[k] {
			all = append(all, Cause{Kind: "setting", Name: k, Old: from[k], New: to[k]})
		}
	}
	return all, nil
}

// flat is a JSON object's values by their keys; those of the object settings
// stand beside the others.
func flat(text string) (map[string]string, error) {
	var object map[string]any
	if err := json.Unmarshal([]byte(text), &object); err != nil {
		return nil, fmt.Errorf("provenance.build.parameters: %w", err)
	}
	all := map[string]string{}
	for k, v := range object {
		if inner, ok := v.(map[string]any); ok {
			for name, value := range inner {
				all[name] = fmt.Sprint(value)
			}
			continue
		}
		all[k] = fmt.Sprint(v)
	}
	return all, nil
}
