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

-- schools that send counts instead of rows are added, at the grains they sent
both_ways as (
    select
        'studied' as cells,
        cohort,
        cutoff,
        level,
        college_key,
        college,
        major_key,
        major,
        cast(null as text) as gender,
        cast(null as text) as origin,
        cast(null as text) as difficulty,
        cast(null as text) as urban_rural,
        cast(null as text) as completion,
        destination_code,
        head_count as n
    from majors
    union all
    select
        'people' as cells,
        cohort,
        cutoff,
        level,
        cast(null as text) as college_key,
        cast(null as text) as college,
        cast(null as text) as major_key,
        cast(null as text) as major,
        gender,
        origin,
        difficulty,
        urban_rural,
        completion,
        destination_code,
        head_count as n
    from kinds
    union all
    select
        grain as cells,
        cohort,
        cutoff,
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
        destination_code,
        n
    from warehouse.reported_placement
),

-- an edition says to which part a destination belongs; every cell is counted
-- once, before the grains take cells together
counts as (
    select
        g.cohort,
        g.cutoff,
        p.edition,
        g.cells,
        g.level,
        g.college_key,
        g.college,
        g.major_key,
        g.major,
        g.gender,
        g.origin,
        g.difficulty,
        g.urban_rural,
        g.completion,
        sum(g.n) as graduates,
        sum(case when p.settled = 1 then g.n else 0 end) as settled,
        sum(case p.part when 'employed' then g.n else 0 end) as employed,
        sum(case p.part when 'startup' then g.n else 0 end) as startup,
        sum(case p.part when 'flexible' then g.n else 0 end) as flexible,
        sum(case p.part when 'further_study' then g.n else 0 end)
            as further_study,
        sum(case p.part when 'settled_other' then g.n else 0 end)
            as settled_other,
        sum(case p.part when 'seeking' then g.n else 0 end) as seeking,
        sum(case p.part when 'not_seeking' then g.n else 0 end) as not_seeking,
        sum(case p.part when 'unregistered' then g.n else 0 end)
            as unregistered,
        sum(case p.part when 'unrecognised' then g.n else 0 end)
            as unrecognised,
        sum(case when p.code in ('80', '81', '82') then g.n else 0 end)
            as study_domestic,
        sum(case p.code when '85' then g.n else 0 end) as study_abroad,
        sum(case p.code when '10' then g.n else 0 end) as agreement,
        sum(case p.code when '11' then g.n else 0 end) as contract,
        sum(case p.code when '12' then g.n else 0 end) as other_form,
        sum(case p.code when '27' then g.n else 0 end) as research_assistant,
        sum(case p.code when '46' then g.n else 0 end) as enlisted,
        sum(case p.code when '50' then g.n else 0 end) as grassroots_national,
        sum(case p.code when '51' then g.n else 0 end) as grassroots_local,
        sum(case p.code when '76' then g.n else 0 end) as freelance,
        sum(case p.code when '71' then g.n else 0 end) as not_seeking_study,
        sum(case p.code when '72' then g.n else 0 end) as not_seeking_other
    from both_ways as g
    inner join parts as p on g.destination_code = p.code
    group by
        g.cohort,
        g.cutoff,
        p.edition,
        g.cells,
        g.level,
        g.college_key,
        g.college,
        g.major_key,
        g.major,
        g.gender,
        g.origin,
        g.difficulty,
        g.urban_rural,
        g.completion
),

grains as (
    select *
    from (
        values
        ('studied', 'school'),
        ('studied', 'level'),
        ('studied', 'college'),
        ('studied', 'college_level'),
        ('studied', 'major'),
        ('studied', 'college_major'),
        ('people', 'gender'),
        ('people', 'gender_level'),
        ('people', 'origin'),
        ('people', 'difficulty'),
        ('people', 'urban_rural'),
        ('people', 'completion')
    ) as w (cells, grain)
),

with_grains as (
    select
        c.*,
        coalesce(w.grain, c.cells) as grain
    from counts as c
    left join grains as w on c.cells = w.cells
),

-- a cell counts at every grain, without what the grain takes together
at_grains as (
    select
        g.*,
        case
            when grain in (
                'level',
                'college_level',
                'major',
                'college_major',
                'gender_level'
            )
                then level
        end as by_level,
        case
            when grain in ('college', 'college_level', 'college_major')
                then college_key
        end as by_college_key,
        case
            when grain in ('college', 'college_level', 'college_major')
                then college
        end as by_college,
        case when grain in ('major', 'college_major') then major_key end
            as by_major_key,
        case when grain in ('major', 'college_major') then major end
            as by_major,
        case when grain in ('gender', 'gender_level') then gender end
            as by_gender,
        case when grain = 'origin' then origin end as by_origin,
        case when grain = 'difficulty' then difficulty end as by_difficulty,
        case when grain = 'urban_rural' then urban_rural end
            as by_urban_rural,
        case when grain = 'completion' then completion end as by_completion
    from with_grains as g
)

select
    cohort,
    cutoff,
    edition,
    grain,
    by_level as level,
    by_college_key as college_key,
    by_college as college,
    by_major_key as major_key,
    by_major as major,
    by_gender as gender,
    by_origin as origin,
    by_difficulty as difficulty,
    by_urban_rural as urban_rural,
    by_completion as completion,
    cast(sum(graduates) as bigint) as graduates,
    cast(sum(settled) as bigint) as settled,
    cast(sum(employed) as bigint) as employed,
    cast(sum(startup) as bigint) as startup,
    cast(sum(flexible) as bigint) as flexible,
    cast(sum(further_study) as bigint) as further_study,
    cast(sum(settled_other) as bigint) as settled_other,
    cast(sum(seeking) as bigint) as seeking,
    cast(sum(not_seeking) as bigint) as not_seeking,
    cast(sum(unregistered) as bigint) as unregistered,
    cast(sum(unrecognised) as bigint) as unrecognised,
    cast(sum(study_domestic) as bigint) as study_domestic,
    cast(sum(study_abroad) as bigint) as study_abroad,
    cast(sum(agreement) as bigint) as agreement,
    cast(sum(contract) as bigint) as contract,
    cast(sum(other_form) as bigint) as other_form,
    cast(sum(research_assistant) as bigint) as research_assistant,
    cast(sum(enlisted) as bigint) as enlisted,
    cast(sum(grassroots_national) as bigint) as grassroots_national,
    cast(sum(grassroots_local) as bigint) as grassroots_local,
    cast(sum(freelance) as bigint) as freelance,
    cast(sum(not_seeking_study) as bigint) as not_seeking_study,
    cast(sum(not_seeking_other) as bigint) as not_seeking_other
from at_grains
group by
    cohort,
    cutoff,
    edition,
    grain,
    by_level,
    by_college_key,
    by_college,
    by_major_key,
    by_major,
    by_gender,
    by_origin,
    by_difficulty,
    by_urban_rural,
    by_completion
