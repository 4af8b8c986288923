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
)

select
    p.survey_year,
    p.cohort,
    p.person_key,
    r.record_key,
    r.level,
    r.major_key,
    r.college_key,
    r.gender_code,
    p.answered_at,
    p.consent_date,
    p.employment_status,
    p.monthly_pay,
    p.first_pay,
    p.related,
    p.satisfaction,
    p.expectation_match,
    p.adaptability,
    p.employer_count,
    p.tenure_months,
    p.promoted,
    p.industry_code,
    p.occupation_code,
    p.work_province_code,
    p.school_satisfaction,
    p.recommend,
    p.teaching_satisfaction,
    -- the same person twice in one survey: the later answer stands
    case
        when p.person_key is null then 1
        when row_number() over (
            partition by p.survey_year, p.cohort, p.person_key
            order by
                p.answered_at desc nulls last,
                p.file_id desc,
                p.row_no desc
        ) = 1 then 1
        else 0
    end as counted,
    p.file_id,
    p.sheet,
    p.row_no
from persons as p
left join records as r
    on
        p.cohort = r.cohort and p.person_key = r.person_key
        and r.choice = 1
