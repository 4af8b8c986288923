-- What the register says of the work itself: does it go with the major
-- (是否对口), and what does it pay (月薪). Base are those who work in the
-- country; who did not state one of the two has no part in it.
with

workers as (
    select
        g.cohort,
        g.cutoff,
        g.level,
        coalesce(c.current_college_key, g.college_key, '未识别')
            as college_key,
        coalesce(c.current_name, g.college_key, '未识别') as college,
        coalesce(m.current_major_key, g.major_key, g.level || ':未识别')
            as major_key,
        coalesce(now.name, m.name, '未识别') as major,
        g.related,
        cast(g.monthly_pay as double precision) as pay,
        g.head_count
    from warehouse.fct_graduate as g
    inner join reference.population_member as p
        on
            g.destination_code = p.destination_code
            and p.population = 'placed_local'
    left join warehouse.dim_college as c on g.college_key = c.college_key
    left join warehouse.dim_major as m on g.major_key = m.major_key
    left join warehouse.dim_major as now
        on m.current_major_key = now.major_key
    where g.counted = 1
)

select
    cohort,
    cutoff,
    case
        when grouping(major_key) = 0 then 'major'
        when grouping(college_key) = 0 then 'college'
        when grouping(level) = 0 then 'level'
        else 'school'
    end as grain,
    level,
    college_key,
    college,
    major_key,
    major,
    cast(sum(head_count) as bigint) as people,
    cast(sum(case when related is null then 0 else head_count end) as bigint)
        as answered,
    cast(sum(case when related = 1 then head_count else 0 end) as bigint)
        as related,
    cast(sum(case when pay is null then 0 else head_count end) as bigint)
        as paid,
    cast(floor(
        percentile_cont(0.25) within group (order by pay asc) + 0.5
    ) as bigint) as pay_lower,
    cast(floor(
        percentile_cont(0.5) within group (order by pay asc) + 0.5
    ) as bigint) as pay_median,
    cast(floor(
        percentile_cont(0.75) within group (order by pay asc) + 0.5
    ) as bigint) as pay_upper
from workers
group by
    cohort,
    cutoff,
    grouping sets (
        (),
        (level),
        (college_key, college),
        (level, major_key, major)
    )
