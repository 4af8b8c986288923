-- What an employer's answer says to one question. A view: the words stay out of
-- the build, where they could be somebody's own.
select
    a.file_id,
    a.sheet,
    a.row_no,
    a.institution_code,
    a.survey_year,
    a.employer_key,
    a.answered_at,
    q.question,
    q.family,
    case q.question
        when 'overall' then a.overall
        when 'knowledge' then a.knowledge
        when 'skill' then a.skill
        when 'attitude' then a.attitude
        when 'teamwork' then a.teamwork
        when 'communication' then a.communication
        when 'innovation' then a.innovation
        when 'learning' then a.learning
        when 'rehire' then a.rehire
    end as label
from staging.stg_employer_answer as a
inner join reference.question as q on q.survey = '用人单位'
