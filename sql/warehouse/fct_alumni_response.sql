-- What alumni answered. A word that no scale of its question has stays behind:
-- what people write of their own may name them.
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

-- the record of the person at the last cut-off, which is where those asked are
-- taken from; who has two answers for that of the school asking, then for the
-- higher level
records as (
    select
        p.file_id,
        p.sheet,
        p.row_no,
        g.record_key,
        g.institution_code,
        g.level,
        g.major_key,
        g.college_key,
        g.gender_code,
        row_number() over (
            partition by p.file_id, p.sheet, p.row_no
            order by
                case
                    when g.institution_code = p.institution_code then 0 else 1
                end asc,
                lv.sort asc nulls last,
                g.record_key asc
        ) as choice
    from persons as p
    inner join warehouse.fct_graduate as g
        on
            p.cohort = g.cohort
            and p.person_key = g.person_key
            and g.counted = 1
    inner join warehouse.last_cutoff as c
        on
            g.institution_code = c.institution_code
            and g.cohort = c.cohort
            and g.cutoff = c.cutoff
    left join reference.level as lv on g.level = lv.level
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
        st.label as known_status,
        st.status,
        case
            when p.survey_year is null then '缺调查年度'
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
            p.file_id = r.file_id
            and p.sheet = r.sheet
            and p.row_no = r.row_no
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
            partition by
                j.record_institution_code,
                j.survey_year,
                j.cohort,
                j.person_key
            order by
                j.flaw is not null asc,
                j.answered_at desc nulls last,
                j.file_id desc,
                j.sheet desc,
                j.row_no desc
        ) as place
    from joined as j
),

options as (
    select q.question, o.label
    from reference.question as q
    inner join reference.scale_option as o on q.family = o.family
    where q.survey = '校友'
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
    o.known_status as employment_status,
    o.status,
    o.monthly_pay,
    o.first_pay,
    case
        when o.related in (
            select k.label from options as k
            where k.question = 'related'
        ) then o.related
    end as related,
    case
        when o.satisfaction in (
            select k.label from options as k
            where k.question = 'satisfaction'
        ) then o.satisfaction
    end as satisfaction,
    case
        when o.expectation_match in (
            select k.label from options as k
            where k.question = 'expectation_match'
        ) then o.expectation_match
    end as expectation_match,
    case
        when o.adaptability in (
            select k.label from options as k
            where k.question = 'adaptability'
        ) then o.adaptability
    end as adaptability,
    o.employer_count,
    o.tenure_months,
    case
        when o.promoted in ('是', '有', '否', '无') then o.promoted
    end as promoted,
    o.industry_code,
    o.occupation_code,
    o.work_province_code,
    case
        when o.school_satisfaction in (
            select k.label from options as k
            where k.question = 'school_satisfaction'
        ) then o.school_satisfaction
    end as school_satisfaction,
    case
        when o.recommend in (
            select k.label from options as k
            where k.question = 'recommend'
        ) then o.recommend
    end as recommend,
    case
        when o.teaching_satisfaction in (
            select k.label from options as k
            where k.question = 'teaching_satisfaction'
        ) then o.teaching_satisfaction
    end as teaching_satisfaction,
    case
        when o.person_key is not null and o.place > 1 then '重复答卷'
        else o.flaw
    end as invalid,
    o.file_id,
    o.sheet,
    o.row_no
from ordered as o
