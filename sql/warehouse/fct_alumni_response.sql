with

persons as (
    select
        a.*,
        coalesce(i.person_key, s.person_key) as person_key
    from staging.stg_alumni_answer as a
    left join warehouse.bridge_person as i
        on i.pid_kind = 'idcard' and a.pid_idcard = i.pid
    left join warehouse.bridge_person as s
        on s.pid_kind = 'student' and a.pid_student = s.pid
),

-- the record that the cohort's list has of the person; a person with two
-- records in one cohort answers for the higher level
records as (
    select
        g.cohort,
        g.person_key,
        g.record_key,
        g.institution_code,
        g.level,
        g.major_key,
        g.college_key,
        g.gender_code,
        row_number() over (
            partition by g.cohort, g.person_key
            order by lv.sort asc nulls last, g.cutoff desc, g.record_key asc
        ) as choice
    from warehouse.fct_graduate as g
    left join reference.level as lv on g.level = lv.level
    where
        g.counted = 1
        and g.person_key in (select a.person_key from persons as a)
),

-- a file that asks for consent must have it in the row
files as (
    select file_id, count(consent_date) > 0 as asks_consent
    from persons
    group by file_id
),

joined as (
    select
        p.*,
        r.record_key,
        coalesce(r.institution_code, p.institution_code)
            as record_institution_code,
        r.level,
        r.major_key,
        r.college_key,
        r.gender_code,
        st.status,
        case
            when r.record_key is null then '不在名单'
            when f.asks_consent and p.consent_date is null then '缺同意日期'
            when p.answered_seconds < u.min_seconds then '答题过快'
            when p.employment_status is null then '缺就业状态'
        end as flaw
    from persons as p
    cross join reference.survey_rule as u
    inner join files as f on p.file_id = f.file_id
    left join records as r
        on
            p.cohort = r.cohort and p.person_key = r.person_key
            and r.choice = 1
    left join reference.survey_status as st
        on p.employment_status = st.label
),

-- the same person twice in one survey: of the answers without another flaw the
-- last one stands
ordered as (
    select
        j.*,
        row_number() over (
            partition by j.survey_year, j.cohort, j.person_key
            order by
                j.flaw is not null asc,
                j.answered_at desc nulls last,
                j.file_id desc,
                j.row_no desc
        ) as place
    from joined as j
)

select
    o.survey_year,
    o.cohort,
    o.record_institution_code as institution_code,
    o.person_key,
    o.record_key,
    o.level,
    o.major_key,
    o.college_key,
    o.gender_code,
    o.answered_at,
    o.consent_date,
    o.employment_status,
    o.status,
    o.monthly_pay,
    o.first_pay,
    o.related,
    o.satisfaction,
    o.expectation_match,
    o.adaptability,
    o.employer_count,
    o.tenure_months,
    o.promoted,
    o.industry_code,
    o.occupation_code,
    o.work_province_code,
    o.school_satisfaction,
    o.recommend,
    o.teaching_satisfaction,
    case
        when o.person_key is not null and o.place > 1 then '重复答卷'
        else o.flaw
    end as invalid,
    o.file_id,
    o.sheet,
    o.row_no
from ordered as o
