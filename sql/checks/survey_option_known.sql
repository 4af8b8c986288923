-- words in answers that no scale of their question has
with

choices as (
    select '校友' as survey, 'related' as question, related as label
    from warehouse.fct_alumni_response
    where invalid is null and related is not null
    union all
    select '校友', 'satisfaction', satisfaction
    from warehouse.fct_alumni_response
    where invalid is null and satisfaction is not null
    union all
    select '校友', 'expectation_match', expectation_match
    from warehouse.fct_alumni_response
    where invalid is null and expectation_match is not null
    union all
    select '校友', 'adaptability', adaptability
    from warehouse.fct_alumni_response
    where invalid is null and adaptability is not null
    union all
    select '校友', 'school_satisfaction', school_satisfaction
    from warehouse.fct_alumni_response
    where invalid is null and school_satisfaction is not null
    union all
    select '校友', 'recommend', recommend
    from warehouse.fct_alumni_response
    where invalid is null and recommend is not null
    union all
    select '校友', 'teaching_satisfaction', teaching_satisfaction
    from warehouse.fct_alumni_response
    where invalid is null and teaching_satisfaction is not null
    union all
    select '用人单位', 'overall', overall
    from staging.stg_employer_answer
    where overall is not null
    union all
    select '用人单位', 'knowledge', knowledge
    from staging.stg_employer_answer
    where knowledge is not null
    union all
    select '用人单位', 'skill', skill
    from staging.stg_employer_answer
    where skill is not null
    union all
    select '用人单位', 'attitude', attitude
    from staging.stg_employer_answer
    where attitude is not null
    union all
    select '用人单位', 'teamwork', teamwork
    from staging.stg_employer_answer
    where teamwork is not null
    union all
    select '用人单位', 'communication', communication
    from staging.stg_employer_answer
    where communication is not null
    union all
    select '用人单位', 'innovation', innovation
    from staging.stg_employer_answer
    where innovation is not null
    union all
    select '用人单位', 'learning', learning
    from staging.stg_employer_answer
    where learning is not null
    union all
    select '用人单位', 'rehire', rehire
    from staging.stg_employer_answer
    where rehire is not null
    union all
    select '校友', 'employment_status', employment_status
    from warehouse.fct_alumni_response
    where invalid is null and status is null
),

options as (
    select distinct q.survey, q.question, o.label
    from reference.question as q
    inner join reference.scale_option as o on q.family = o.family
)

select
    c.survey,
    c.question,
    c.label,
    count(*) as answers
from choices as c
left join options as o
    on
        c.survey = o.survey
        and c.question = o.question
        and c.label = o.label
where o.label is null
group by c.survey, c.question, c.label
order by c.survey, c.question, c.label
