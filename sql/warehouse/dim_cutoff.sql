-- A cut-off is a day that destinations were loaded for. No rate can be made
-- where only placed graduates were sent: the file says so, or it shows nobody
-- unplaced and no roster tells who is missing.
with

rows_of as (
    select
        r.cohort,
        r.cutoff,
        min(r.as_of) as as_of,
        sum(r.head_count) as head_count,
        sum(
            case when r.destination_code in ('70', '71', '72')
                then r.head_count else 0
            end
        ) as unplaced
    from staging.stg_destination as r
    group by r.cohort, r.cutoff
),

sources as (
    select distinct
        cohort,
        cutoff,
        load_id
    from staging.stg_destination
),

-- the least certain of the loads decides
loads as (
    select
        s.cohort,
        s.cutoff,
        min(
            case l.state when '核定' then 3 when '省核' then 2 else 1 end
        ) as state,
        max(case when l.coverage = 'placed_only' then 1 else 0 end)
            as placed_only
    from sources as s
    left join staging.stg_load as l on s.load_id = l.load_id
    group by s.cohort, s.cutoff
),

rosters as (
    select distinct cohort
    from staging.stg_roster
    where
        pid_idcard is not null
        or pid_exam is not null
        or pid_student is not null
),

judged as (
    select
        r.cohort,
        r.cutoff,
        r.as_of,
        l.state,
        l.placed_only,
        t.cohort is not null as has_roster,
        case
            when l.placed_only = 1
                then '来源只有已落实去向的毕业生，没有全体毕业生数'
            when
                t.cohort is null and r.unplaced = 0
                and not p.assume_complete
                then '没有毕业生名单，登记中也没有一名未落实者，'
                || '不能断定包含全体毕业生'
        end as refusal_reason
    from rows_of as r
    inner join loads as l on r.cohort = l.cohort and r.cutoff = l.cutoff
    left join rosters as t on r.cohort = t.cohort
    cross join reference.run_parameter as p
),

-- schools that send counts instead of rows, and Parquet files of those who
-- count: no roster of theirs is here
elsewhere as (
    select cohort, cutoff, as_of, state, coverage, refusal_reason
    from staging.stg_exchange_manifest
    union all
    select distinct cohort, cutoff, as_of, null, null, null
    from staging.stg_graduate_fact
),

reported as (
    select
        m.cohort,
        m.cutoff,
        max(m.as_of) as as_of,
        min(case m.state when '核定' then 3 when '省核' then 2 else 1 end)
            as state,
        max(case when m.coverage = 'placed_only' then 1 else 0 end)
            as placed_only,
        max(m.refusal_reason) as refusal_reason
    from elsewhere as m
    group by m.cohort, m.cutoff
),

both_ways as (
    select
        coalesce(j.cohort, r.cohort) as cohort,
        coalesce(j.cutoff, r.cutoff) as cutoff,
        coalesce(j.as_of, r.as_of) as as_of,
        case
            when j.state = 1 or r.state = 1 then '自报'
            when j.state = 2 or r.state = 2 then '省核'
            else '核定'
        end as state,
        case
            when j.placed_only = 1 or r.placed_only = 1 then 'placed_only'
            else 'complete'
        end as coverage,
        coalesce(j.has_roster, false) as has_roster,
        coalesce(j.refusal_reason, r.refusal_reason) as refusal_reason
    from judged as j
    full outer join reported as r
        on j.cohort = r.cohort and j.cutoff = r.cutoff
)

select
    j.cohort,
    j.cutoff,
    j.as_of,
    coalesce(
        named.title,
        case
            when j.cutoff = 'none' then '截止日不明'
            when length(j.cutoff) = 5
                then '截至 '
                || cast(extract(month from j.as_of) as integer) || ' 月 '
                || cast(extract(day from j.as_of) as integer) || ' 日'
            else '截至 '
                || cast(extract(year from j.as_of) as integer) || ' 年 '
                || cast(extract(month from j.as_of) as integer) || ' 月 '
                || cast(extract(day from j.as_of) as integer) || ' 日'
        end
    ) as title,
    j.state,
    j.coverage,
    j.has_roster,
    j.refusal_reason is not null as rate_refused,
    j.refusal_reason
from both_ways as j
left join reference.cutoff as named on j.cutoff = named.cutoff
