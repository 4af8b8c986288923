-- files of answers that hold no day of consent at all
select
    f.name as file,
    a.survey_year,
    count(*) as answers
from staging.stg_alumni_answer as a
left join meta.file as f on a.file_id = f.file_id
group by f.name, a.file_id, a.survey_year
having count(a.consent_date) = 0
order by a.survey_year, f.name
