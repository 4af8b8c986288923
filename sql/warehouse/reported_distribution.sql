-- The counts that schools sent, by the dimensions of marts.distribution. Those
-- that follow from a code are made here.
with

sent as (
    select
        e.*,
        p.region,
        m.category
    from staging.stg_exchange as e
    left join reference.province as p
        on
            e.dimension in ('origin_province', 'work_province')
            and e.code = p.code
    left join warehouse.dim_major as m
        on e.level || ':' || e.major_digits = m.major_key
),

cells as (
    select cohort, cutoff, level, destination_code, dimension, code, head_count
    from sent
    where dimension not in ('completion', 'major', 'flow')
    union all
    select cohort, cutoff, level, destination_code, 'level', level, head_count
    from sent
    where dimension = 'completion'
    union all
    select
        cohort, cutoff, level, destination_code, 'destination',
        destination_code, head_count
    from sent
    where dimension = 'completion'
    union all
    select
        cohort, cutoff, level, destination_code, 'college',
        institution_code, head_count
    from sent
    where dimension = 'completion'
    union all
    select
        cohort, cutoff, level, destination_code, 'employer_nature_or_study',
        case
            when destination_code in ('80', '81', '82', '85') then 'S'
            when code = '未识别' then 'X'
            else code
        end,
        head_count
    from sent
    where dimension = 'employer_nature'
    union all
    select
        cohort, cutoff, level, destination_code,
        case dimension
            when 'origin_province' then 'origin_region' else 'work_region'
        end,
        coalesce(region, '未识别'),
        head_count
    from sent
    where dimension in ('origin_province', 'work_province')
    union all
    select
        cohort, cutoff, level, destination_code, 'category',
        coalesce(category, '未识别'), head_count
    from sent
    where dimension = 'major'
)

select
    c.cohort,
    c.cutoff,
    c.level,
    c.destination_code,
    c.dimension,
    c.code,
    cast(sum(c.head_count) as bigint) as n
from cells as c
group by
    c.cohort,
    c.cutoff,
    c.level,
    c.destination_code,
    c.dimension,
    c.code
