-- The roster of every survey, cut up by what answers are weighted by: how many
-- there are in a cell, and how many of them answered.
with

cells as (
    select
        '校友' as survey,
        f.institution_code,
        f.survey_year,
        f.cohort,
        f.cell,
        f.level,
        f.category,
        f.gender,
        f.origin,
        f.first_destination,
        '—' as nature,
        '—' as industry,
        '—' as hires,
        sum(f.head_count) as people,
        sum(f.answered * f.head_count) as answers
    from warehouse.alumni_frame as f
    group by
        f.institution_code,
        f.survey_year,
        f.cohort,
        f.cell,
        f.level,
        f.category,
        f.gender,
        f.origin,
        f.first_destination
    union all
    select
        '用人单位',
        f.institution_code,
        f.survey_year,
        0,
        f.cell,
        '—',
        '—',
        '—',
        '—',
        '—',
        f.nature,
        f.industry,
        f.hires,
        count(*),
        sum(f.answered)
    from warehouse.employer_frame as f
    group by
        f.institution_code,
        f.survey_year,
        f.cell,
        f.nature,
        f.industry,
        f.hires
)

select
    survey,
    institution_code,
    survey_year,
    cohort,
    cell,
    level,
    category,
    gender,
    origin,
    first_destination,
    nature,
    industry,
    hires,
    cast(people as bigint) as people,
    cast(answers as bigint) as answers
from cells
