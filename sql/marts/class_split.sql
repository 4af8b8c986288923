-- A 大类 is planned and admitted to as one, and its students are divided among
-- majors later. Plan, list and those who came are divided as its students were:
-- as those of the same entry cohort, else of the next later one that was
-- divided, else of the last earlier one; a kind of admission that was never
-- divided as the ordinary one.
with

-- who came; who isn't divided yet, or left before, stands at the 大类 still
came as (
    select
        institution_code,
        admission_year as entry_year,
        level,
        admission_type,
        class_key,
        entered_key as major_key,
        sum(head_count) as students
    from warehouse.fct_entrant
    where class_key is not null and registered = 1
    group by
        institution_code, admission_year, level, admission_type, class_key,
        entered_key
),

divided as (
    select *
    from came
    where major_key <> class_key
),

-- a few who went ahead don't tell how the others will be divided
bases as (
    select
        institution_code,
        entry_year,
        level,
        admission_type,
        class_key,
        sum(case when major_key <> class_key then students else 0 end)
            as students_all
    from came
    group by institution_code, entry_year, level, admission_type, class_key
    having
        2 * sum(case when major_key <> class_key then students else 0 end)
        > sum(students)
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
        0 as admitted,
        0 as registered,
        0 as unknown
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
        head_count as admitted,
        case when registered = 1 then head_count else 0 end as registered,
        case when registered is null then head_count else 0 end as unknown
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
        sum(admitted) as class_admitted,
        -- who may have come for all one knows makes the number unknown
        case when sum(unknown) = 0 then sum(registered) end as class_registered
    from both_lists
    group by institution_code, entry_year, level, admission_type, class_key
),

chosen as (
    select
        c.*,
        b.admission_type as basis_type,
        b.entry_year as basis_year,
        b.students_all,
        row_number() over (
            partition by
                c.institution_code, c.entry_year, c.level, c.admission_type,
                c.class_key
            order by
                case when b.admission_type = c.admission_type then 0 else 1 end
                asc,
                case when b.entry_year >= c.entry_year then 0 else 1 end asc,
                abs(b.entry_year - c.entry_year) asc
        ) as place
    from classes as c
    inner join bases as b
        on
            c.institution_code = b.institution_code
            and c.level = b.level
            and b.admission_type in (c.admission_type, '普通')
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
        c.class_registered,
        mod(c.class_plan * d.students, c.students_all) as plan_rest,
        mod(c.class_admitted * d.students, c.students_all) as admitted_rest,
        mod(c.class_registered * d.students, c.students_all)
            as registered_rest
    from chosen as c
    inner join divided as d
        on
            c.institution_code = d.institution_code
            and c.basis_year = d.entry_year
            and c.level = d.level
            and c.basis_type = d.admission_type
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
        cast(
            (class_registered * students - registered_rest) / students_all
            as bigint
        ) as registered_whole,
        row_number() over (
            partition by
                institution_code, entry_year, level, admission_type, class_key
            order by plan_rest desc, major_key asc
        ) as plan_place,
        row_number() over (
            partition by
                institution_code, entry_year, level, admission_type, class_key
            order by admitted_rest desc, major_key asc
        ) as admitted_place,
        row_number() over (
            partition by
                institution_code, entry_year, level, admission_type, class_key
            order by registered_rest desc, major_key asc
        ) as registered_place
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
        ) as admitted_left,
        class_registered - sum(registered_whole) over (
            partition by
                institution_code, entry_year, level, admission_type, class_key
        ) as registered_left
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
    ) as admitted_split,
    cast(l.class_registered as bigint) as class_registered,
    cast(
        l.registered_whole
        + case when l.registered_place <= l.registered_left then 1 else 0 end
        as bigint
    ) as registered_split
from left_over as l
left join warehouse.dim_major as c on l.class_key = c.major_key
left join warehouse.dim_school_major as s
    on l.institution_code = s.institution_code and l.major_key = s.major_key
left join warehouse.dim_major as m on l.major_key = m.major_key
