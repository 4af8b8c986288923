-- rows of the registers of the office's work that lack what their count rests
-- on; what stands in a cell and can't be read is a finding of its load
with

rows_told as (
    select
        s.file_id,
        s.sheet,
        s.row_no,
        '就业创业工作人员' as register,
        case
            when s.cohort is null then '不知道是哪一届'
            when s.unit_level is null then '没有写校级还是院级，两边都不计'
            when s.unit_level = '院级' and s.college_key is null
                then '院级人员没有写学院'
            when
                s.full_time is null and s.post in (
                    '就业工作人员', '创业工作人员', '就业指导教师', '创业教师'
                )
                then '没有写专职还是兼职，不按专职计'
            when s.pid_staff is null
                then '没有工号：这一行当作另一个人，有几个岗位就算几个人'
        end as what
    from staging.stg_staff as s
    union all
    select
        b.file_id,
        b.sheet,
        b.row_no,
        '经费与基本数据',
        case
            when b.cohort is null then '不知道是哪一年的'
            when b.amount is not null then null
            when
                b.item in (
                    '学费收入', '就业经费预算', '就业经费支出', '创业经费支出'
                )
                and b.unit is null
                then '金额没有写元还是万元，这个数不用：' || b.amount_text
            else '数值或单位读不懂，这个数不用：' || coalesce(b.amount_text, '')
        end
    from staging.stg_budget as b
    union all
    select
        c.file_id,
        c.sheet,
        c.row_no,
        '就业创业课程',
        case
            when c.cohort is null then '不知道是哪一年的'
            when c.kind is null then '没有写课程类别，哪一类都不计'
            when c.kind = '其他' then null
            when c.nature is null then '没有写必修还是选修，不按必修计'
            when c.hours10 is null then '没有学时，或学时不是数'
            when c.nature = '必修' and c.in_plan is null
                then '没有写是否列入教学计划，不按列入计'
        end
    from staging.stg_course as c
    union all
    select
        a.file_id,
        a.sheet,
        a.row_no,
        '就业活动',
        case
            when a.cohort is null then '不知道是哪一届'
            when a.kind is null then '没有写活动类别，哪一类都不计'
            when
                a.stage is null
                and a.kind in ('生涯教育', '就业观教育', '求职指导', '竞赛')
                then '没有写面向哪个阶段，各阶段都不计'
            when a.kind = '创新创业培训' and a.attended is null
                then '没有参加人数'
        end
    from staging.stg_career_activity as a
    union all
    select
        v.file_id,
        v.sheet,
        v.row_no,
        '访企拓岗',
        case
            when v.cohort is null then '不知道是哪一届'
            when v.role is null then '没有写走访人的职务类别，不计入要求'
            when
                v.role in ('院系领导', '专业负责人') and f.college_key is null
                then '不知道是哪个学院的，不计入学院的平均数'
            when v.role in ('院系领导', '专业负责人') and v.pid_staff is null
                then '没有工号，这一行当作另一个人的走访'
        end
    from staging.stg_employer_visit as v
    left join warehouse.fct_visit as f
        on
            v.file_id = f.file_id
            and v.sheet = f.sheet
            and v.row_no = f.row_no
    union all
    select
        p.file_id,
        p.sheet,
        p.row_no,
        '校园招聘信息',
        case when p.cohort is null then '不知道是哪一届' end
    from staging.stg_posting as p
    union all
    select
        k.file_id,
        k.sheet,
        k.row_no,
        '重点群体名单',
        case
            when k.cohort is null then '不知道是哪一届'
            when k.group_name is null then '没有写是哪一类'
        end
    from staging.stg_key_group as k
    union all
    select
        w.file_id,
        w.sheet,
        w.row_no,
        '就业工作台账',
        case
            when w.cohort is null then '不知道是哪一届'
            when w.unit_level is null and w.college_key is null
                then '没有写校级还是院级，也没有写学院，按学校做的计'
            when w.unit_level is null then '没有写校级还是院级，按学院做的计'
            when w.unit_level = '院级' and w.college_key is null
                then '学院做的事没有写学院'
        end
    from staging.stg_work_record as w
    union all
    select
        e.file_id,
        e.sheet,
        e.row_no,
        '去向核查',
        case
            when e.cohort is null then '不知道是哪一届'
            when e.result is null then '没有写核查结论'
        end
    from staging.stg_verification as e
    union all
    select
        u.file_id,
        u.sheet,
        u.row_no,
        '自主创业项目',
        case when u.cohort is null then '不知道是哪一届' end
    from staging.stg_startup as u
    union all
    select
        i.file_id,
        i.sheet,
        i.row_no,
        '大学生创业园',
        case when i.cohort is null then '不知道是哪一年的' end
    from staging.stg_incubator as i
    union all
    select
        n.file_id,
        n.sheet,
        n.row_no,
        '实习单位',
        case when n.cohort is null then '不知道是哪一届' end
    from staging.stg_internship_employer as n
    union all
    select
        m.file_id,
        m.sheet,
        m.row_no,
        '最低工资标准',
        case
            when m.place_code is null then '不知道是哪个地区'
            when m.valid_from is null then '执行日期读不出'
            when m.amount is null then '金额读不出'
        end
    from staging.stg_minimum_wage as m
)

select
    f.name as file,
    t.sheet,
    t.row_no,
    t.register,
    t.what
from rows_told as t
left join meta.file as f on t.file_id = f.file_id
where t.what is not null
order by f.name, t.sheet, t.row_no
