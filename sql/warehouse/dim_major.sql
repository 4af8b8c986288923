-- A major is a code's digits at a level. It prints under the name that the
-- school's latest files use most; the catalogue's name stands in where the
-- files have only the code.
with

mentions as (
    select level, major_digits, major_name, cohort, head_count as weight
    from staging.stg_roster
    where major_digits is not null
    union all
    select level, major_digits, major_name, cohort, head_count
    from staging.stg_destination
    where major_digits is not null
    union all
    select level, major_digits, major_name, 0, 0
    from staging.stg_major_history
    where major_digits is not null
    union all
    select level, current_major_digits, current_major_name, 0, 0
    from staging.stg_major_history
    where current_major_digits is not null
    union all
    select coalesce(level, '未识别'), major_digits, major_name, 0, 0
    from staging.stg_admission
    where major_digits is not null
    union all
    select coalesce(level, '未识别'), major_digits, major_name, 0, 0
    from staging.stg_admission_plan
    where major_digits is not null
    union all
    select level, major_digits, name, cohort, head_count
    from staging.stg_exchange
    where major_digits is not null
    union all
    -- a graduate's level may come from one file and the major from another
    select distinct
        level,
        substring(major_key, length(level) + 2),
        cast(null as text),
        cohort,
        0
    from warehouse.fct_graduate
    where major_key is not null
),

majors as (
    select
        level,
        major_digits,
        min(nullif(cohort, 0)) as from_cohort,
        max(nullif(cohort, 0)) as to_cohort
    from mentions
    group by level, major_digits
),

spellings as (
    select
        level,
        major_digits,
        major_name,
        cohort,
        sum(weight) as weight
    from mentions
    where major_name is not null
    group by level, major_digits, major_name, cohort
),

ranked as (
    select
        level,
        major_digits,
        major_name,
        row_number() over (
            partition by level, major_digits
            order by cohort desc, weight desc, major_name asc
        ) as choice
    from spellings
),

names as (
    select level, major_digits, major_name
    from ranked
    where choice = 1
),

names_elsewhere as (
    select major_digits, min(major_name) as major_name
    from names
    group by major_digits
),

catalogue as (
    select
        lv.level,
        m.digits,
        m.name,
        m.category,
        m.class,
        m.special,
        m.controlled
    from reference.level as lv
    inner join reference.major as m on lv.catalogue_level = m.level
),

-- a major that a file names without a code is the one that the school's other
-- files give a code under that name
coded_elsewhere as (
    select
        n.level,
        n.major_digits,
        min(c.major_digits) as current_major_digits
    from names as n
    inner join names as c
        on n.level = c.level and n.major_name = c.major_name
    where n.major_digits like '名称:%' and c.major_digits not like '名称:%'
    group by n.level, n.major_digits
    having count(*) = 1
),

renamed as (
    select
        level,
        major_digits,
        min(current_major_digits) as current_major_digits
    from staging.stg_major_history
    where
        institution_code is null -- one school's own: see dim_school_major
        and current_major_digits is not null
        and current_major_digits <> major_digits
    group by level, major_digits
    having count(distinct current_major_digits) = 1
),

successors as (
    select level, major_digits, current_major_digits
    from renamed
    union all
    select e.level, e.major_digits, e.current_major_digits
    from coded_elsewhere as e
    left join renamed as r
        on e.level = r.level and e.major_digits = r.major_digits
    where r.level is null
),

-- a successor may itself have been renamed later
followed as (
    select
        m.level,
        m.major_digits,
        coalesce(
            b.current_major_digits, a.current_major_digits, m.major_digits
        ) as current_major_digits
    from majors as m
    left join successors as a
        on m.level = a.level and m.major_digits = a.major_digits
    left join successors as b
        on m.level = b.level and a.current_major_digits = b.major_digits
)

select
    m.level || ':' || m.major_digits as major_key,
    m.level,
    m.major_digits as code,
    coalesce(n.major_name, c.name, e.major_name, m.major_digits) as name,
    m.level || ':' || f.current_major_digits as current_major_key,
    coalesce(c.category, wide.category) as category,
    coalesce(c.class, wide.name) as class,
    c.special,
    c.controlled,
    case when c.digits is not null then 1 else 0 end as in_catalogue,
    m.from_cohort,
    m.to_cohort
from majors as m
inner join followed as f
    on m.level = f.level and m.major_digits = f.major_digits
left join names as n
    on m.level = n.level and m.major_digits = n.major_digits
left join names_elsewhere as e on m.major_digits = e.major_digits
left join catalogue as c
    on m.level = c.level and m.major_digits = c.digits
left join catalogue as wide
    on
        m.level in ('硕士', '博士') and c.digits is null
        and m.level = wide.level
        and substring(m.major_digits, 1, 4) = wide.digits
