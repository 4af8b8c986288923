-- Who works in a region of national strategy. Regions overlap, so their rows do
-- not add up to the total, which is everybody whose place of work is known.
with

workers as (
    select
        g.cohort,
        g.cutoff,
        p.population,
        g.work_province_code,
        g.work_city_code,
        sum(g.head_count) as n
    from warehouse.fct_graduate as g
    inner join reference.population_member as p
        on g.destination_code = p.destination_code
    where g.counted = 1 and g.work_province_code is not null
    group by
        g.cohort,
        g.cutoff,
        p.population,
        g.work_province_code,
        g.work_city_code
),

totals as (
    select
        cohort,
        cutoff,
        population,
        sum(n) as total
    from workers
    group by cohort, cutoff, population
),

regions as (
    select
        region,
        title,
        sort,
        string_agg(code, '、' order by code) as codes,
        max(document) as document,
        max(mark) as mark
    from reference.key_region
    group by region, title, sort
),

inside as (
    select
        w.cohort,
        w.cutoff,
        w.population,
        r.region,
        sum(w.n) as n
    from workers as w
    inner join reference.key_region as r
        on w.work_province_code = r.code or w.work_city_code = r.code
    group by w.cohort, w.cutoff, w.population, r.region
)

select
    t.cohort,
    t.cutoff,
    t.population,
    r.region,
    r.title,
    r.sort,
    r.codes,
    r.document,
    r.mark,
    cast(coalesce(i.n, 0) as bigint) as head_count,
    cast(t.total as bigint) as total
from totals as t
cross join regions as r
left join inside as i
    on
        t.cohort = i.cohort
        and t.cutoff = i.cutoff
        and t.population = i.population
        and r.region = i.region
