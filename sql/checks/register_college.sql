-- colleges named in the registers of the office's work that neither the roster
-- nor the register of destinations has; in a province they are not compared
with

named as (
    select r.file_id, r.college_key, '就业创业工作人员' as register
    from staging.stg_staff as r
    where r.college_key is not null
    union all
    select r.file_id, r.college_key, '就业活动'
    from staging.stg_career_activity as r
    where r.college_key is not null
    union all
    select r.file_id, r.college_key, '访企拓岗'
    from staging.stg_employer_visit as r
    where r.college_key is not null
    union all
    select r.file_id, r.college_key, '重点群体名单'
    from staging.stg_key_group as r
    where r.college_key is not null
    union all
    select r.file_id, r.college_key, '就业工作台账'
    from staging.stg_work_record as r
    where r.college_key is not null
    union all
    select r.file_id, r.college_key, '去向核查'
    from staging.stg_verification as r
    where r.college_key is not null
    union all
    select r.file_id, r.college_key, '自主创业项目'
    from staging.stg_startup as r
    where r.college_key is not null
    union all
    select r.file_id, r.college_key, '实习单位'
    from staging.stg_internship_employer as r
    where r.college_key is not null
),

unknown as (
    select n.file_id, n.register, n.college_key, count(*) as lines
    from named as n
    cross join reference.run_parameter as p
    left join warehouse.dim_college as c on n.college_key = c.college_key
    where
        c.college_key is null
        and p.workspace_level <> 'province'
        and exists (select 1 from warehouse.dim_college)
    group by n.file_id, n.register, n.college_key
)

select
    f.name as file,
    u.register,
    u.college_key as college,
    cast(u.lines as bigint) as lines
from unknown as u
left join meta.file as f on u.file_id = f.file_id
order by f.name, u.college_key
