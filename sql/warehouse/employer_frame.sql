-- Every employer that took graduates of the three cohorts before a survey of
-- employers, each at its school's last cut-off, whether it answered or not.
with

surveys as (
    select distinct institution_code, survey_year
    from staging.stg_employer_answer
    where survey_year is not null
),

hires as (
    select
        s.institution_code,
        s.survey_year,
        e.employer_key,
        g.cohort,
        g.employer_nature_code,
        g.industry_code,
        g.head_count
    from surveys as s
    inner join warehouse.last_cutoff as c
        on
            s.institution_code = c.institution_code
            and c.cohort between s.survey_year - 3 and s.survey_year - 1
    inner join warehouse.fct_graduate as g
        on
            c.institution_code = g.institution_code
            and c.cohort = g.cohort
            and c.cutoff = g.cutoff
            and g.counted = 1
    inner join reference.population_member as p
        on
            g.destination_code = p.destination_code
            and p.population = 'employed_units'
    inner join staging.stg_employer as e
        on
            g.file_id = e.file_id
            and g.sheet = e.sheet
            and g.row_no = e.row_no
),

-- where its lines differ, the latest say what an employer is
described as (
    select
        institution_code,
        survey_year,
        employer_key,
        employer_nature_code,
        industry_code,
        row_number() over (
            partition by institution_code, survey_year, employer_key
            order by
                max(cohort) desc,
                sum(head_count) desc,
                employer_nature_code asc nulls last,
                industry_code asc nulls last
        ) as place
    from hires
    group by
        institution_code,
        survey_year,
        employer_key,
        employer_nature_code,
        industry_code
),

totals as (
    select
        institution_code,
        survey_year,
        employer_key,
        sum(head_count) as hired
    from hires
    group by institution_code, survey_year, employer_key
),

answered as (
    select distinct institution_code, survey_year, employer_key
    from staging.stg_employer_answer
),

frame as (
    select
        t.institution_code,
        t.survey_year,
        t.employer_key,
        coalesce(n.name, '未识别') as nature,
        coalesce(i.name, '未识别') as industry,
        case
            when t.hired = 1 then '一人'
            when t.hired < 5 then '二至四人'
            else '五人以上'
        end as hires,
        case when a.employer_key is null then 0 else 1 end as answered
    from totals as t
    inner join described as d
        on
            t.institution_code = d.institution_code
            and t.survey_year = d.survey_year
            and t.employer_key = d.employer_key
            and d.place = 1
    left join reference.employer_nature as n on d.employer_nature_code = n.code
    left join reference.industry as i on d.industry_code = i.code
    left join answered as a
        on
            t.institution_code = a.institution_code
            and t.survey_year = a.survey_year
            and t.employer_key = a.employer_key
)

-- a cell is who agrees on everything that answers are weighted by
select
    f.institution_code,
    f.survey_year,
    f.employer_key,
    f.nature,
    f.industry,
    f.hires,
    f.nature
    || '|' || f.industry
    || '|' || f.hires as cell,
    f.answered
from frame as f
