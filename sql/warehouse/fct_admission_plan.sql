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
