with

persons as (
    select
        a.*,
        coalesce(i.person_key, e.person_key) as person_key
    from staging.stg_admission as a
    left join warehouse.bridge_person as i
        on i.pid_kind = 'idcard' and a.pid_idcard = i.pid
    left join warehouse.bridge_person as e
        on e.pid_kind = 'exam' and a.pid_exam = e.pid
)

-- 调剂: admitted to a plan that the applicant had not chosen; unknown where
-- the file lists no choice at all
select
    p.institution_code,
    p.year,
    p.person_key,
    p.head_count,
    p.level,
    c.current_college_key as college_key,
    coalesce(p.level, '未识别') || ':' || p.major_digits as major_key,
    p.gender_code,
    p.province_code,
    p.subject,
    p.batch,
    p.admission_type,
    p.score,
    p.filing_score,
    p.admitted_plan_code,
    case
        when p.choice_1 is null or p.admitted_plan_code is null then null
        when p.choice_1 = p.admitted_plan_code then 1
        else 0
    end as first_choice,
    case
        when p.choice_1 is null or p.admitted_plan_code is null then null
        when p.admitted_plan_code in (
            p.choice_1, coalesce(p.choice_2, ''), coalesce(p.choice_3, ''),
            coalesce(p.choice_4, ''), coalesce(p.choice_5, ''),
            coalesce(p.choice_6, '')
        ) then 0
        else 1
    end as adjusted,
    p.registered,
    p.file_id,
    p.sheet,
    p.row_no
from persons as p
left join warehouse.dim_college as c on p.college_key = c.college_key
