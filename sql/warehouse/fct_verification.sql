-- A line of which nothing is filled in is a list still to be worked through, no
-- check. Whose it is, the graduates say; else its own college stands.
with

persons as (
    select
        v.*,
        coalesce(i.person_key, s.person_key) as person_key
    from staging.stg_verification as v
    left join warehouse.bridge_person as i
        on i.pid_kind = 'idcard' and v.pid_idcard = i.pid
    left join warehouse.bridge_person as s
        on s.pid_kind = 'student' and v.pid_student = s.pid
    where
        v.cohort is not null
        and coalesce(v.way, v.evidence, v.result, v.breach) is not null
)

select
    p.institution_code,
    p.cohort,
    coalesce(
        p.person_key, 'row:' || p.file_id || ':' || p.sheet || ':' || p.row_no
    ) as check_key,
    coalesce(g.college_key, c.current_college_key, p.college_key)
        as college_key,
    coalesce(g.settled, 0) as settled,
    p.checked_on,
    p.way,
    p.evidence,
    p.result,
    p.breach,
    p.file_id,
    p.sheet,
    p.row_no
from persons as p
left join warehouse.duty_person as g
    on
        p.institution_code = g.institution_code
        and p.cohort = g.cohort
        and p.person_key = g.person_key
left join warehouse.dim_college as c on p.college_key = c.college_key
