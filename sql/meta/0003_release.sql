-- What is published: who approved it, and what was released of which build.

-- an approval of one step (学院确认, 招就处, …), of the data as they were then
create table meta.signoff (
    signoff_id bigint primary key,
    cohort bigint not null,
    step text not null,
    by_whom text not null,            -- who approved
    decided_on date,                  -- the day of the meeting or of the paper
    document text,                    -- number of the paper
    note text,
    content text not null,            -- md5 over the loads that counted then
    loads bigint not null,            -- and how many they were
    recorded_at timestamp not null,
    withdrawn_at timestamp,
    withdrawn_by text,
    withdrawn_why text
);

-- a release: files that stay as they are, made of a build that stays too
create table meta.release (
    release_id bigint primary key,
    number text not null unique,      -- 2024-01
    cohort bigint not null,
    kind text not null,               -- 年度报告, 年终补充
    audience text not null,           -- public, internal
    build_id text not null,           -- pinned
    state text not null,              -- making, placing, released, withdrawn
    missing text not null,            -- approvals not given, joined by |
    figures bigint not null,          -- in the record
    by_whom text not null,
    released_at timestamp not null,
    closed_why text                   -- withdrawn: why
);

create table meta.release_file (
    release_id bigint not null,
    position bigint not null,         -- 0: the record as the warehouse keeps it
    path text not null,               -- relative to the workspace, if in it
    temporary text not null,          -- its name until the release is committed
    sha256 text not null,
    size bigint not null,             -- bytes
    primary key (release_id, position)
);
