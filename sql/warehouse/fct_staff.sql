-- Somebody with two posts has two lines and one key; a line without 工号 is
-- somebody of its own. Who names neither level nor college is of the school.
select
    s.institution_code,
    s.cohort,
    coalesce(
        s.pid_staff, 'row:' || s.file_id || ':' || s.sheet || ':' || s.row_no
    ) as staff_key,
    coalesce(s.unit_level, '校级') as unit_level,
    coalesce(c.current_college_key, s.college_key) as college_key,
    s.post,
    s.full_time,
    coalesce(s.title_in_field, false) as titled,
    s.trained,
    s.trained_outside in ('国家级', '省级') as sent,
    s.seconded,
    s.post in (
        '就业工作人员', '创业工作人员', '就业指导教师', '创业教师', '辅导员'
    ) as guides,
    s.file_id,
    s.sheet,
    s.row_no
from staging.stg_staff as s
left join warehouse.dim_college as c on s.college_key = c.college_key
where s.cohort is not null and s.post is not null
