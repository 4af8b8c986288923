-- A row of the whole country stands where it is alone; beside the same
-- programme's provinces it says their sum again.
with

provinces as (
    select distinct
        file_id,
        sheet,
        year,
        level,
        major_digits,
        programme,
        admission_type
    from staging.stg_admission_plan
    where province_code is not null
)

select
    p.year,
    p.institution_code,
    p.level,
    c.current_college_key as college_key,
    coalesce(p.level, '未识别') || ':' || p.major_digits as major_key,
    p.plan_code,
    p.programme,
    p.major_class,
    p.province_code,
    p.subject,
    p.batch,
    p.admission_type,
    p.plan,
    p.file_id,
    p.sheet,
    p.row_no
from staging.stg_admission_plan as p
left join warehouse.dim_college as c on p.college_key = c.college_key
where
    p.is_nationwide = 0
    or not exists (
        select 1
        from provinces as s
        where
            p.file_id = s.file_id
            and p.sheet = s.sheet
            and p.year is not distinct from s.year
            and p.level is not distinct from s.level
            and p.major_digits is not distinct from s.major_digits
            and p.programme is not distinct from s.programme
            and p.admission_type is not distinct from s.admission_type
    )
