-- The graduations of a school with admission lists, at its last cut-off of
-- their cohorts, and whose admission each ends. Of a school without lists none
-- is looked at.
with

schools as (
    select distinct institution_code
    from warehouse.admission_profile
    where year is not null
),

records as (
    select
        g.record_key,
        g.institution_code,
        g.person_key,
        g.head_count,
        g.counted,
        g.exclusion,
        g.cohort,
        g.cutoff,
        g.level,
        g.completion,
        coalesce(s.current_major_key, g.major_key) as major_key,
        g.admission_type,
        g.entry_year,
        g.destination_code,
        g.related,
        g.work_province_code,
        g.origin_province_code
    from warehouse.fct_graduate as g
    inner join warehouse.last_cutoff as l
        on
            g.institution_code = l.institution_code
            and g.cohort = l.cohort
            and g.cutoff = l.cutoff
    inner join schools as i on g.institution_code = i.institution_code
    left join warehouse.dim_school_major as s
        on
            g.institution_code = s.institution_code
            and g.major_key = s.major_key
    where
        g.exclusion is null
        or g.exclusion = 'repeated'
        or g.exclusion like 'rule:%'
),

-- a record that came back is what the first cohort said of it
leavings as (
    select *
    from records
    where exclusion is null or exclusion like 'rule:%'
),

-- a record ends the latest admission before it; whom a list without levels
-- admits came from school
matches as (
    select
        p.entrant_key,
        r.*,
        row_number() over (
            partition by r.record_key, r.cohort
            order by
                case when p.level = r.level then 0 else 1 end asc,
                p.year desc
        ) as choice
    from leavings as r
    inner join warehouse.admission_profile as p
        on
            p.entrant_key is not null
            and r.institution_code = p.institution_code
            and r.person_key = p.person_key
            and (
                r.level = p.level
                or p.level = '未识别' and r.level in ('本科', '专科')
            )
            and p.year < r.cohort
),

-- of several records of one admission the best ends it
ends as (
    select
        record_key,
        cohort,
        entrant_key,
        row_number() over (
            partition by entrant_key
            order by
                case completion
                    when '延期' then 3
                    when '肄业' then 2
                    when '结业' then 1
                    else 0
                end asc,
                cohort asc,
                record_key asc
        ) as place
    from matches
    where choice = 1
),

-- 毕业 in two cohorts is not the conversion of a 结业
twice as (
    select distinct a.record_key
    from records as a
    inner join leavings as b
        on a.record_key = b.record_key and b.cohort < a.cohort
    where
        a.exclusion = 'repeated'
        and a.completion = '毕业'
        and b.completion = '毕业'
)

select
    r.record_key,
    r.cohort,
    r.cutoff,
    e.entrant_key,
    case when e.place = 1 then 1 else 0 end as ends_studies,
    case when t.record_key is not null then 1 else 0 end as twice,
    r.institution_code,
    r.person_key,
    r.head_count,
    r.counted,
    r.level,
    r.completion,
    r.major_key,
    r.admission_type,
    r.entry_year,
    r.destination_code,
    r.related,
    r.work_province_code,
    r.origin_province_code
from leavings as r
left join ends as e on r.record_key = e.record_key and r.cohort = e.cohort
left join twice as t on r.record_key = t.record_key
