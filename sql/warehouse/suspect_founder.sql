-- Who founded something, as the office's list of projects has it, and whether
-- the list itself bears the business out.
with

projects as (
    select
        s.institution_code,
        s.cohort,
        coalesce(i.person_key, n.person_key) as person_key,
        s.status,
        s.incubator
    from staging.stg_startup as s
    left join warehouse.bridge_person as i
        on i.pid_kind = 'idcard' and s.pid_idcard = i.pid
    left join warehouse.bridge_person as n
        on n.pid_kind = 'student' and s.pid_student = n.pid
)

select
    institution_code,
    cohort,
    person_key,
    max(case when status = '存续' or incubator is not null then 1 else 0 end)
        as proven
from projects
where
    person_key is not null
    and (status is not null or incubator is not null)
group by institution_code, cohort, person_key
