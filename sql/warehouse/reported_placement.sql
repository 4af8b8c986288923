-- The counts that schools sent, at the grains of marts.placement. A school is
-- its own college; the conclusion of studies is known of everybody, so that its
-- counts make the totals.
with

grains as (
    select 'completion' as dimension, 'school' as grain, 0 as lv, 0 as sc
    union all
    select 'completion', 'level', 1, 0
    union all
    select 'completion', 'college', 0, 1
    union all
    select 'completion', 'college_level', 1, 1
    union all
    select 'completion', 'completion', 0, 0
    union all
    select 'major', 'major', 1, 0
    union all
    select 'major', 'college_major', 1, 1
    union all
    select 'gender', 'gender', 0, 0
    union all
    select 'gender', 'gender_level', 1, 0
    union all
    select 'origin_province', 'origin', 0, 0
    union all
    select 'difficulty', 'difficulty', 0, 0
    union all
    select 'urban_rural', 'urban_rural', 0, 0
),

cells as (
    select
        e.*,
        i.name as college,
        coalesce(m.current_major_key, e.level || ':未识别') as major_key,
        coalesce(now.name, m.name, '未识别') as major
    from staging.stg_exchange as e
    left join warehouse.dim_institution as i
        on e.institution_code = i.institution_code
    left join warehouse.dim_major as m
        on e.level || ':' || e.major_digits = m.major_key
    left join warehouse.dim_major as now
        on m.current_major_key = now.major_key
),

at_grains as (
    select
        e.cohort,
        e.cutoff,
        g.grain,
        case when g.lv = 1 then e.level end as level,
        case when g.sc = 1 then e.institution_code end as college_key,
        case when g.sc = 1 then e.college end as college,
        case when g.dimension = 'major' then e.major_key end as major_key,
        case when g.dimension = 'major' then e.major end as major,
        case when g.dimension = 'gender' then coalesce(s.name, '未识别') end
            as gender,
        case when g.grain = 'origin' then coalesce(o.name, '未识别') end
            as origin,
        case when g.grain = 'difficulty' then coalesce(d.name, '未识别') end
            as difficulty,
        case when g.grain = 'urban_rural' then coalesce(u.name, '未识别') end
            as urban_rural,
        case when g.grain = 'completion' then e.code end as completion,
        e.destination_code,
        e.head_count
    from cells as e
    inner join grains as g on e.dimension = g.dimension
    left join reference.gender as s
        on g.dimension = 'gender' and e.code = s.code
    left join reference.province as o
        on g.grain = 'origin' and e.code = o.code
    left join reference.difficulty as d
        on g.grain = 'difficulty' and e.code = d.code
    left join reference.urban_rural as u
        on g.grain = 'urban_rural' and e.code = u.code
)

select
    cohort,
    cutoff,
    grain,
    level,
    college_key,
    college,
    major_key,
    major,
    gender,
    origin,
    difficulty,
    urban_rural,
    completion,
    destination_code,
    cast(sum(head_count) as bigint) as n
from at_grains
group by
    cohort,
    cutoff,
    grain,
    level,
    college_key,
    college,
    major_key,
    major,
    gender,
    origin,
    difficulty,
    urban_rural,
    completion,
    destination_code
