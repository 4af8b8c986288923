-- Everybody whom a survey of alumni is about: the counted graduates of the
-- cohorts asked, at their school's last cut-off, whether invited or not, and
-- whether alive or not.
with

surveys as (
    select distinct institution_code, survey_year, cohort
    from warehouse.fct_alumni_response
    where survey_year is not null and record_key is not null
    union
    select distinct institution_code, survey_year, cohort
    from staging.stg_alumni_invitation
    where survey_year is not null and cohort is not null
),

roster as (
    select
        s.survey_year,
        g.*,
        d.settled,
        d.part_2024 as part
    from surveys as s
    inner join warehouse.last_cutoff as c
        on s.institution_code = c.institution_code and s.cohort = c.cohort
    inner join warehouse.fct_graduate as g
        on
            c.institution_code = g.institution_code
            and c.cohort = g.cohort
            and c.cutoff = g.cutoff
            and g.counted = 1
    inner join warehouse.dim_destination as d
        on g.destination_code = d.destination_code
),

invited as (
    select
        coalesce(i.person_key, s.person_key) as person_key,
        v.institution_code,
        v.survey_year,
        v.cohort,
        v.contact,
        row_number() over (
            partition by
                v.institution_code,
                v.survey_year,
                v.cohort,
                coalesce(i.person_key, s.person_key)
            order by
                v.invited_at desc nulls last,
                v.file_id desc,
                v.sheet desc,
                v.row_no desc
        ) as place
    from staging.stg_alumni_invitation as v
    left join warehouse.bridge_person as i
        on i.pid_kind = 'idcard' and v.pid_idcard = i.pid
    left join warehouse.bridge_person as s
        on s.pid_kind = 'student' and v.pid_student = s.pid
),

lists as (
    select distinct institution_code, survey_year, cohort
    from staging.stg_alumni_invitation
),

answered as (
    select distinct survey_year, record_key
    from warehouse.fct_alumni_response
    where invalid is null
),

-- the province that most of the roster come from, and all the others
homes as (
    select
        institution_code,
        survey_year,
        origin_province_code,
        row_number() over (
            partition by institution_code, survey_year
            order by sum(head_count) desc, origin_province_code asc
        ) as place
    from roster
    where origin_province_code is not null
    group by institution_code, survey_year, origin_province_code
),

frame as (
    select
        r.institution_code,
        r.survey_year,
        r.cohort,
        r.record_key,
        r.head_count,
        r.level,
        coalesce(m.current_major_key, r.major_key, '未识别') as major_key,
        coalesce(m.category, '未识别') as category,
        coalesce(x.name, '未识别') as gender,
        case
            when r.origin_province_code is null then '未识别'
            when r.origin_province_code = h.origin_province_code then p.name
            else '其他省份'
        end as origin,
        case
            when r.settled = 0 then '未落实'
            when r.part = 'further_study' then '升学'
            when r.part in ('startup', 'flexible') then '创业或自由职业'
            else '单位就业'
        end as first_destination,
        case
            when l.survey_year is null then null
            else coalesce(i.contact, '未邀请')
        end as contact,
        case when a.record_key is null then 0 else 1 end as answered
    from roster as r
    left join invited as i
        on
            r.institution_code = i.institution_code
            and r.survey_year = i.survey_year
            and r.cohort = i.cohort
            and r.person_key = i.person_key
            and i.place = 1
    left join lists as l
        on
            r.institution_code = l.institution_code
            and r.survey_year = l.survey_year
            and r.cohort = l.cohort
    left join answered as a
        on r.survey_year = a.survey_year and r.record_key = a.record_key
    left join homes as h
        on
            r.institution_code = h.institution_code
            and r.survey_year = h.survey_year
            and h.place = 1
    left join reference.province as p on h.origin_province_code = p.code
    left join reference.gender as x on r.gender_code = x.code
    left join warehouse.dim_school_major as m
        on r.institution_code = m.institution_code and r.major_key = m.major_key
)

-- a cell is who agrees on everything that answers are weighted by
select
    f.institution_code,
    f.survey_year,
    f.cohort,
    f.record_key,
    f.head_count,
    f.level,
    f.major_key,
    f.category,
    f.gender,
    f.origin,
    f.first_destination,
    f.contact,
    f.level
    || '|' || f.category
    || '|' || f.gender
    || '|' || f.origin
    || '|' || f.first_destination as cell,
    f.answered
from frame as f
