-- A kind of destination that is too frequent in a major or a college: more than
-- in its own past and not less than at its peers, or, without a past, more than
-- at its peers, or far more than there whatever the past. More means beyond
-- chance (twice the log-likelihood ratio of two shares, divided by the scatter
-- between units, Wilks 1938) and by a margin that matters. Small units are not
-- judged. What such a record's doubt weighs is the part of them in excess.
with

signals as (
    select * from reference.suspect_signal
),

units as (
    select * from warehouse.suspect_unit_share
),

sides as (
    select
        u.institution_code,
        u.cohort,
        u.cutoff,
        u.unit,
        u.unit_key,
        u.signal,
        'past' as side,
        cast(u.doubtful as double precision) as k,
        cast(u.people as double precision) as n,
        cast(u.past_doubtful as double precision) as k2,
        cast(u.past_people as double precision) as n2,
        u.dispersion
    from units as u
    union all
    select
        u.institution_code,
        u.cohort,
        u.cutoff,
        u.unit,
        u.unit_key,
        u.signal,
        'peer',
        u.doubtful,
        u.people,
        u.peer_doubtful,
        u.peer_people,
        u.dispersion
    from units as u
),

-- x ln(x/e) is nothing where x is nothing
terms as (
    select
        d.*,
        s.margin,
        2 * (
            case when d.k > 0
                then d.k * ln(d.k * (d.n + d.n2) / (d.n * (d.k + d.k2)))
                else 0
            end
            + case when d.n > d.k
                then (d.n - d.k) * ln(
                    (d.n - d.k) * (d.n + d.n2)
                    / (d.n * (d.n + d.n2 - d.k - d.k2))
                )
                else 0
            end
            + case when d.k2 > 0
                then d.k2 * ln(d.k2 * (d.n + d.n2) / (d.n2 * (d.k + d.k2)))
                else 0
            end
            + case when d.n2 > d.k2
                then (d.n2 - d.k2) * ln(
                    (d.n2 - d.k2) * (d.n + d.n2)
                    / (d.n2 * (d.n + d.n2 - d.k - d.k2))
                )
                else 0
            end
        ) / (d.dispersion / 100.0) as deviance,
        100 * (d.k / d.n - d.k2 / d.n2) as difference,
        s.deviance as least_deviance
    from sides as d
    inner join signals as s on d.signal = s.signal
    where
        d.k >= s.least and d.n >= s.group_size and d.n2 >= s.group_size
),

verdicts as (
    select
        institution_code,
        cohort,
        cutoff,
        unit,
        unit_key,
        signal,
        max(k) as k,
        max(n) as n,
        max(case when side = 'past' then k2 / n2 end) as past_share,
        max(case when side = 'peer' then k2 / n2 end) as peer_share,
        max(
            case when side = 'past' and difference >= margin
                and deviance >= least_deviance then 1 else 0
            end
        ) as above_past,
        max(
            case when side = 'peer' and difference >= margin
                and deviance >= least_deviance then 1 else 0
            end
        ) as above_peers,
        max(
            case when side = 'peer' and difference >= 2 * margin
                and deviance >= least_deviance then 1 else 0
            end
        ) as far_above_peers
    from terms
    group by institution_code, cohort, cutoff, unit, unit_key, signal
),

flagged as (
    select
        v.*,
        v.k - v.n * case
            when v.above_past = 1 then v.past_share else v.peer_share
        end as excess
    from verdicts as v
    where
        v.above_past = 1 and coalesce(v.k / v.n >= v.peer_share, true)
        or v.past_share is null and v.above_peers = 1
        or v.far_above_peers = 1
)

select
    r.institution_code,
    r.cohort,
    r.cutoff,
    r.record_key,
    f.signal,
    case f.unit when 'major' then '本专业' else '本学院' end
    || replace(s.title, '占比偏高', '') || ' '
    || cast(cast(f.k as bigint) as text) || ' 人（占 '
    || cast(cast(100 * f.k / f.n as decimal(5, 1)) as text) || '%）'
    || coalesce(
        '，前几届占 '
        || cast(cast(100 * f.past_share as decimal(5, 1)) as text) || '%',
        ''
    )
    || coalesce(
        '，同类占 '
        || cast(cast(100 * f.peer_share as decimal(5, 1)) as text) || '%',
        ''
    ) as reason,
    cast(ceil(s.risk * f.excess / f.k) as integer) as risk
from warehouse.suspect_record as r
inner join flagged as f
    on
        r.institution_code = f.institution_code
        and r.cohort = f.cohort
        and r.cutoff = f.cutoff
        and case f.unit when 'major' then r.major_key else r.college_key
        end = f.unit_key
inner join signals as s
    on
        f.signal = s.signal
        and '|' || s.codes || '|' like '%|' || r.destination_code || '|%'
left join warehouse.suspect_founder as p
    on
        r.institution_code = p.institution_code
        and r.cohort = p.cohort
        and r.person_key = p.person_key
        and p.proven = 1
        and f.signal = 'startup_share'
where not r.whitelisted and p.person_key is null
