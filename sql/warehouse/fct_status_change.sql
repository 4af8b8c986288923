-- A file without levels is of the level that the student was admitted to: in
-- the year of entry that the line states, else in the latest before the change.
with

persons as (
    select
        s.*,
        coalesce(i.person_key, e.person_key, t.person_key) as person_key,
        -- before August one is in the year begun the autumn before
        coalesce(
            cast(extract(year from s.change_date) as integer)
            - case when extract(month from s.change_date) < 8 then 1 else 0 end,
            s.to_grade, s.entry_year, 9999
        ) as study_year
    from staging.stg_status_change as s
    left join warehouse.bridge_person as i
        on i.pid_kind = 'idcard' and s.pid_idcard = i.pid
    left join warehouse.bridge_person as e
        on e.pid_kind = 'exam' and s.pid_exam = e.pid
    left join warehouse.bridge_person as t
        on t.pid_kind = 'student' and s.pid_student = t.pid
),

admissions as (
    select distinct
        a.institution_code,
        a.person_key,
        a.year,
        coalesce(a.level, o.level) as level
    from warehouse.fct_admission as a
    left join warehouse.school_level as o
        on a.institution_code = o.institution_code
    where a.person_key is not null and coalesce(a.level, o.level) is not null
),

admitted as (
    select
        p.file_id,
        p.sheet,
        p.row_no,
        a.level,
        row_number() over (
            partition by p.file_id, p.sheet, p.row_no
            order by
                case when a.year = p.entry_year then 0 else 1 end asc,
                a.year desc, a.level asc
        ) as choice
    from persons as p
    inner join admissions as a
        on
            p.institution_code = a.institution_code
            and p.person_key = a.person_key
            and (a.year = p.entry_year or a.year <= p.study_year)
    where p.level is null
),

levelled as (
    select
        p.*,
        coalesce(p.level, a.level) as study_level,
        v.catalogue_level
    from persons as p
    left join admitted as a
        on
            p.file_id = a.file_id
            and p.sheet = a.sheet
            and p.row_no = a.row_no
            and a.choice = 1
    left join reference.level as v on a.level = v.level
)

-- a name without a level has been looked up in no catalogue
select
    p.institution_code,
    p.person_key,
    p.change_type,
    p.change_date,
    p.entry_year,
    p.from_grade,
    p.to_grade,
    p.study_level as level,
    p.study_level || ':' || coalesce(f.digits, p.from_major_digits)
        as from_major_key,
    coalesce(a.current_college_key, p.from_college_key) as from_college_key,
    p.study_level || ':' || coalesce(t.digits, p.to_major_digits)
        as to_major_key,
    coalesce(b.current_college_key, p.to_college_key) as to_college_key,
    p.file_id,
    p.sheet,
    p.row_no
from levelled as p
left join staging.stg_major_name as f
    on
        p.catalogue_level = f.catalogue_level
        and p.from_major_digits = '名称:' || f.name
left join staging.stg_major_name as t
    on
        p.catalogue_level = t.catalogue_level
        and p.to_major_digits = '名称:' || t.name
left join warehouse.dim_college as a on p.from_college_key = a.college_key
left join warehouse.dim_college as b on p.to_college_key = b.college_key
