-- A 大类 is planned and admitted to as one, and its students are divided among
-- majors later. Its plan is divided as its students were: as those of the same
-- entry cohort, else of the next later one that was divided, else of the last
-- earlier one.
with

divided as (
    select
        institution_code,
        admission_year as entry_year,
        level,
        admission_type,
        class_key,
        entered_key as major_key,
        sum(head_count) as students
    from warehouse.fct_entrant
    where class_key is not null and entered_key <> class_key and registered = 1
    group by
        institution_code, admission_year, level, admission_type, class_key,
        entered_key
),

bases as (
    select
        institution_code,
        entry_year,
        level,
        admission_type,
        class_key,
        sum(students) as students_all
    from divided
    group by institution_code, entry_year, level, admission_type, class_key
),

class_keys as (
    select distinct institution_code, class_key
    from bases
),

plans as (
    select
        p.institution_code,
        p.entry_year,
        p.level,
        p.admission_type,
        c.class_key,
        p.plan,
        0 as admitted
    from warehouse.entry_plan as p
    inner join class_keys as c
        on
            p.institution_code = c.institution_code
            and p.major_key = c.class_key
),

admissions as (
    select
        institution_code,
        admission_year as entry_year,
        level,
        admission_type,
        class_key,
        0 as plan,
        head_count as admitted
    from warehouse.fct_entrant
    where class_key is not null
),

both_lists as (
    select * from plans
    union all
    select * from admissions
),

classes as (
    select
        institution_code,
        entry_year,
        level,
        admission_type,
        class_key,
        sum(plan) as class_plan,
        sum(admitted) as class_admitted
    from both_lists
    group by institution_code, entry_year, level, admission_type, class_key
),

chosen as (
    select
        c.*,
        b.entry_year as basis_year,
        b.students_all,
        row_number() over (
            partition by
                c.institution_code, c.entry_year, c.level, c.admission_type,
                c.class_key
            order by
                case when b.entry_year >= c.entry_year then 0 else 1 end asc,
                abs(b.entry_year - c.entry_year) asc
        ) as place
    from classes as c
    inner join bases as b
        on
            c.institution_code = b.institution_code
            and c.level = b.level
            and c.admission_type = b.admission_type
            and c.class_key = b.class_key
),

parts as (
    select
        c.institution_code,
        c.entry_year,
        c.level,
        c.admission_type,
        c.class_key,
        d.major_key,
        c.basis_year,
        d.students,
        c.students_all,
        c.class_plan,
        c.class_admitted,
        mod(c.class_plan * d.students, c.students_all) as plan_rest,
        mod(c.class_admitted * d.students, c.students_all) as admitted_rest
    from chosen as c
    inner join divided as d
        on
            c.institution_code = d.institution_code
            and c.basis_year = d.entry_year
            and c.level = d.level
            and c.admission_type = d.admission_type
            and c.class_key = d.class_key
    where c.place = 1
),

-- largest remainder: what the whole parts leave over goes to the largest rests
whole as (
    select
        p.*,
        cast((class_plan * students - plan_rest) / students_all as bigint)
            as plan_whole,
        cast(
            (class_admitted * students - admitted_rest) / students_all
            as bigint
        ) as admitted_whole,
        row_number() over (
            partition by
                institution_code, entry_year, level, admission_type, class_key
            order by plan_rest desc, major_key asc
        ) as plan_place,
        row_number() over (
            partition by
                institution_code, entry_year, level, admission_type, class_key
            order by admitted_rest desc, major_key asc
        ) as admitted_place
    from parts as p
),

left_over as (
    select
        w.*,
        class_plan - sum(plan_whole) over (
            partition by
                institution_code, entry_year, level, admission_type, class_key
        ) as plan_left,
        class_admitted - sum(admitted_whole) over (
            partition by
                institution_code, entry_year, level, admission_type, class_key
        ) as admitted_left
    from whole as w
)

select
    l.institution_code,
    l.entry_year,
    l.level,
    l.admission_type,
    l.class_key,
    coalesce(c.name, l.class_key) as class,
    l.major_key,
    coalesce(s.name, m.name, l.major_key) as major,
    l.basis_year,
    cast(l.students as bigint) as students,
    cast(l.students_all as bigint) as students_all,
    cast(l.class_plan as bigint) as class_plan,
    cast(
        l.plan_whole + case when l.plan_place <= l.plan_left then 1 else 0 end
        as bigint
    ) as plan_split,
    cast(l.class_admitted as bigint) as class_admitted,
    cast(
        l.admitted_whole
        + case when l.admitted_place <= l.admitted_left then 1 else 0 end
        as bigint
    ) as admitted_split
from left_over as l
left join warehouse.dim_major as c on l.class_key = c.major_key
left join warehouse.dim_school_major as s
    on l.institution_code = s.institution_code and l.major_key = s.major_key
left join warehouse.dim_major as m on l.major_key = m.major_key
