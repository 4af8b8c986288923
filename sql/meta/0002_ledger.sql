-- The ledger: what was decided about loads after they were made, which
-- cut-offs are closed, and who took lists of names out of the store.

-- one change of one load's state; the load's row holds the present one
create table meta.decision (
    decision_id bigint primary key,
    decided_at timestamp not null,
    verb text not null,               -- supersede, reduce, undo, restore, state
    load_id bigint not null,
    batch_id bigint,                  -- supersede, reduce: what replaced it
    named bigint,                     -- and the load that --supersedes names
    from_state text not null,
    to_state text not null,           -- 自报, 省核, 核定, superseded, undone
    reason text,
    document text,                    -- number of the paper that orders it
    by_whom text not null
);

-- a cut-off that is closed; it is never opened again
create table meta.freeze (
    cohort bigint not null,
    as_of date not null,
    frozen_at timestamp not null,
    reason text,
    by_whom text not null,
    primary key (cohort, as_of)
);

-- every output that names people
create table meta.access (
    access_id bigint primary key,
    accessed_at timestamp not null,
    verb text not null,
    output text not null,             -- the file written, by its name
    rows bigint not null,             -- people or lines in it
    by_whom text not null
);

-- where a correction was asked for
alter table meta.correction add column file_id bigint;
alter table meta.correction add column sheet text;
alter table meta.correction add column row_no bigint;
alter table meta.correction add column column_name text;
