-- The school's own line counts a person once, whatever college it was checked
-- for.
with

checks as (
    select * from warehouse.fct_verification
),

units as (
    select
        institution_code,
        cohort,
        cast(null as text) as college_key,
        way,
        evidence,
        result,
        check_key
    from checks
    union all
    select
        institution_code,
        cohort,
        college_key,
        way,
        evidence,
        result,
        check_key
    from checks
    where college_key is not null
)

select
    u.institution_code,
    u.cohort,
    u.college_key,
    coalesce(min(c.current_name), u.college_key) as college,
    coalesce(u.way, '未注明') as way,
    count(distinct u.check_key) as people,
    count(distinct case when u.evidence = '齐全' then u.check_key end)
        as complete,
    count(distinct case when u.result = '不属实' then u.check_key end)
        as untrue,
    count(distinct case when u.result = '待核实' then u.check_key end)
        as pending
from units as u
left join warehouse.dim_college as c on u.college_key = c.college_key
group by
    u.institution_code,
    u.cohort,
    u.college_key,
    coalesce(u.way, '未注明')
