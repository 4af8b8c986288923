with

persons as (
    select
        s.*,
        coalesce(i.person_key, e.person_key, t.person_key) as person_key
    from staging.stg_status_change as s
    left join warehouse.bridge_person as i
        on i.pid_kind = 'idcard' and s.pid_idcard = i.pid
    left join warehouse.bridge_person as e
        on e.pid_kind = 'exam' and s.pid_exam = e.pid
    left join warehouse.bridge_person as t
        on t.pid_kind = 'student' and s.pid_student = t.pid
)

select
    p.institution_code,
    p.person_key,
    p.change_type,
    p.change_date,
    p.entry_year,
    p.from_grade,
    p.to_grade,
    p.level,
    p.level || ':' || p.from_major_digits as from_major_key,
    coalesce(a.current_college_key, p.from_college_key) as from_college_key,
    p.level || ':' || p.to_major_digits as to_major_key,
    coalesce(b.current_college_key, p.to_college_key) as to_college_key,
    p.file_id,
    p.sheet,
    p.row_no
from persons as p
left join warehouse.dim_college as a on p.from_college_key = a.college_key
left join warehouse.dim_college as b on p.to_college_key = b.college_key
