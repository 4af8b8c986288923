-- The one formula of the placement rate and its parts, at every grain and in
-- both editions. All counters are people; a rate is settled / graduates.
with

parts as (
    select
        p.edition,
        p.code,
        p.part,
        t.settled
    from reference.partition as p
    inner join reference.partition_part as t
        on p.edition = t.edition and p.part = t.part
),

-- where graduates studied and who they are is counted apart: taken together,
-- hardly two of them would be alike
studied as (
    select
        cohort,
        cutoff,
        level,
        college_key,
        major_key,
        destination_code,
        sum(head_count) as head_count
    from warehouse.fct_graduate
    where counted = 1
    group by
        cohort, cutoff, level, college_key, major_key, destination_code
),

people as (
    select
        cohort,
        cutoff,
        level,
        gender_code,
        origin_province_code,
        difficulty_code,
        urban_rural_code,
        completion,
        destination_code,
        sum(head_count) as head_count
    from warehouse.fct_graduate
    where counted = 1
    group by
        cohort,
        cutoff,
        level,
        gender_code,
        origin_province_code,
        difficulty_code,
        urban_rural_code,
        completion,
        destination_code
),

majors as (
    select
        g.cohort,
        g.cutoff,
        g.level,
        coalesce(c.current_college_key, g.college_key, '未识别')
            as college_key,
        coalesce(c.current_name, g.college_key, '未识别') as college,
        coalesce(m.current_major_key, g.major_key, g.level || ':未识别')
            as major_key,
        coalesce(now.name, m.name, '未识别') as major,
        g.destination_code,
        g.head_count
    from studied as g
    left join warehouse.dim_college as c on g.college_key = c.college_key
    left join warehouse.dim_major as m on g.major_key = m.major_key
    left join warehouse.dim_major as now
        on m.current_major_key = now.major_key
),

kinds as (
    select
        g.cohort,
        g.cutoff,
        g.level,
        coalesce(s.name, '未识别') as gender,
        coalesce(o.name, '未识别') as origin,
        coalesce(d.name, '未识别') as difficulty,
        coalesce(u.name, '未识别') as urban_rural,
        g.completion,
        g.destination_code,
        g.head_count
    from people as g
    left join reference.gender as s on g.gender_code = s.code
    left join reference.province as o on g.origin_province_code = o.code
    left join reference.difficulty as d on g.difficulty_code = d.code
    left join reference.urban_rural as u on g.urban_rural_code = u.code
),

-- a cell counts at every grain, without what the grain takes together
study_grains as (
    select
        cohort,
        cutoff,
        w.grain,
        case when w.by_level = 1 then level end as level,
        case when w.by_college = 1 then college_key end as college_key,
        case when w.by_college = 1 then college end as college,
        case when w.by_major = 1 then major_key end as major_key,
        case when w.by_major = 1 then major end as major,
        cast(null as text) as gender,
        cast(null as text) as origin,
        cast(null as text) as difficulty,
        cast(null as text) as urban_rural,
        cast(null as text) as completion,
        destination_code,
        head_count as n
    from majors
    cross join (
        values
        ('school', 0, 0, 0),
        ('level', 1, 0, 0),
        ('college', 0, 1, 0),
        ('college_level', 1, 1, 0),
        ('major', 1, 0, 1),
        ('college_major', 1, 1, 1)
    ) as w (grain, by_level, by_college, by_major)
),

people_grains as (
    select
        cohort,
        cutoff,
        w.grain,
        case when w.grain = 'gender_level' then level end as level,
        cast(null as text) as college_key,
        cast(null as text) as college,
        cast(null as text) as major_key,
        cast(null as text) as major,
        case when w.grain in ('gender', 'gender_level') then gender end
            as gender,
        case when w.grain = 'origin' then origin end as origin,
        case when w.grain = 'difficulty' then difficulty end as difficulty,
        case when w.grain = 'urban_rural' then urban_rural end as urban_rural,
        case when w.grain = 'completion' then completion end as completion,
        destination_code,
        head_count as n
    from kinds
    cross join (
        values
        ('gender'),
        ('gender_level'),
        ('origin'),
        ('difficulty'),
        ('urban_rural'),
        ('completion')
    ) as w (grain)
),

-- schools that send counts instead of rows are added
both_ways as (
    select * from study_grains
    union all
    select * from people_grains
    union all
    select * from warehouse.reported_placement
),

-- an edition says to which part a destination belongs
counts as (
    select
        g.*,
        p.edition,
        p.part,
        p.settled,
        p.code
    from both_ways as g
    inner join parts as p on g.destination_code = p.code
)

select
    cohort,
    cutoff,
    edition,
    grain,
    level,
    college_key,
    college,
    major_key,
    major,
    gender,
    origin,
    difficulty,
    urban_rural,
    completion,
    cast(sum(n) as bigint) as graduates,
    cast(sum(case when settled = 1 then n else 0 end) as bigint) as settled,
    cast(sum(case part when 'employed' then n else 0 end) as bigint)
        as employed,
    cast(sum(case part when 'startup' then n else 0 end) as bigint)
        as startup,
    cast(sum(case part when 'flexible' then n else 0 end) as bigint)
        as flexible,
    cast(sum(case part when 'further_study' then n else 0 end) as bigint)
        as further_study,
    cast(sum(case part when 'settled_other' then n else 0 end) as bigint)
        as settled_other,
    cast(sum(case part when 'seeking' then n else 0 end) as bigint)
        as seeking,
    cast(sum(case part when 'not_seeking' then n else 0 end) as bigint)
        as not_seeking,
    cast(sum(case part when 'unregistered' then n else 0 end) as bigint)
        as unregistered,
    cast(sum(case part when 'unrecognised' then n else 0 end) as bigint)
        as unrecognised,
    cast(sum(case when code in ('80', '81', '82') then n else 0 end)
        as bigint) as study_domestic,
    cast(sum(case code when '85' then n else 0 end) as bigint)
        as study_abroad,
    cast(sum(case code when '10' then n else 0 end) as bigint)
        as agreement,
    cast(sum(case code when '11' then n else 0 end) as bigint) as contract,
    cast(sum(case code when '12' then n else 0 end) as bigint)
        as other_form,
    cast(sum(case code when '27' then n else 0 end) as bigint)
        as research_assistant,
    cast(sum(case code when '46' then n else 0 end) as bigint) as enlisted,
    cast(sum(case code when '50' then n else 0 end) as bigint)
        as grassroots_national,
    cast(sum(case code when '51' then n else 0 end) as bigint)
        as grassroots_local,
    cast(sum(case code when '76' then n else 0 end) as bigint)
        as freelance,
    cast(sum(case code when '71' then n else 0 end) as bigint)
        as not_seeking_study,
    cast(sum(case code when '72' then n else 0 end) as bigint)
        as not_seeking_other
from counts
group by
    cohort,
    cutoff,
    edition,
    grain,
    level,
    college_key,
    college,
    major_key,
    major,
    gender,
    origin,
    difficulty,
    urban_rural,
    completion
