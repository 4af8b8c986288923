-- The one formula of the placement rate and its parts, at every grain and in
-- both editions. All counters are people; a rate is settled / graduates.
with

graduates as (
    select * from warehouse.fct_graduate
    where counted = 1
),

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

cells as (
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
        coalesce(s.name, '未识别') as gender,
        coalesce(o.name, '未识别') as origin,
        coalesce(d.name, '未识别') as difficulty,
        coalesce(u.name, '未识别') as urban_rural,
        g.completion,
        g.destination_code,
        sum(g.head_count) as head_count
    from graduates as g
    left join warehouse.dim_college as c on g.college_key = c.college_key
    left join warehouse.dim_major as m on g.major_key = m.major_key
    left join warehouse.dim_major as now
        on m.current_major_key = now.major_key
    left join reference.gender as s on g.gender_code = s.code
    left join reference.province as o on g.origin_province_code = o.code
    left join reference.difficulty as d on g.difficulty_code = d.code
    left join reference.urban_rural as u on g.urban_rural_code = u.code
    group by
        g.cohort,
        g.cutoff,
        g.level,
        coalesce(c.current_college_key, g.college_key, '未识别'),
        coalesce(c.current_name, g.college_key, '未识别'),
        coalesce(m.current_major_key, g.major_key, g.level || ':未识别'),
        coalesce(now.name, m.name, '未识别'),
        coalesce(s.name, '未识别'),
        coalesce(o.name, '未识别'),
        coalesce(d.name, '未识别'),
        coalesce(u.name, '未识别'),
        g.completion,
        g.destination_code
),

grains as (
    select
        c.cohort,
        c.cutoff,
        case
            when grouping(c.gender) = 0 and grouping(c.level) = 0
                then 'gender_level'
            when grouping(c.gender) = 0 then 'gender'
            when grouping(c.origin) = 0 then 'origin'
            when grouping(c.difficulty) = 0 then 'difficulty'
            when grouping(c.urban_rural) = 0 then 'urban_rural'
            when grouping(c.completion) = 0 then 'completion'
            when grouping(c.major_key) = 0 and grouping(c.college_key) = 0
                then 'college_major'
            when grouping(c.major_key) = 0 then 'major'
            when grouping(c.college_key) = 0 and grouping(c.level) = 0
                then 'college_level'
            when grouping(c.college_key) = 0 then 'college'
            when grouping(c.level) = 0 then 'level'
            else 'school'
        end as grain,
        c.level,
        c.college_key,
        c.college,
        c.major_key,
        c.major,
        c.gender,
        c.origin,
        c.difficulty,
        c.urban_rural,
        c.completion,
        c.destination_code,
        sum(c.head_count) as n
    from cells as c
    group by
        c.cohort,
        c.cutoff,
        c.destination_code,
        grouping sets (
            (),
            (c.level),
            (c.college_key, c.college),
            (c.college_key, c.college, c.level),
            (c.level, c.major_key, c.major),
            (c.college_key, c.college, c.level, c.major_key, c.major),
            (c.gender),
            (c.gender, c.level),
            (c.origin),
            (c.difficulty),
            (c.urban_rural),
            (c.completion)
        )
),

-- schools that send counts instead of rows are added
both_ways as (
    select * from grains
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
