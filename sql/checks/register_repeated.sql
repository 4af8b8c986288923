-- files of a register that mostly repeat an earlier one: the register was
-- corrected and loaded again, and what it tells counts twice
with

prints as (
    select
        '就业创业工作人员' as register,
        r.file_id,
        hash(*columns(r.* exclude (file_id, sheet, row_no))) as print
    from staging.stg_staff as r
    union all
    select
        '经费与基本数据',
        r.file_id,
        hash(*columns(r.* exclude (file_id, sheet, row_no)))
    from staging.stg_budget as r
    union all
    select
        '就业创业课程',
        r.file_id,
        hash(*columns(r.* exclude (file_id, sheet, row_no)))
    from staging.stg_course as r
    union all
    select
        '就业活动',
        r.file_id,
        hash(*columns(r.* exclude (file_id, sheet, row_no)))
    from staging.stg_career_activity as r
    union all
    select
        '访企拓岗',
        r.file_id,
        hash(*columns(r.* exclude (file_id, sheet, row_no)))
    from staging.stg_employer_visit as r
    union all
    select
        '校园招聘信息',
        r.file_id,
        hash(*columns(r.* exclude (file_id, sheet, row_no)))
    from staging.stg_posting as r
    union all
    select
        '自主创业项目',
        r.file_id,
        hash(*columns(r.* exclude (file_id, sheet, row_no)))
    from staging.stg_startup as r
    union all
    select
        '大学生创业园',
        r.file_id,
        hash(*columns(r.* exclude (file_id, sheet, row_no)))
    from staging.stg_incubator as r
    union all
    select
        '去向核查',
        r.file_id,
        hash(*columns(r.* exclude (file_id, sheet, row_no)))
    from staging.stg_verification as r
    union all
    select
        '实习单位',
        r.file_id,
        hash(*columns(r.* exclude (file_id, sheet, row_no)))
    from staging.stg_internship_employer as r
    union all
    select
        '就业工作台账',
        r.file_id,
        hash(*columns(r.* exclude (file_id, sheet, row_no)))
    from staging.stg_work_record as r
),

counted as (
    select register, file_id, print, count(*) as lines
    from prints
    group by register, file_id, print
),

sizes as (
    select file_id, sum(lines) as lines
    from counted
    group by file_id
),

pairs as (
    select
        a.register,
        a.file_id as earlier,
        b.file_id as later,
        sum(least(a.lines, b.lines)) as lines
    from counted as a
    inner join counted as b
        on
            a.register = b.register
            and a.print = b.print
            and a.file_id < b.file_id
    group by a.register, a.file_id, b.file_id
)

select
    p.register,
    f.name as earlier_file,
    f.load_id as earlier_load,
    g.name as later_file,
    cast(p.lines as bigint) as lines
from pairs as p
inner join sizes as s on p.later = s.file_id
left join meta.file as f on p.earlier = f.file_id
left join meta.file as g on p.later = g.file_id
where p.lines * 2 > s.lines
order by p.register, p.earlier, p.later
