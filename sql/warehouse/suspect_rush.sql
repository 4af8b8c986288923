-- Registrations that crowd before a cut-off: more in its last days than the
-- unit itself registered in the sixty days before, and a greater part of them
-- than at the school's other units, so that the rush that a deadline makes
-- everywhere is none. Public employers, who fill posts by examinations, are
-- left out.
with

signals as (
    select * from reference.suspect_signal
),

dated as (
    select
        r.institution_code,
        r.cohort,
        r.cutoff,
        r.record_key,
        r.major_key,
        r.college_key,
        r.registered_at,
        r.as_of
    from warehouse.suspect_record as r
    where
        r.registered_at is not null
        and r.destination_code in ('10', '11', '12', '27', '75', '76')
        and not r.public_employer
        and not r.whitelisted
),

-- the day of the data, and 31 August where the data are later
ends as (
    select distinct
        institution_code,
        cohort,
        cutoff,
        as_of as end_on
    from dated
    where as_of is not null
    union
    select distinct
        institution_code,
        cohort,
        cutoff,
        make_date(cohort, 8, 31)
    from dated
    where as_of >= make_date(cohort, 8, 31)
),

placed as (
    select
        d.*,
        e.end_on,
        case
            when d.registered_at > e.end_on - s.days then 1 else 0
        end as late,
        case
            when
                d.registered_at <= e.end_on - s.days
                and d.registered_at > e.end_on - s.days - 60
                then 1
            else 0
        end as before
    from dated as d
    inner join ends as e
        on
            d.institution_code = e.institution_code
            and d.cohort = e.cohort
            and d.cutoff = e.cutoff
            and d.registered_at <= e.end_on
    inner join signals as s on s.signal = 'cutoff_rush'
),

units as (
    select
        institution_code,
        cohort,
        cutoff,
        end_on,
        'major' as unit,
        major_key as unit_key,
        count(*) as people,
        sum(late) as late,
        sum(before) as before
    from placed
    where major_key is not null
    group by institution_code, cohort, cutoff, end_on, major_key
    union all
    select
        institution_code,
        cohort,
        cutoff,
        end_on,
        'college',
        college_key,
        count(*),
        sum(late),
        sum(before)
    from placed
    where college_key is not null
    group by institution_code, cohort, cutoff, end_on, college_key
),

compared as (
    select
        u.*,
        cast(u.late as double precision) as k,
        cast(u.people as double precision) as n,
        sum(u.late) over all_units - u.late as k2,
        sum(u.people) over all_units - u.people as n2
    from units as u
    window all_units as (
        partition by
            u.institution_code, u.cohort, u.cutoff, u.end_on, u.unit
    )
),

tested as (
    select
        c.*,
        s.signal,
        s.risk,
        s.margin,
        s.deviance as least_deviance,
        s.days,
        c.before * s.days / 60.0 as expected,
        case
            when c.n2 < s.group_size or c.k = c.n and c.k2 = c.n2 then null
            else 2 * (
                c.k * ln(c.k * (c.n + c.n2) / (c.n * (c.k + c.k2)))
                + case when c.n > c.k
                    then (c.n - c.k) * ln(
                        (c.n - c.k) * (c.n + c.n2)
                        / (c.n * (c.n + c.n2 - c.k - c.k2))
                    )
                    else 0
                end
                + case when c.k2 > 0
                    then c.k2 * ln(
                        c.k2 * (c.n + c.n2) / (c.n2 * (c.k + c.k2))
                    )
                    else 0
                end
                + case when c.n2 > c.k2
                    then (c.n2 - c.k2) * ln(
                        (c.n2 - c.k2) * (c.n + c.n2)
                        / (c.n2 * (c.n + c.n2 - c.k - c.k2))
                    )
                    else 0
                end
            ) / (s.dispersion / 100.0)
        end as deviance
    from compared as c
    inner join signals as s
        on
            s.signal = 'cutoff_rush'
            and c.late >= s.least
            and c.people >= s.group_size
            and c.late >= s.ratio * c.before * s.days / 60.0
),

flagged as (
    select
        t.*,
        case
            when t.n2 > 0 and t.n * t.k2 / t.n2 > t.expected
                then t.n * t.k2 / t.n2
            else t.expected
        end as natural_late
    from tested as t
    where
        t.n2 = 0
        or t.deviance >= t.least_deviance
        and 100 * (t.k / t.n - t.k2 / t.n2) >= t.margin
),

-- two ends may say the same
hits as (
    select distinct
        p.institution_code,
        p.cohort,
        p.cutoff,
        p.record_key,
        f.signal,
        case f.unit when 'major' then '本专业' else '本学院' end
        || '在截止日前 ' || f.days || ' 天登记 ' || f.late
        || ' 人；按此前六十天的每日登记数约 '
        || cast(cast(f.expected as decimal(6, 1)) as text) || ' 人' as reason,
        cast(
            ceil(
                f.risk
                * case when f.late > f.natural_late
                    then (f.late - f.natural_late) / f.late else 0
                end
            ) as integer
        ) as risk
    from placed as p
    inner join flagged as f
        on
            p.institution_code = f.institution_code
            and p.cohort = f.cohort
            and p.cutoff = f.cutoff
            and p.end_on = f.end_on
            and case f.unit when 'major' then p.major_key else p.college_key
            end = f.unit_key
    where p.late = 1
)

select
    institution_code,
    cohort,
    cutoff,
    record_key,
    signal,
    reason,
    risk
from hits
where risk > 0
