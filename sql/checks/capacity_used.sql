-- lines of 办学条件 and 岗位需求 that say nothing: of no level that can be told,
-- or without a number of people where one is written
with

lines as (
    select
        c.file_id,
        c.sheet,
        c.row_no,
        c.institution_code,
        c.level,
        c.major_digits,
        c.major_name,
        c.capacity as people,
        c.capacity_text as stated
    from staging.stg_major_capacity as c
    where c.year is not null and c.major_digits is not null
    union all
    select
        v.file_id,
        v.sheet,
        v.row_no,
        v.institution_code,
        v.level,
        v.major_digits,
        v.major_name,
        v.positions,
        v.positions_text
    from staging.stg_vacancy as v
    where v.cohort is not null and v.major_digits is not null
),

judged as (
    select
        l.*,
        case
            when l.level is null and u.level is null then '看不出学历层次'
            when l.stated is not null and l.people is null
                then '人数不是零或正整数：' || l.stated
        end as what
    from lines as l
    left join warehouse.unlevelled_major as u
        on
            l.level is null
            and l.institution_code = u.institution_code
            and l.major_digits = u.stated_digits
)

select
    f.name as file,
    j.sheet,
    j.row_no,
    coalesce(j.major_name, j.major_digits) as major,
    j.what
from judged as j
left join meta.file as f on j.file_id = f.file_id
where j.what is not null
order by f.name, j.sheet, j.row_no
