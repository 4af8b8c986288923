-- Who a school's and a major's graduates are: what a fair comparison between
-- schools has to allow for.
with

people as (
    select
        g.institution_code,
        g.cohort,
        g.cutoff,
        g.level,
        coalesce(g.major_key, g.level || ':未识别') as major_key,
        case
            when g.origin_province_code is null then '未识别'
            when g.origin_province_code = left(p.institution_code, 2)
                then '省内'
            else '省外'
        end as origin,
        coalesce(g.gender_code, '') as gender_code,
        g.head_count,
        d.settled
    from warehouse.fct_graduate as g
    cross join reference.run_parameter as p
    inner join warehouse.dim_destination as d
        on g.destination_code = d.destination_code
    where g.counted = 1 and p.workspace_level = 'province'
),

cells as (
    select
        institution_code,
        cohort,
        cutoff,
        level,
        major_key,
        origin,
        gender_code,
        sum(head_count) as graduates,
        sum(settled * head_count) as settled
    from people
    group by
        institution_code, cohort, cutoff, level, major_key, origin, gender_code
)

select
    c.institution_code,
    c.cohort,
    c.cutoff,
    c.level,
    coalesce(m.current_major_key, c.major_key) as major_key,
    coalesce(m.category, '未识别') as category,
    c.origin,
    coalesce(s.name, '未识别') as gender,
    cast(sum(c.graduates) as bigint) as graduates,
    cast(sum(c.settled) as bigint) as settled
from cells as c
left join warehouse.dim_school_major as m
    on c.institution_code = m.institution_code and c.major_key = m.major_key
left join reference.gender as s on c.gender_code = s.code
group by
    c.institution_code,
    c.cohort,
    c.cutoff,
    c.level,
    coalesce(m.current_major_key, c.major_key),
    coalesce(m.category, '未识别'),
    c.origin,
    coalesce(s.name, '未识别')
