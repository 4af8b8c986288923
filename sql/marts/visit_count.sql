with

visits as (
    select * from warehouse.fct_visit
),

days as (
    select
        institution_code,
        cohort,
        coalesce(role, '其他') as role,
        college_key,
        employer_key,
        visited_on,
        count(*) as lines,
        max(case when is_new then 1 else 0 end) as is_new,
        case
            when employer_key is null then sum(vacancies) else max(vacancies)
        end as vacancies,
        case when employer_key is null then sum(hired) else max(hired) end
            as hired
    from visits
    group by
        institution_code,
        cohort,
        coalesce(role, '其他'),
        college_key,
        employer_key,
        visited_on
),

people as (
    select
        institution_code,
        cohort,
        coalesce(role, '其他') as role,
        college_key,
        count(distinct staff_key) as people
    from visits
    group by institution_code, cohort, coalesce(role, '其他'), college_key
)

select
    d.institution_code,
    d.cohort,
    d.role,
    d.college_key,
    coalesce(min(c.current_name), d.college_key) as college,
    min(p.people) as people,
    cast(sum(d.lines) as bigint) as visits,
    count(distinct d.employer_key) as employers,
    count(distinct case when d.is_new = 1 then d.employer_key end)
        as new_employers,
    cast(coalesce(sum(d.vacancies), 0) as bigint) as vacancies,
    cast(coalesce(sum(d.hired), 0) as bigint) as hired
from days as d
inner join people as p
    on
        d.institution_code = p.institution_code
        and d.cohort = p.cohort
        and d.role = p.role
        and d.college_key is not distinct from p.college_key
left join warehouse.dim_college as c on d.college_key = c.college_key
group by d.institution_code, d.cohort, d.role, d.college_key
