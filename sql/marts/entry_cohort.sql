-- An entry cohort as a whole, and whether its admission list covers it: it
-- does where people are matched by name and at most one in fifty of those who
-- graduated or left does not stand on it.
with

listed_provinces as (
    select distinct
        institution_code,
        admission_year as entry_year,
        level,
        province_code
    from warehouse.fct_entrant
    where origin in ('名册', '按数') and province_code is not null
),

lists_with_provinces as (
    select distinct institution_code, entry_year, level
    from listed_provinces
),

-- a graduate of a province that the list does not hold is not held against
-- it, nor then is somebody of whom nobody knows where he came from; nor is one
-- whose year of entry no file states
placed as (
    select
        e.institution_code,
        e.admission_year as entry_year,
        e.level,
        e.admission_type,
        e.head_count,
        case
            when l.institution_code is null or p.province_code is not null
                then 'listed'
            when e.province_code is null then 'unknown'
            else 'elsewhere'
        end as place
    from warehouse.fct_entrant as e
    left join lists_with_provinces as l
        on
            e.institution_code = l.institution_code
            and e.admission_year = l.entry_year
            and e.level = l.level
    left join listed_provinces as p
        on
            e.institution_code = p.institution_code
            and e.admission_year = p.entry_year
            and e.level = p.level
            and e.province_code = p.province_code
    where
        e.origin in ('名单', '异动')
        and e.came_in = 0
        and e.year_stated = 1
),

absent as (
    select
        institution_code,
        entry_year,
        level,
        admission_type,
        sum(
            case
                when place = 'listed' then head_count
                when place = 'unknown' and missing_provinces = 0
                    then head_count
                else 0
            end
        ) as no_entry_listed
    from (
        select
            p.*,
            sum(case when place = 'elsewhere' then 1 else 0 end) over (
                partition by institution_code, entry_year, level
            ) as missing_provinces
        from placed as p
    ) as a
    group by institution_code, entry_year, level, admission_type
),

durations as (
    select
        institution_code,
        admission_year as entry_year,
        level,
        admission_type,
        min(years) as years
    from warehouse.fct_entrant
    where origin in ('名册', '按数')
    group by institution_code, admission_year, level, admission_type
),

totals as (
    select
        institution_code,
        entry_year,
        level,
        admission_type,
        min(matched_by) as matched_by,
        sum(plan) as plan,
        sum(admitted) as admitted,
        sum(registered) as registered,
        sum(registration_unknown) as registration_unknown,
        sum(by_count) as by_count,
        sum(choice_eligible) as choice_eligible,
        sum(first_choice) as first_choice,
        sum(adjusted) as adjusted,
        sum(choice_excluded) as choice_excluded,
        sum(score_ranked) as score_ranked,
        sum(transferred_in) as transferred_in,
        sum(resumed_in) as resumed_in,
        sum(transferred_out) as transferred_out,
        sum(moved_out) as moved_out,
        sum(withdrawn) as withdrawn,
        sum(other_leave) as other_leave,
        sum(studying) as studying,
        sum(concluded) as concluded,
        sum(left_early) as left_early,
        sum(graduated) as graduated,
        sum(graduated_on_time) as graduated_on_time,
        sum(unmatched) as unmatched,
        sum(unmatched_people) as unmatched_people,
        sum(no_entry) as no_entry,
        sum(settled) as settled,
        sum(further_study) as further_study,
        sum(employed) as employed,
        sum(related) as related,
        sum(related_base) as related_base,
        sum(local) as local,
        sum(local_base) as local_base,
        sum(returned) as returned,
        sum(return_base) as return_base
    from marts.linkage
    group by institution_code, entry_year, level, admission_type
)

select
    t.institution_code,
    t.entry_year,
    t.level,
    t.admission_type,
    d.years,
    t.entry_year + d.years as due_cohort,
    case when f.cohort is not null then 1 else 0 end as due_on_file,
    t.matched_by,
    case
        when
            t.matched_by = '人'
            and 50 * t.no_entry
            <= t.graduated + t.concluded + t.left_early + t.withdrawn
            + t.other_leave
            then 1
        else 0
    end as covered,
    cast(t.plan as bigint) as plan,
    cast(t.admitted as bigint) as admitted,
    cast(t.registered as bigint) as registered,
    cast(t.registration_unknown as bigint) as registration_unknown,
    cast(t.by_count as bigint) as by_count,
    cast(t.choice_eligible as bigint) as choice_eligible,
    cast(t.first_choice as bigint) as first_choice,
    cast(t.adjusted as bigint) as adjusted,
    cast(t.choice_excluded as bigint) as choice_excluded,
    cast(t.score_ranked as bigint) as score_ranked,
    cast(t.transferred_in as bigint) as transferred_in,
    cast(t.resumed_in as bigint) as resumed_in,
    cast(t.transferred_out as bigint) as transferred_out,
    cast(t.moved_out as bigint) as moved_out,
    cast(t.withdrawn as bigint) as withdrawn,
    cast(t.other_leave as bigint) as other_leave,
    cast(t.studying as bigint) as studying,
    cast(t.concluded as bigint) as concluded,
    cast(t.left_early as bigint) as left_early,
    cast(t.graduated as bigint) as graduated,
    cast(t.graduated_on_time as bigint) as graduated_on_time,
    cast(t.unmatched as bigint) as unmatched,
    cast(t.unmatched_people as bigint) as unmatched_people,
    cast(t.no_entry as bigint) as no_entry,
    cast(t.settled as bigint) as settled,
    cast(t.further_study as bigint) as further_study,
    cast(t.employed as bigint) as employed,
    cast(t.related as bigint) as related,
    cast(t.related_base as bigint) as related_base,
    cast(t.local as bigint) as local,
    cast(t.local_base as bigint) as local_base,
    cast(t.returned as bigint) as returned,
    cast(t.return_base as bigint) as return_base,
    cast(coalesce(a.no_entry_listed, 0) as bigint) as no_entry_listed
from totals as t
left join absent as a
    on
        t.institution_code = a.institution_code
        and t.entry_year = a.entry_year
        and t.level = a.level
        and t.admission_type = a.admission_type
left join durations as d
    on
        t.institution_code = d.institution_code
        and t.entry_year = d.entry_year
        and t.level = d.level
        and t.admission_type = d.admission_type
left join warehouse.last_cutoff as f
    on
        t.institution_code = f.institution_code
        and t.entry_year + d.years = f.cohort
