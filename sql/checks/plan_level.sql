-- levels with a plan that the proposal leaves out: their latest plan is of
-- another year than that of the others, or nobody can tell which level it is
with

proposed as (
    select distinct institution_code, level, plan_year
    from marts.quota_line
),

school as (
    select
        p.institution_code,
        p.report_year,
        max(q.plan_year) as plan_year
    from reference.run_parameter as p
    inner join proposed as q on p.institution_code = q.institution_code
    group by p.institution_code, p.report_year
),

plans as (
    select
        e.institution_code,
        e.level,
        e.entry_year,
        sum(e.plan) as places
    from warehouse.entry_plan as e
    group by e.institution_code, e.level, e.entry_year
),

last_plans as (
    select
        p.*,
        s.plan_year,
        row_number() over (
            partition by p.level order by p.entry_year desc
        ) as place
    from plans as p
    inner join school as s
        on
            p.institution_code = s.institution_code
            and p.entry_year <= s.report_year + 1
    where p.places > 0
)

select
    l.level,
    l.entry_year as last_plan,
    l.places,
    l.plan_year as proposed_from
from last_plans as l
left join proposed as q
    on l.institution_code = q.institution_code and l.level = q.level
where l.place = 1 and q.level is null
order by l.level
