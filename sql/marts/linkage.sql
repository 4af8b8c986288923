-- From the plan to the job, per entry cohort and major. What was planned and
-- who was admitted stands at the major or 大类 of the list; who came, at the
-- first major; what became of them, at the major in the end and in the entry
-- cohort belonged to in the end.
with

-- whoever was there: came, or was found without standing on a list
present as (
    select
        e.*,
        case when origin in ('名单', '异动') then 1 else 0 end as unlisted,
        case
            when origin in ('名单', '异动') and came_in = 1 then 'joined'
            when admission_year <> entry_year then 'moved'
            when entered_key <> major_key then 'transferred'
            else 'stayed'
        end as path
    from warehouse.fct_entrant as e
    where e.registered = 1 or e.origin in ('名单', '异动')
),

loaded as (
    select distinct institution_code, admission_year as entry_year, level,
        admission_type
    from warehouse.fct_entrant
    where origin in ('名册', '按数')
),

class_keys as (
    select distinct institution_code, class_key as major_key
    from warehouse.fct_entrant
    where class_key is not null
),

splits as (
    select
        institution_code, entry_year, level, admission_type, major_key,
        sum(plan_split) as plan_split,
        sum(admitted_split) as admitted_split,
        case when count(*) = count(registered_split)
            then sum(registered_split)
        end as registered_split
    from marts.class_split
    group by institution_code, entry_year, level, admission_type, major_key
),

admissions as (
    select
        institution_code,
        admission_year as entry_year,
        level,
        admission_type,
        admitted_key as major_key,
        sum(head_count) as admitted,
        sum(case when registered = 1 then head_count else 0 end)
            as admitted_registered,
        sum(case when choice_excluded is null then head_count else 0 end)
            as choice_eligible,
        sum(
            case
                when choice_excluded is null and first_choice = 1
                    then head_count
                else 0
            end
        ) as first_choice,
        sum(
            case
                when choice_excluded is null and adjusted = 1 then head_count
                else 0
            end
        ) as adjusted,
        sum(case when choice_excluded is not null then head_count else 0 end)
            as choice_excluded,
        count(position_share) as score_ranked,
        percentile_disc(0.5) within group (order by position_share asc)
            as position_median
    from warehouse.fct_entrant
    where origin in ('名册', '按数')
    group by
        institution_code, admission_year, level, admission_type, admitted_key
),

unknown_registrations as (
    select
        institution_code, admission_year as entry_year, level, admission_type,
        entered_key as major_key,
        sum(head_count) as registration_unknown
    from warehouse.fct_entrant
    where origin in ('名册', '按数') and registered is null
    group by
        institution_code, admission_year, level, admission_type, entered_key
),

beginnings as (
    select
        institution_code,
        admission_year as entry_year,
        level,
        admission_type,
        entered_key as major_key,
        sum(case when unlisted = 0 then head_count else 0 end) as registered,
        sum(case when origin = '按数' then head_count else 0 end) as by_count,
        sum(case when path = 'transferred' then head_count else 0 end)
            as transferred_out,
        sum(case when path = 'moved' then head_count else 0 end) as moved_out,
        sum(case when unlisted = 1 then head_count else 0 end) as no_entry
    from present
    where path <> 'joined'
    group by
        institution_code, admission_year, level, admission_type, entered_key
),

-- what became of the graduates at the last cut-off of their cohort
outcomes as (
    select
        p.*,
        case when p.state = '毕业' and d.settled = 1 then 1 else 0 end
            as settled,
        case when d.part_2021 = 'further_study' then 1 else 0 end as studies_on,
        h.province_code as home_code
    from present as p
    left join warehouse.dim_destination as d
        on p.destination_code = d.destination_code
    left join warehouse.school_place as h
        on p.institution_code = h.institution_code
),

employed as (
    select
        o.*,
        case when settled = 1 and studies_on = 0 then head_count else 0 end
            as employed
    from outcomes as o
),

endings as (
    select
        institution_code,
        entry_year,
        level,
        admission_type,
        major_key,
        sum(case when path = 'transferred' then head_count else 0 end)
            as transferred_in,
        sum(case when path in ('moved', 'joined') then head_count else 0 end)
            as resumed_in,
        sum(case when state = '退学' then head_count else 0 end) as withdrawn,
        sum(case when state = '其他离校' then head_count else 0 end)
            as other_leave,
        sum(case when state = '仍在读' then head_count else 0 end) as studying,
        sum(case when state = '结业' then head_count else 0 end) as concluded,
        sum(case when state = '肄业' then head_count else 0 end) as left_early,
        sum(case when state = '毕业' then head_count else 0 end) as graduated,
        sum(case when on_time = 1 then head_count else 0 end)
            as graduated_on_time,
        sum(case when state = '无法匹配' then head_count else 0 end)
            as unmatched_people,
        sum(case when settled = 1 then head_count else 0 end) as settled,
        sum(case when settled = 1 and studies_on = 1 then head_count else 0 end)
            as further_study,
        sum(employed) as employed,
        sum(case when related = 1 then employed else 0 end) as related,
        sum(case when related is not null then employed else 0 end)
            as related_base,
        sum(case when work_province_code = home_code then employed else 0 end)
            as local,
        sum(
            case
                when home_code is not null and work_province_code is not null
                    then employed
                else 0
            end
        ) as local_base,
        sum(
            case
                when
                    origin_province_code <> home_code
                    and work_province_code = origin_province_code
                    then employed
                else 0
            end
        ) as returned,
        sum(
            case
                when
                    origin_province_code <> home_code
                    and work_province_code is not null
                    then employed
                else 0
            end
        ) as return_base
    from employed
    group by institution_code, entry_year, level, admission_type, major_key
),

cells as (
    select institution_code, entry_year, level, admission_type, major_key
    from warehouse.entry_plan
    union
    select institution_code, entry_year, level, admission_type, major_key
    from splits
    union
    select institution_code, entry_year, level, admission_type, major_key
    from admissions
    union
    select institution_code, entry_year, level, admission_type, major_key
    from unknown_registrations
    union
    select institution_code, entry_year, level, admission_type, major_key
    from beginnings
    union
    select institution_code, entry_year, level, admission_type, major_key
    from endings
),

-- only entry cohorts with a list
listed as (
    select c.*
    from cells as c
    inner join loaded as l
        on
            c.institution_code = l.institution_code
            and c.entry_year = l.entry_year
            and c.level = l.level
            and c.admission_type = l.admission_type
),

counted as (
    select
        c.institution_code,
        c.entry_year,
        c.level,
        c.admission_type,
        c.major_key,
        case when k.major_key is not null then 1 else 0 end as is_class,
        coalesce(p.plan, 0) as plan,
        coalesce(s.plan_split, 0) as plan_split,
        coalesce(a.admitted, 0) as admitted,
        coalesce(s.admitted_split, 0) as admitted_split,
        coalesce(a.admitted_registered, 0) as admitted_registered,
        case when s.major_key is null then 0 else s.registered_split end
            as registered_split,
        coalesce(b.registered, 0) as registered,
        coalesce(u.registration_unknown, 0) as registration_unknown,
        coalesce(b.by_count, 0) as by_count,
        coalesce(a.choice_eligible, 0) as choice_eligible,
        coalesce(a.first_choice, 0) as first_choice,
        coalesce(a.adjusted, 0) as adjusted,
        coalesce(a.choice_excluded, 0) as choice_excluded,
        coalesce(a.score_ranked, 0) as score_ranked,
        a.position_median,
        coalesce(e.transferred_in, 0) as transferred_in,
        coalesce(e.resumed_in, 0) as resumed_in,
        coalesce(b.transferred_out, 0) as transferred_out,
        coalesce(b.moved_out, 0) as moved_out,
        coalesce(e.withdrawn, 0) as withdrawn,
        coalesce(e.other_leave, 0) as other_leave,
        coalesce(e.studying, 0) as studying,
        coalesce(e.concluded, 0) as concluded,
        coalesce(e.left_early, 0) as left_early,
        coalesce(e.graduated, 0) as graduated,
        coalesce(e.graduated_on_time, 0) as graduated_on_time,
        coalesce(e.unmatched_people, 0) as unmatched_people,
        coalesce(b.no_entry, 0) as no_entry,
        coalesce(e.settled, 0) as settled,
        coalesce(e.further_study, 0) as further_study,
        coalesce(e.employed, 0) as employed,
        coalesce(e.related, 0) as related,
        coalesce(e.related_base, 0) as related_base,
        coalesce(e.local, 0) as local,
        coalesce(e.local_base, 0) as local_base,
        coalesce(e.returned, 0) as returned,
        coalesce(e.return_base, 0) as return_base
    from listed as c
    left join class_keys as k
        on
            c.institution_code = k.institution_code
            and c.major_key = k.major_key
    left join warehouse.entry_plan as p
        on
            c.institution_code = p.institution_code
            and c.entry_year = p.entry_year
            and c.level = p.level
            and c.admission_type = p.admission_type
            and c.major_key = p.major_key
    left join splits as s
        on
            c.institution_code = s.institution_code
            and c.entry_year = s.entry_year
            and c.level = s.level
            and c.admission_type = s.admission_type
            and c.major_key = s.major_key
    left join admissions as a
        on
            c.institution_code = a.institution_code
            and c.entry_year = a.entry_year
            and c.level = a.level
            and c.admission_type = a.admission_type
            and c.major_key = a.major_key
    left join unknown_registrations as u
        on
            c.institution_code = u.institution_code
            and c.entry_year = u.entry_year
            and c.level = u.level
            and c.admission_type = u.admission_type
            and c.major_key = u.major_key
    left join beginnings as b
        on
            c.institution_code = b.institution_code
            and c.entry_year = b.entry_year
            and c.level = b.level
            and c.admission_type = b.admission_type
            and c.major_key = b.major_key
    left join endings as e
        on
            c.institution_code = e.institution_code
            and c.entry_year = e.entry_year
            and c.level = e.level
            and c.admission_type = e.admission_type
            and c.major_key = e.major_key
),

-- a list that names nobody, or whose numbers meet few of the graduates', tells
-- how many are missing, not who; one in fifty without a number doesn't matter
matched as (
    select
        c.*,
        case
            when
                50 * sum(by_count) over cohort > sum(registered) over cohort
                then '数'
            when 2 * sum(no_entry) over cohort > sum(graduated) over cohort
                then '数'
            else '人'
        end as matched_by
    from counted as c
    window cohort as (
        partition by institution_code, entry_year, level, admission_type
    )
)

select
    m.institution_code,
    m.entry_year,
    m.level,
    m.admission_type,
    m.major_key,
    coalesce(s.name, d.name, m.major_key) as major,
    m.is_class,
    m.matched_by,
    cast(m.plan as bigint) as plan,
    cast(m.plan_split as bigint) as plan_split,
    cast(m.admitted as bigint) as admitted,
    cast(m.admitted_split as bigint) as admitted_split,
    cast(m.admitted_registered as bigint) as admitted_registered,
    cast(m.registered_split as bigint) as registered_split,
    cast(m.registered as bigint) as registered,
    cast(m.registration_unknown as bigint) as registration_unknown,
    cast(m.by_count as bigint) as by_count,
    cast(m.choice_eligible as bigint) as choice_eligible,
    cast(m.first_choice as bigint) as first_choice,
    cast(m.adjusted as bigint) as adjusted,
    cast(m.choice_excluded as bigint) as choice_excluded,
    cast(m.score_ranked as bigint) as score_ranked,
    cast(m.position_median as bigint) as position_median,
    cast(m.transferred_in as bigint) as transferred_in,
    cast(m.resumed_in as bigint) as resumed_in,
    cast(m.transferred_out as bigint) as transferred_out,
    cast(m.moved_out as bigint) as moved_out,
    cast(m.withdrawn as bigint) as withdrawn,
    cast(m.other_leave as bigint) as other_leave,
    cast(m.studying as bigint) as studying,
    cast(m.concluded as bigint) as concluded,
    cast(m.left_early as bigint) as left_early,
    cast(m.graduated as bigint) as graduated,
    cast(m.graduated_on_time as bigint) as graduated_on_time,
    cast(
        m.registered + m.transferred_in + m.resumed_in - m.transferred_out
        - m.moved_out - m.withdrawn - m.other_leave - m.studying
        - m.concluded - m.left_early - m.graduated
        as bigint
    ) as unmatched,
    cast(m.unmatched_people as bigint) as unmatched_people,
    cast(m.no_entry as bigint) as no_entry,
    cast(m.settled as bigint) as settled,
    cast(m.further_study as bigint) as further_study,
    cast(m.employed as bigint) as employed,
    cast(m.related as bigint) as related,
    cast(m.related_base as bigint) as related_base,
    cast(m.local as bigint) as local,
    cast(m.local_base as bigint) as local_base,
    cast(m.returned as bigint) as returned,
    cast(m.return_base as bigint) as return_base
from matched as m
left join warehouse.dim_school_major as s
    on m.institution_code = s.institution_code and m.major_key = s.major_key
left join warehouse.dim_major as d on m.major_key = d.major_key
