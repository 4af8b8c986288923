-- The majors of next year's plan with all that the proposal looks at: this
-- year's plan is a level's latest on file, next year's the one after it. Levels
-- are proposed together whose latest plan is of one year, of the last two that
-- with more places; the check plan_level names the others. Places of a 大类
-- stand at its majors, by the division seen so far.
with

school as (
    select institution_code, report_year, main_cutoff
    from reference.run_parameter
    where workspace_level <> 'province'
),

-- the ordinary kind of a level; the others are planned apart
plans as (
    select
        p.*,
        case when p.admission_type in ('普通', '研究生') then 1 else 0 end
            as is_shared
    from warehouse.entry_plan as p
    inner join school as s
        on
            p.institution_code = s.institution_code
            and p.entry_year <= s.report_year + 1
    where p.level <> '未识别'
),

last_plans as (
    select institution_code, level, max(entry_year) as year
    from plans
    group by institution_code, level
),

this_year as (
    select year
    from (
        select
            l.year,
            row_number() over (order by sum(p.plan) desc, l.year desc) as place
        from last_plans as l
        inner join plans as p
            on
                l.institution_code = p.institution_code
                and l.level = p.level
                and l.year = p.entry_year
        where l.year >= (select max(year) from last_plans) - 1
        group by l.year
    ) as y
    where place = 1
),

levels as (
    select l.institution_code, l.level, l.year
    from last_plans as l
    inner join this_year as y on l.year = y.year
),

current_plans as (
    select p.*
    from plans as p
    inner join levels as l
        on
            p.institution_code = l.institution_code
            and p.level = l.level
            and p.entry_year = l.year
),

splits as (
    select
        c.institution_code,
        c.level,
        c.class_key,
        c.major_key,
        c.admission_type,
        c.plan_split,
        c.basis_year,
        case when c.admission_type in ('普通', '研究生') then 1 else 0 end
            as is_shared
    from marts.class_split as c
    inner join levels as l
        on
            c.institution_code = l.institution_code
            and c.level = l.level
            and c.entry_year = l.year
),

own_plans as (
    select
        p.institution_code,
        p.level,
        p.major_key,
        sum(p.is_shared * p.plan) as plan,
        sum((1 - p.is_shared) * p.plan) as other_plan
    from current_plans as p
    where
        not exists (
            select 1 from splits as s
            where
                p.institution_code = s.institution_code
                and p.admission_type = s.admission_type
                and p.major_key = s.class_key
        )
    group by p.institution_code, p.level, p.major_key
),

split_plans as (
    select
        institution_code,
        level,
        major_key,
        sum(is_shared * plan_split) as plan_split,
        sum((1 - is_shared) * plan_split) as other_split,
        max(case when is_shared = 1 then basis_year end) as basis_year
    from splits
    group by institution_code, level, major_key
),

-- each major's latest; of programmes in several colleges one unknown makes the
-- sum unknown
last_capacities as (
    select c.institution_code, c.level, c.major_key, max(c.year) as year
    from marts.major_capacity as c
    inner join levels as l
        on
            c.institution_code = l.institution_code
            and c.level = l.level
            and c.year <= l.year + 1
    group by c.institution_code, c.level, c.major_key
),

capacities as (
    select
        c.institution_code,
        c.level,
        c.major_key,
        min(c.college) as college,
        min(c.major) as major,
        case when count(*) = count(c.capacity) then sum(c.capacity) end
            as capacity,
        max(c.controlled) as controlled,
        min(c.suspended) as suspended
    from marts.major_capacity as c
    inner join last_capacities as l
        on
            c.institution_code = l.institution_code
            and c.major_key = l.major_key
            and c.year = l.year
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
        select institution_code, major_key, college_key, 1 as source, plan as n
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
    where
        admission_type in ('普通', '研究生') and admitted > 0 and plan > 0
    group by institution_code, level
),

-- whoever may have come for all one knows leaves the registrations unknown
admissions as (
    select
        l.institution_code,
        l.level,
        l.major_key,
        l.entry_year,
        l.plan + l.plan_split as planned,
        l.admitted + l.admitted_split as admitted,
        case
            when l.registration_unknown = 0 and l.registered_split is not null
                then least(
                    l.admitted_registered + l.registered_split,
                    l.admitted + l.admitted_split
                )
        end as registered,
        l.first_choice,
        l.choice_eligible
    from marts.linkage as l
    inner join last_lists as y
        on
            l.institution_code = y.institution_code
            and l.level = y.level
            and l.entry_year = y.entry_year
    where l.admission_type in ('普通', '研究生')
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
    cast(coalesce(o.other_plan, 0) + coalesce(s.other_split, 0) as bigint)
        as other_plan,
    cast(a.capacity as bigint) as capacity,
    coalesce(a.controlled, d.controlled, 0) as controlled,
    coalesce(a.suspended, 0) as suspended,
    case when h.cohorts is null then 1 else 0 end as is_new,
    cast(g.settled as bigint) as placed,
    cast(g.graduates as bigint) as graduates,
    cast(m.entry_year as integer) as entry_year,
    cast(coalesce(m.planned, 0) as bigint) as planned,
    cast(coalesce(m.admitted, 0) as bigint) as admitted,
    cast(m.registered as bigint) as registered,
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
