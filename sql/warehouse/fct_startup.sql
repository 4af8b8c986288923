-- A firm is one by its code however many of its founders are listed; a project
-- without one is one by its name.
select
    s.institution_code,
    s.cohort,
    coalesce(
        s.credit_code,
        s.project,
        'row:' || s.file_id || ':' || s.sheet || ':' || s.row_no
    ) as startup_key,
    max(case when s.incubator is null then 0 else 1 end) as incubated,
    max(case when s.status = '存续' then 1 else 0 end) as alive,
    max(s.funding) as funding,
    max(s.jobs) as jobs
from staging.stg_startup as s
where s.cohort is not null
group by
    s.institution_code,
    s.cohort,
    coalesce(
        s.credit_code,
        s.project,
        'row:' || s.file_id || ':' || s.sheet || ':' || s.row_no
    )
