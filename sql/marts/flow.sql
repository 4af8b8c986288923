with

-- schools that send counts instead of rows are added
graduates as (
    select
        cohort,
        cutoff,
        destination_code,
        origin_province_code,
        work_province_code,
        head_count
    from warehouse.fct_graduate
    where counted = 1
    union all
    select
        cohort,
        cutoff,
        destination_code,
        nullif(split_part(code, '>', 1), '未识别'),
        nullif(split_part(code, '>', 2), '未识别'),
        head_count
    from staging.stg_exchange
    where dimension = 'flow'
),

members as (
    select
        g.cohort,
        g.cutoff,
        p.population,
        g.origin_province_code,
        g.work_province_code,
        sum(g.head_count) as n
    from graduates as g
    inner join reference.population_member as p
        on g.destination_code = p.destination_code
    group by
        g.cohort,
        g.cutoff,
        p.population,
        g.origin_province_code,
        g.work_province_code
)

select
    m.cohort,
    m.cutoff,
    m.population,
    coalesce(m.origin_province_code, '未识别') as origin_province_code,
    coalesce(o.name, '未识别') as origin_province,
    coalesce(o.region, '未识别') as origin_region,
    coalesce(m.work_province_code, '未识别') as work_province_code,
    coalesce(w.name, '未识别') as work_province,
    coalesce(w.region, '未识别') as work_region,
    cast(m.n as bigint) as head_count
from members as m
left join reference.province as o on m.origin_province_code = o.code
left join reference.province as w on m.work_province_code = w.code
