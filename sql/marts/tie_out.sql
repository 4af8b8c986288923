-- The registration system's own totals beside ours, cell by cell. A set of
-- totals may stop at any depth (level, college, major, destination); at the
-- depth it has, our cells that it lacks are compared with 0. Codes 00 and 99
-- are ours alone and are compared only where the totals name them.
with

controls as (
    select
        c.cohort,
        c.cutoff,
        c.level,
        c.college,
        c.major_code,
        c.destination_code,
        case when c.level is null then 0 else 1 end as has_level,
        case when c.college is null then 0 else 1 end as has_college,
        case when c.major_code is null then 0 else 1 end as has_major,
        case when c.destination_code is null then 0 else 1 end
            as has_destination,
        sum(c.head_count) as n,
        min(c.source) as source,
        max(c.source_date) as source_date
    from warehouse.fct_control_total as c
    group by
        c.cohort,
        c.cutoff,
        c.level,
        c.college,
        c.major_code,
        c.destination_code
),

depths as (
    select
        cohort,
        cutoff,
        has_level,
        has_college,
        has_major,
        has_destination,
        min(source) as source,
        max(source_date) as source_date
    from controls
    group by
        cohort,
        cutoff,
        has_level,
        has_college,
        has_major,
        has_destination
),

compared as (
    select distinct cohort, cutoff from depths
),

graduates as (
    select
        g.cohort,
        g.cutoff,
        g.level,
        coalesce(c.current_name, '未识别') as college,
        coalesce(
            substring(g.major_key, length(g.level) + 2), '未识别'
        ) as major_code,
        g.destination_code,
        sum(case when g.counted = 1 then g.head_count else 0 end) as n,
        sum(
            case when g.counted = 0 and g.file_id is not null
                then g.head_count else 0
            end
        ) as uncounted
    from warehouse.fct_graduate as g
    inner join compared as k on g.cohort = k.cohort and g.cutoff = k.cutoff
    left join warehouse.dim_college as c on g.college_key = c.college_key
    group by
        g.cohort,
        g.cutoff,
        g.level,
        coalesce(c.current_name, '未识别'),
        coalesce(substring(g.major_key, length(g.level) + 2), '未识别'),
        g.destination_code
),

ours as (
    select
        d.cohort,
        d.cutoff,
        d.has_level,
        d.has_college,
        d.has_major,
        d.has_destination,
        case when d.has_level = 1 then g.level end as level,
        case when d.has_college = 1 then g.college end as college,
        case when d.has_major = 1 then g.major_code end as major_code,
        case when d.has_destination = 1 then g.destination_code end
            as destination_code,
        sum(g.n) as n,
        sum(g.uncounted) as uncounted,
        d.source,
        d.source_date
    from depths as d
    inner join graduates as g
        on d.cohort = g.cohort and d.cutoff = g.cutoff
    group by
        d.cohort,
        d.cutoff,
        d.has_level,
        d.has_college,
        d.has_major,
        d.has_destination,
        case when d.has_level = 1 then g.level end,
        case when d.has_college = 1 then g.college end,
        case when d.has_major = 1 then g.major_code end,
        case when d.has_destination = 1 then g.destination_code end,
        d.source,
        d.source_date
),

pairs as (
    select
        coalesce(c.cohort, o.cohort) as cohort,
        coalesce(c.cutoff, o.cutoff) as cutoff,
        coalesce(c.level, o.level) as level,
        coalesce(c.college, o.college) as college,
        coalesce(c.major_code, o.major_code) as major_code,
        coalesce(c.destination_code, o.destination_code)
            as destination_code,
        c.cohort is not null as is_control,
        coalesce(c.n, 0) as control_count,
        coalesce(o.n, 0) as warehouse_count,
        coalesce(o.uncounted, 0) as uncounted,
        coalesce(c.source, o.source) as source,
        coalesce(c.source_date, o.source_date) as source_date
    from controls as c
    full outer join ours as o
        on
            c.cohort = o.cohort
            and c.cutoff = o.cutoff
            and c.has_level = o.has_level
            and c.has_college = o.has_college
            and c.has_major = o.has_major
            and c.has_destination = o.has_destination
            and coalesce(c.level, '') = coalesce(o.level, '')
            and coalesce(c.college, '') = coalesce(o.college, '')
            and coalesce(c.major_code, '') = coalesce(o.major_code, '')
            and coalesce(c.destination_code, '')
            = coalesce(o.destination_code, '')
)

select
    cohort,
    cutoff,
    level,
    college,
    major_code,
    destination_code,
    cast(control_count as bigint) as control_count,
    cast(warehouse_count as bigint) as warehouse_count,
    cast(warehouse_count - control_count as bigint) as difference,
    cast(uncounted as bigint) as uncounted,
    source,
    source_date
from pairs
where
    is_control
    or (warehouse_count > 0 and destination_code not in ('00', '99'))
    or (warehouse_count > 0 and destination_code is null)
