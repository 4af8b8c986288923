-- The majors of next year's plan with all that the proposal looks at: this
-- year's plan is the latest on file, and next year's is the one after it.
-- Places of a 大类 stand at its majors, by the division seen so far.
with

school as (
    select institution_code, report_year, main_cutoff
    from reference.run_parameter
    where workspace_level <> 'province'
),

plans as (
    select
        p.institution_code,
        p.year,
        p.level,
        coalesce(m.current_major_key, p.major_key) as major_key,
        p.college_key,
        coalesce(t.admission_type, '普通') as admission_type,
        p.plan
    from warehouse.fct_admission_plan as p
    inner join school as s on p.institution_code = s.institution_code
    left join reference.admission_type as t on p.admission_type = t.label
    left join warehouse.dim_school_major as m
        on
            p.institution_code = m.institution_code
            and p.major_key = m.major_key
    where p.year is not null and p.level is not null
),

this_year as (
    select max(p.year) as year
    from plans as p
    inner join school as s on p.year <= s.report_year + 1
),

current_plans as (
    select p.*
    from plans as p
    inner join this_year as y on p.year = y.year
),

splits as (
    select
        c.institution_code,
        c.level,
        c.class_key,
        c.major_key,
        c.admission_type,
        c.plan_split,
        c.basis_year
    from marts.class_split as c
    inner join this_year as y on c.entry_year = y.year
),

own_plans as (
    select
        p.institution_code,
        p.level,
        p.major_key,
        sum(case p.admission_type when '普通' then p.plan else 0 end) as plan,
        sum(case p.admission_type when '普通' then 0 else p.plan end)
            as other_plan
    from current_plans as p
    where
        not exists (
            select 1 from splits as s
            where
                p.institution_code = s.institution_code
                and p.major_key = s.class_key
        )
    group by p.institution_code, p.level, p.major_key
),

split_plans as (
    select
        institution_code,
        level,
        major_key,
        sum(plan_split) as plan_split,
        max(basis_year) as basis_year
    from splits
    where admission_type = '普通'
    group by institution_code, level, major_key
),

last_capacity as (
    select max(c.year) as year
    from marts.major_capacity as c
    inner join this_year as y on c.year <= y.year + 1
),

capacities as (
    select
        c.institution_code,
        c.level,
        c.major_key,
        min(c.college) as college,
        min(c.major) as major,
        sum(c.capacity) as capacity,
        max(c.controlled) as controlled,
        min(c.suspended) as suspended
    from marts.major_capacity as c
    inner join last_capacity as l on c.year = l.year
    group by c.institution_code, c.level, c.major_key
),

keys as (
    select institution_code, level, major_key from own_plans
    where plan > 0
    union
    select institution_code, level, major_key from split_plans
    where plan_split > 0
    union
    select institution_code, level, major_key from capacities
),

-- the college with most of the plan, else with most of the graduates
colleges as (
    select
        institution_code,
        major_key,
        college_key,
        row_number() over (
            partition by institution_code, major_key
            order by min(source) asc, sum(n) desc, college_key asc
        ) as place
    from (
        select
            institution_code,
            major_key,
            college_key,
            1 as source,
            plan as n
        from current_plans
        where college_key is not null
        union all
        select
            g.institution_code,
            coalesce(m.current_major_key, g.major_key),
            g.college_key,
            2,
            g.head_count
        from warehouse.fct_graduate as g
        inner join school as s on g.cohort = s.report_year
        left join warehouse.dim_school_major as m
            on
                g.institution_code = m.institution_code
                and g.major_key = m.major_key
        where g.counted = 1 and g.college_key is not null
    ) as seen
    group by institution_code, major_key, college_key
),

last_lists as (
    select institution_code, level, max(entry_year) as entry_year
    from marts.entry_cohort
    where admission_type = '普通' and admitted > 0 and plan > 0
    group by institution_code, level
),

admissions as (
    select
        l.institution_code,
        l.level,
        l.major_key,
        l.entry_year,
        l.plan + l.plan_split as planned,
        l.admitted + l.admitted_split as admitted,
        least(l.registered, l.admitted + l.admitted_split) as registered,
        l.first_choice,
        l.choice_eligible
    from marts.linkage as l
    inner join last_lists as y
        on
            l.institution_code = y.institution_code
            and l.level = y.level
            and l.entry_year = y.entry_year
    where l.admission_type = '普通' and l.is_class = 0
),

graduates as (
    select
        y.institution_code,
        y.level,
        y.major_key,
        y.settled,
        y.graduates
    from marts.major_year as y
    inner join school as s
        on y.cohort = s.report_year and y.cutoff = s.main_cutoff
    where not y.rate_refused
),

histories as (
    select institution_code, level, major_key, count(*) as cohorts
    from marts.major_year
    group by institution_code, level, major_key
)

select
    k.institution_code,
    k.level,
    k.major_key,
    -- a new major may stand in no file but that of the capacities
    coalesce(d.code, substring(k.major_key, length(k.level) + 2)) as code,
    coalesce(d.name, a.major, k.major_key) as major,
    coalesce(c.name, a.college, '未识别') as college,
    cast(y.year as integer) as plan_year,
    cast(coalesce(o.plan, 0) as bigint) as own_plan,
    cast(coalesce(s.plan_split, 0) as bigint) as class_plan,
    cast(s.basis_year as integer) as class_basis_year,
    cast(coalesce(o.other_plan, 0) as bigint) as other_plan,
    cast(coalesce(a.capacity, 0) as bigint) as capacity,
    coalesce(a.controlled, d.controlled, 0) as controlled,
    coalesce(a.suspended, 0) as suspended,
    case when h.cohorts is null then 1 else 0 end as is_new,
    cast(g.settled as bigint) as placed,
    cast(g.graduates as bigint) as graduates,
    cast(m.entry_year as integer) as entry_year,
    cast(coalesce(m.planned, 0) as bigint) as planned,
    cast(coalesce(m.admitted, 0) as bigint) as admitted,
    cast(coalesce(m.registered, 0) as bigint) as registered,
    cast(coalesce(m.first_choice, 0) as bigint) as first_choice,
    cast(coalesce(m.choice_eligible, 0) as bigint) as choice_eligible
from keys as k
cross join this_year as y
left join warehouse.dim_major as d on k.major_key = d.major_key
left join own_plans as o
    on k.institution_code = o.institution_code and k.major_key = o.major_key
left join split_plans as s
    on k.institution_code = s.institution_code and k.major_key = s.major_key
left join capacities as a
    on k.institution_code = a.institution_code and k.major_key = a.major_key
left join colleges as q
    on
        k.institution_code = q.institution_code
        and k.major_key = q.major_key
        and q.place = 1
left join warehouse.dim_college as c on q.college_key = c.college_key
left join admissions as m
    on k.institution_code = m.institution_code and k.major_key = m.major_key
left join graduates as g
    on k.institution_code = g.institution_code and k.major_key = g.major_key
left join histories as h
    on k.institution_code = h.institution_code and k.major_key = h.major_key
