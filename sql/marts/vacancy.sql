-- Positions offered beside the graduates who may take them, at the school's
-- last cut-off of the cohort. Where the file holds only those who are placed
-- nobody knows how many graduates there were.
with

stated as (
    select
        v.*,
        coalesce(v.level, u.level) as study_level,
        coalesce(v.level, u.level) || ':'
        || coalesce(u.major_digits, v.major_digits) as stated_major_key
    from staging.stg_vacancy as v
    left join warehouse.unlevelled_major as u
        on
            v.level is null
            and v.institution_code = u.institution_code
            and v.major_digits = u.stated_digits
    where v.cohort is not null and v.major_digits is not null
),

majors as (
    select
        v.institution_code,
        v.cohort,
        v.study_level as level,
        coalesce(s.current_major_key, v.stated_major_key) as major_key,
        coalesce(s.name, v.major_name, v.major_digits) as major,
        v.positions
    from stated as v
    left join warehouse.dim_school_major as s
        on
            v.institution_code = s.institution_code
            and v.stated_major_key = s.major_key
    -- the check capacity_used names the lines that are of no use
    where v.study_level is not null and v.positions is not null
),

offers as (
    select
        institution_code,
        cohort,
        level,
        major_key,
        min(major) as major,
        sum(positions) as positions
    from majors
    group by institution_code, cohort, level, major_key
)

select
    o.institution_code,
    o.cohort,
    o.level,
    o.major_key,
    coalesce(y.major, o.major) as major,
    cast(o.positions as bigint) as positions,
    c.cutoff,
    y.graduates
from offers as o
left join warehouse.last_cutoff as c
    on o.institution_code = c.institution_code and o.cohort = c.cohort
left join marts.major_year as y
    on
        o.institution_code = y.institution_code
        and o.cohort = y.cohort
        and c.cutoff = y.cutoff
        and o.level = y.level
        and o.major_key = y.major_key
        and not y.rate_refused
