with

persons as (
    select
        k.*,
        coalesce(i.person_key, s.person_key) as person_key
    from staging.stg_key_group as k
    left join warehouse.bridge_person as i
        on i.pid_kind = 'idcard' and k.pid_idcard = i.pid
    left join warehouse.bridge_person as s
        on s.pid_kind = 'student' and k.pid_student = s.pid
)

select
    p.cohort,
    p.person_key,
    p.group_name,
    coalesce(c.current_college_key, p.college_key) as college_key,
    p.file_id,
    p.sheet,
    p.row_no
from persons as p
left join warehouse.dim_college as c on p.college_key = c.college_key
