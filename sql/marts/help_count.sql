-- A task that a school's list has no word of is empty, not nought.
with

lists as (
    select * from warehouse.fct_help
),

units as (
    select
        *,
        cast(null as text) as unit_key
    from lists
    union all
    select
        *,
        college_key as unit_key
    from lists
    where college_key is not null
),

told as (
    select
        institution_code,
        cohort,
        count(filed) > 0 as filed,
        count(planned) > 0 as planned,
        count(helped) > 0 as helped,
        count(talks) > 0 as talks,
        count(activities) > 0 as activities,
        count(valid_postings) > 0 as valid_postings,
        count(training) > 0 as training,
        count(internship) > 0 as internship,
        count(subsidy) > 0 as subsidy
    from lists
    group by institution_code, cohort
)

select
    u.institution_code,
    u.cohort,
    u.unit_key as college_key,
    coalesce(min(c.current_name), u.unit_key) as college,
    u.group_name,
    count(*) as persons,
    cast(sum(case when t.filed then coalesce(u.filed, 0) end) as bigint)
        as filed,
    cast(sum(case when t.planned then coalesce(u.planned, 0) end) as bigint)
        as planned,
    cast(sum(case when t.helped then coalesce(u.helped, 0) end) as bigint)
        as helped,
    cast(
        sum(
            case when t.talks then case when u.talks >= 3 then 1 else 0 end end
        ) as bigint
    ) as talk3,
    cast(
        sum(
            case
                when t.activities
                    then case when u.activities >= 3 then 1 else 0 end
            end
        ) as bigint
    ) as activity3,
    cast(
        sum(
            case
                when t.valid_postings
                    then case when u.valid_postings >= 3 then 1 else 0 end
            end
        ) as bigint
    ) as posting3,
    cast(sum(case when t.training then coalesce(u.training, 0) end) as bigint)
        as trained,
    cast(
        sum(case when t.internship then coalesce(u.internship, 0) end)
        as bigint
    ) as internship,
    cast(sum(case when t.subsidy then coalesce(u.subsidy, 0) end) as bigint)
        as subsidy
from units as u
inner join told as t
    on u.institution_code = t.institution_code and u.cohort = t.cohort
left join warehouse.dim_college as c on u.unit_key = c.college_key
group by u.institution_code, u.cohort, u.unit_key, u.group_name
