-- A course that has parts in several years of study is one course, and its
-- hours are those of its parts; taught by two colleges it isn't twice as long.
with

parts as (
    select
        c.institution_code,
        c.cohort,
        c.course_name,
        coalesce(c.kind, '未注明') as kind,
        coalesce(c.nature, '未注明') as nature,
        c.level,
        c.stage,
        max(c.hours10) as hours10,
        max(c.credits100) as credits100,
        max(case when c.in_plan then 1 when not c.in_plan then 0 end)
            as in_plan,
        sum(
            case when c.took is not null then c.should_take end
        ) as should_take,
        sum(
            case when c.should_take is not null then c.took end
        ) as took
    from staging.stg_course as c
    where c.cohort is not null and c.course_name is not null
    group by
        c.institution_code,
        c.cohort,
        c.course_name,
        coalesce(c.kind, '未注明'),
        coalesce(c.nature, '未注明'),
        c.level,
        c.stage
)

select
    institution_code,
    cohort,
    course_name,
    kind,
    nature,
    level,
    cast(sum(hours10) as bigint) as hours10,
    cast(sum(credits100) as bigint) as credits100,
    max(in_plan) = 1 as in_plan,
    cast(sum(should_take) as bigint) as should_take,
    cast(sum(took) as bigint) as took
from parts
group by institution_code, cohort, course_name, kind, nature, level
