-- answers that belong to no survey: nothing that is printed counts them
with

surveys as (
    select distinct institution_code, survey_year, cohort
    from warehouse.alumni_frame
),

employer_surveys as (
    select distinct institution_code, survey_year
    from warehouse.employer_frame
),

lost as (
    select
        '校友' as survey,
        a.file_id,
        a.survey_year,
        a.cohort,
        case
            when a.survey_year is null then '没有写调查年度'
            when a.cohort is null then '没有写毕业年度'
            when a.institution_code = '未识别' then '不知道是哪所学校的'
            when c.cohort is null then '没有这一届的毕业生名单和去向登记'
            else '没有一份认得出是名单上的人'
        end as reason
    from warehouse.fct_alumni_response as a
    left join surveys as s
        on
            a.institution_code = s.institution_code
            and a.survey_year = s.survey_year
            and a.cohort = s.cohort
    left join warehouse.last_cutoff as c
        on a.institution_code = c.institution_code and a.cohort = c.cohort
    where s.survey_year is null
    union all
    select
        '用人单位',
        e.file_id,
        e.survey_year,
        null,
        case
            when e.survey_year is null then '没有写调查年度'
            else '调查前三届没有登记到用人单位'
        end
    from staging.stg_employer_answer as e
    left join employer_surveys as s
        on
            e.institution_code = s.institution_code
            and e.survey_year = s.survey_year
    where s.survey_year is null
)

select
    l.survey,
    f.name as file,
    l.survey_year,
    l.cohort,
    l.reason,
    count(*) as answers
from lost as l
left join meta.file as f on l.file_id = f.file_id
group by l.survey, f.name, l.file_id, l.survey_year, l.cohort, l.reason
order by
    l.survey,
    f.name,
    l.survey_year asc nulls first,
    l.cohort asc nulls first,
    l.reason
