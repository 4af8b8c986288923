-- What a card, a ranking and a trend of majors are judged by: every year of
-- every major of every school, in both editions, under the code it had then.
-- Rules are not applied here; predecessors keep their own rows.
with

destinations as (
    select
        g.institution_code,
        g.cohort,
        g.cutoff,
        g.level,
        coalesce(g.major_key, g.level || ':未识别') as major_key,
        g.programme_kind,
        g.destination_code,
        sum(g.head_count) as n
    from warehouse.fct_graduate as g
    where g.counted = 1
    group by
        g.institution_code,
        g.cohort,
        g.cutoff,
        g.level,
        coalesce(g.major_key, g.level || ':未识别'),
        g.programme_kind,
        g.destination_code
    union all
    -- schools that send counts instead of rows are added
    select
        e.institution_code,
        e.cohort,
        e.cutoff,
        e.level,
        e.level || ':' || coalesce(e.major_digits, '未识别'),
        e.programme_kind,
        e.destination_code,
        e.head_count
    from staging.stg_exchange as e
    where e.dimension = 'major'
),

parts as (
    select
        p.edition,
        p.code,
        p.part,
        t.settled
    from reference.partition as p
    inner join reference.partition_part as t
        on p.edition = t.edition and p.part = t.part
)

select
    d.institution_code,
    d.cohort,
    d.cutoff,
    p.edition,
    coalesce(c.edition_in_force = p.edition, false) as in_force,
    d.level,
    d.major_key,
    d.programme_kind,
    coalesce(m.current_major_key, d.major_key) as current_major_key,
    coalesce(m.name, '未识别') as major,
    coalesce(m.category, '未识别') as category,
    cast(sum(d.n) as bigint) as graduates,
    cast(sum(case when p.settled = 1 then d.n else 0 end) as bigint)
        as settled,
    cast(sum(case p.part when 'employed' then d.n else 0 end) as bigint)
        as employed,
    cast(sum(case p.part when 'startup' then d.n else 0 end) as bigint)
        as startup,
    cast(sum(case p.part when 'flexible' then d.n else 0 end) as bigint)
        as flexible,
    cast(sum(case p.part when 'further_study' then d.n else 0 end) as bigint)
        as further_study,
    cast(sum(case p.part when 'settled_other' then d.n else 0 end) as bigint)
        as settled_other,
    cast(sum(case p.part when 'seeking' then d.n else 0 end) as bigint)
        as seeking,
    cast(sum(case p.part when 'not_seeking' then d.n else 0 end) as bigint)
        as not_seeking,
    cast(sum(case p.part when 'unregistered' then d.n else 0 end) as bigint)
        as unregistered,
    cast(sum(case p.part when 'unrecognised' then d.n else 0 end) as bigint)
        as unrecognised,
    cast(sum(case p.code when '10' then d.n else 0 end) as bigint)
        as agreement,
    cast(sum(case p.code when '11' then d.n else 0 end) as bigint)
        as contract,
    cast(sum(case p.code when '12' then d.n else 0 end) as bigint)
        as other_form
from destinations as d
inner join parts as p on d.destination_code = p.code
left join marts.cutoff as c on d.cohort = c.cohort and d.cutoff = c.cutoff
left join warehouse.dim_school_major as m
    on d.institution_code = m.institution_code and d.major_key = m.major_key
group by
    d.institution_code,
    d.cohort,
    d.cutoff,
    p.edition,
    coalesce(c.edition_in_force = p.edition, false),
    d.level,
    d.major_key,
    d.programme_kind,
    coalesce(m.current_major_key, d.major_key),
    coalesce(m.name, '未识别'),
    coalesce(m.category, '未识别')
