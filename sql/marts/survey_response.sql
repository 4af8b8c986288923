-- How many were on the roster, invited, reached, and answered, for the whole
-- survey and for each major; the dead and the unreachable stay in people.
with

frame as (
    select
        f.institution_code,
        f.survey_year,
        f.cohort,
        f.level,
        f.major_key,
        f.contact,
        f.answered,
        f.head_count
    from warehouse.alumni_frame as f
),

units as (
    select
        '全部' as unit,
        institution_code,
        survey_year,
        cohort,
        '—' as level,
        '—' as major_key,
        contact,
        answered,
        head_count
    from frame
    union all
    select
        '层次',
        institution_code,
        survey_year,
        cohort,
        level,
        '—',
        contact,
        answered,
        head_count
    from frame
    union all
    select
        '专业',
        institution_code,
        survey_year,
        cohort,
        level,
        major_key,
        contact,
        answered,
        head_count
    from frame
),

people as (
    select
        unit,
        institution_code,
        survey_year,
        cohort,
        level,
        major_key,
        sum(head_count) as people,
        sum(
            case when contact is null or contact = '未邀请' then 0
                else head_count
            end
        ) as invited,
        sum(case contact when '已送达' then head_count else 0 end) as reached,
        sum(case contact when '无法联系' then head_count else 0 end)
            as unreachable,
        sum(case contact when '已故' then head_count else 0 end) as deceased,
        sum(case contact when '拒绝' then head_count else 0 end) as refused,
        count(contact) > 0 as has_invitations,
        sum(answered * head_count) as valid
    from units
    group by unit, institution_code, survey_year, cohort, level, major_key
),

-- an answer of somebody who is not on the roster belongs to no major
answers as (
    select
        a.institution_code,
        a.survey_year,
        a.cohort,
        coalesce(a.level, '未识别') as level,
        coalesce(m.current_major_key, a.major_key, '未识别') as major_key,
        a.invalid
    from warehouse.fct_alumni_response as a
    left join warehouse.dim_school_major as m
        on
            a.institution_code = m.institution_code
            and a.major_key = m.major_key
),

answer_units as (
    select
        '全部' as unit,
        institution_code,
        survey_year,
        cohort,
        '—' as level,
        '—' as major_key,
        invalid
    from answers
    union all
    select
        '层次',
        institution_code,
        survey_year,
        cohort,
        level,
        '—',
        invalid
    from answers
    union all
    select
        '专业',
        institution_code,
        survey_year,
        cohort,
        level,
        major_key,
        invalid
    from answers
),

returned as (
    select
        unit,
        institution_code,
        survey_year,
        cohort,
        level,
        major_key,
        count(*) as answers,
        sum(case invalid when '不在名单' then 1 else 0 end)
            as not_on_roster,
        sum(case invalid when '重复答卷' then 1 else 0 end)
            as repeated,
        sum(case invalid when '缺同意日期' then 1 else 0 end)
            as no_consent,
        sum(case invalid when '答题过快' then 1 else 0 end)
            as too_fast,
        sum(case invalid when '缺就业状态' then 1 else 0 end)
            as no_status
    from answer_units
    group by unit, institution_code, survey_year, cohort, level, major_key
),

employers as (
    select
        institution_code,
        survey_year,
        count(*) as people,
        sum(answered) as valid
    from warehouse.employer_frame
    group by institution_code, survey_year
),

employer_answers as (
    select
        institution_code,
        survey_year,
        count(*) as answers,
        count(distinct employer_key) as answering
    from staging.stg_employer_answer
    group by institution_code, survey_year
)

select
    '校友' as survey,
    p.institution_code,
    p.survey_year,
    p.cohort,
    p.unit,
    p.level,
    p.major_key,
    m.name as major,
    cast(p.people as bigint) as people,
    p.has_invitations,
    cast(p.invited as bigint) as invited,
    cast(p.reached as bigint) as reached,
    cast(p.unreachable as bigint) as unreachable,
    cast(p.deceased as bigint) as deceased,
    cast(p.refused as bigint) as refused,
    cast(coalesce(r.answers, 0) as bigint) as answers,
    cast(coalesce(r.not_on_roster, 0) as bigint) as not_on_roster,
    cast(coalesce(r.repeated, 0) as bigint) as repeated,
    cast(coalesce(r.no_consent, 0) as bigint) as no_consent,
    cast(coalesce(r.too_fast, 0) as bigint) as too_fast,
    cast(coalesce(r.no_status, 0) as bigint) as no_status,
    cast(p.valid as bigint) as valid
from people as p
left join returned as r
    on
        p.unit = r.unit
        and p.institution_code = r.institution_code
        and p.survey_year = r.survey_year
        and p.cohort = r.cohort
        and p.level = r.level
        and p.major_key = r.major_key
left join warehouse.dim_major as m on p.major_key = m.major_key
union all
select
    '用人单位',
    e.institution_code,
    e.survey_year,
    0,
    '全部',
    '—',
    '—',
    null,
    cast(e.people as bigint),
    false,
    0,
    0,
    0,
    0,
    0,
    cast(a.answers as bigint),
    cast(a.answering - e.valid as bigint),
    cast(a.answers - a.answering as bigint),
    0,
    0,
    0,
    cast(e.valid as bigint)
from employers as e
inner join employer_answers as a
    on
        e.institution_code = a.institution_code
        and e.survey_year = a.survey_year
