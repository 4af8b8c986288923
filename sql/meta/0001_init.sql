-- The register: what was loaded, what was refused, what was found.
-- Numbered, forward only: a later change is a file of its own.
create table meta.schema_version (
    version integer primary key,
    applied_at timestamp not null
);

create table meta.key (
    key_id text primary key,
    created_at timestamp not null
);

-- one command that loads; its files share a batch
create table meta.batch (
    batch_id bigint primary key,
    verb text not null,
    started_at timestamp not null,
    version text not null
);

-- one file = one load: the unit of atomicity and of undo
create table meta.load (
    load_id bigint primary key,
    batch_id bigint not null,
    contract text not null,
    contract_version text not null,
    kind text not null,               -- snapshot, reference
    cohort bigint,                    -- year of graduation; null: in the rows
    as_of date,                       -- the day the rows describe
    scope text not null,              -- school, or 甲学院|乙学院
    coverage text not null,           -- complete, placed_only
    mapping_name text,
    mapping_sha256 text,
    key_id text,
    state text not null,              -- 自报, 省核, 核定, superseded
    supersedes bigint,                -- the load that this one replaced
    loaded_at timestamp not null
);

create table meta.file (
    file_id bigint primary key,
    load_id bigint not null,
    path text not null,               -- as given, relative to the workspace
    name text not null,
    sha256 text not null,
    size bigint not null,             -- bytes
    format text not null,
    encoding text not null,
    sheets text not null,             -- sheets read, joined by |
    rows_read bigint not null,        -- accepted + refused
    rows_accepted bigint not null,
    rows_refused bigint not null,
    rows_skipped bigint not null,     -- titles, totals, blank lines: not read
    check (rows_read = rows_accepted + rows_refused)
);

create table meta.refusal (
    file_id bigint not null,
    sheet text not null,
    row_no bigint not null,
    column_name text,
    value text,                       -- masked where it identifies a person
    rule text not null,
    why text not null,
    hint text
);

create table meta.finding (
    file_id bigint not null,
    sheet text not null,
    row_no bigint not null,
    column_name text,
    value text,                       -- masked where it identifies a person
    rule text not null,
    severity text not null,           -- error, warning, info
    why text not null,
    hint text
);

create table meta.unknown_column (
    file_id bigint not null,
    sheet text not null,
    heading text not null,
    filled bigint not null,           -- rows with a value
    rows bigint not null
);

-- what a college sends back: never changes a snapshot
create table meta.correction (
    correction_id bigint primary key,
    load_id bigint not null,
    pid_kind text not null,
    pid text not null,
    field text not null,
    old_value text,
    new_value text,
    by_whom text not null,
    decided_at timestamp not null,
    evidence text
);
