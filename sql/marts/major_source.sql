-- Which files a major's figures stand on.
with

lines as (
    select
        g.institution_code,
        g.cohort,
        g.cutoff,
        g.level,
        g.major_key,
        g.file_id,
        g.roster_file_id,
        sum(g.head_count) as head_count
    from warehouse.fct_graduate as g
    where g.counted = 1 and g.major_key is not null
    group by
        g.institution_code,
        g.cohort,
        g.cutoff,
        g.level,
        g.major_key,
        g.file_id,
        g.roster_file_id
),

files as (
    select
        institution_code, cohort, cutoff, level, major_key,
        file_id, head_count
    from lines
    where file_id is not null
    union all
    select
        institution_code, cohort, cutoff, level, major_key,
        roster_file_id, head_count
    from lines
    where roster_file_id is not null
)

select
    f.institution_code,
    f.cohort,
    f.cutoff,
    f.level,
    coalesce(m.current_major_key, f.major_key) as major_key,
    f.file_id,
    cast(sum(f.head_count) as bigint) as head_count
from files as f
left join warehouse.dim_school_major as m
    on f.institution_code = m.institution_code and f.major_key = m.major_key
group by
    f.institution_code,
    f.cohort,
    f.cutoff,
    f.level,
    coalesce(m.current_major_key, f.major_key),
    f.file_id
