-- words in answers that no scale of their question has; one that fewer than
-- three gave may be somebody's own, and is only counted
with

questions as (
    select survey, question from reference.question
    union all
    select '校友', 'employment_status'
    union all
    select '校友', 'promoted'
),

options as (
    select q.survey, q.question, o.label
    from reference.question as q
    inner join reference.scale_option as o on q.family = o.family
    union
    select '校友', 'employment_status', label from reference.survey_status
    union
    select '校友', 'promoted', label
    from (values ('是'), ('有'), ('否'), ('无')) as p (label)
),

choices as (
    select
        q.survey,
        q.question,
        f.person_key as respondent,
        case q.question
            when 'related' then a.related
            when 'satisfaction' then a.satisfaction
            when 'expectation_match' then a.expectation_match
            when 'adaptability' then a.adaptability
            when 'school_satisfaction' then a.school_satisfaction
            when 'recommend' then a.recommend
            when 'teaching_satisfaction' then a.teaching_satisfaction
            when 'employment_status' then a.employment_status
            when 'promoted' then a.promoted
        end as label
    from warehouse.fct_alumni_response as f
    inner join staging.stg_alumni_answer as a
        on
            f.file_id = a.file_id
            and f.sheet = a.sheet
            and f.row_no = a.row_no
    inner join questions as q on q.survey = '校友'
    where f.invalid is null
    union all
    select '用人单位', question, employer_key, label
    from staging.stg_employer_choice
),

words as (
    select
        c.survey,
        c.question,
        c.label,
        count(*) as answers,
        count(distinct c.respondent) as respondents
    from choices as c
    left join options as o
        on
            c.survey = o.survey
            and c.question = o.question
            and c.label = o.label
    where c.label is not null and o.label is null
    group by c.survey, c.question, c.label
),

told as (
    select
        survey,
        question,
        case when respondents >= 3 then label else '不足三人的写法' end as label,
        answers
    from words
)

select survey, question, label, cast(sum(answers) as bigint) as answers
from told
group by survey, question, label
order by survey, question, label
