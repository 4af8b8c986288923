-- How many of a major and of a college have a doubtful kind of destination, and
-- how many of the same unit in the three cohorts before, at the same cut-off,
-- and of its peers: majors of the same category, else of the same level; the
-- other colleges. In a province the peers are those of all schools.
with

signals as (
    select * from reference.suspect_signal
),

people as (
    select
        g.institution_code,
        g.cohort,
        g.cutoff,
        g.level,
        coalesce(m.category, '') as category,
        coalesce(m.current_major_key, g.major_key) as major_key,
        coalesce(c.current_college_key, g.college_key) as college_key,
        g.destination_code,
        sum(g.head_count) as people
    from warehouse.fct_graduate as g
    left join warehouse.dim_major as m on g.major_key = m.major_key
    left join warehouse.dim_college as c on g.college_key = c.college_key
    where
        g.counted = 1
        and g.institution_code is not null
        -- of whom no list names nobody has a doubt: see suspect_record
        and coalesce(g.record_key, '') not like 'fact:%'
    group by
        g.institution_code,
        g.cohort,
        g.cutoff,
        g.level,
        coalesce(m.category, ''),
        coalesce(m.current_major_key, g.major_key),
        coalesce(c.current_college_key, g.college_key),
        g.destination_code
),

units as (
    select
        institution_code,
        cohort,
        cutoff,
        'major' as unit,
        major_key as unit_key,
        level as wide_group,
        level || '|' || category as near_group,
        destination_code,
        people
    from people
    where major_key is not null
    union all
    select
        institution_code,
        cohort,
        cutoff,
        'college',
        college_key,
        'college',
        'college',
        destination_code,
        people
    from people
    where college_key is not null
),

shares as (
    select
        u.institution_code,
        u.cohort,
        u.cutoff,
        u.unit,
        u.unit_key,
        u.wide_group,
        min(u.near_group) as near_group,
        s.signal,
        sum(u.people) as people,
        sum(
            case
                when
                    '|' || s.codes || '|'
                    like '%|' || u.destination_code || '|%'
                    then u.people
                else 0
            end
        ) as doubtful
    from units as u
    cross join signals as s
    where s.deviance is not null and s.codes is not null
    group by
        u.institution_code,
        u.cohort,
        u.cutoff,
        u.unit,
        u.unit_key,
        u.wide_group,
        s.signal
),

grouped as (
    select
        s.*,
        sum(s.people) over near_peers as near_people,
        sum(s.doubtful) over near_peers as near_doubtful,
        sum(s.people) over wide_peers as wide_people,
        sum(s.doubtful) over wide_peers as wide_doubtful
    from shares as s
    window
        near_peers as (
            partition by s.signal, s.cohort, s.cutoff, s.unit, s.near_group
        ),
        wide_peers as (
            partition by s.signal, s.cohort, s.cutoff, s.unit, s.wide_group
        )
),

past as (
    select
        a.institution_code,
        a.cohort,
        a.cutoff,
        a.unit,
        a.unit_key,
        a.signal,
        sum(b.people) as people,
        sum(b.doubtful) as doubtful
    from shares as a
    inner join shares as b
        on
            a.institution_code = b.institution_code
            and a.cutoff = b.cutoff
            and a.unit = b.unit
            and a.unit_key = b.unit_key
            and a.signal = b.signal
            and b.cohort between a.cohort - 3 and a.cohort - 1
    group by
        a.institution_code,
        a.cohort,
        a.cutoff,
        a.unit,
        a.unit_key,
        a.signal
),

-- how much more than by chance the cohorts of a unit differ, pooled over the
-- units of a school (Wedderburn 1974): X² about each unit's own share
scatter as (
    select
        p.institution_code,
        p.cohort,
        p.cutoff,
        p.unit,
        p.signal,
        sum(
            (b.doubtful - b.people * (p.doubtful * 1.0 / p.people))
            * (b.doubtful - b.people * (p.doubtful * 1.0 / p.people))
            / (
                b.people * (p.doubtful * 1.0 / p.people)
                * (1 - p.doubtful * 1.0 / p.people)
            )
        ) as x2,
        count(*) - count(distinct p.unit_key) as free
    from past as p
    inner join shares as b
        on
            p.institution_code = b.institution_code
            and p.cutoff = b.cutoff
            and p.unit = b.unit
            and p.unit_key = b.unit_key
            and p.signal = b.signal
            and b.cohort between p.cohort - 3 and p.cohort - 1
    where p.doubtful > 0 and p.doubtful < p.people
    group by p.institution_code, p.cohort, p.cutoff, p.unit, p.signal
)

select
    g.institution_code,
    g.cohort,
    g.cutoff,
    g.unit,
    g.unit_key,
    g.signal,
    cast(g.people as bigint) as people,
    cast(g.doubtful as bigint) as doubtful,
    cast(coalesce(p.people, 0) as bigint) as past_people,
    cast(coalesce(p.doubtful, 0) as bigint) as past_doubtful,
    cast(
        case when g.near_people - g.people >= 2 * s.group_size
            then g.near_people else g.wide_people
        end - g.people as bigint
    ) as peer_people,
    cast(
        case when g.near_people - g.people >= 2 * s.group_size
            then g.near_doubtful else g.wide_doubtful
        end - g.doubtful as bigint
    ) as peer_doubtful,
    cast(
        case
            when d.free >= 5 and 100 * d.x2 > s.dispersion * d.free
                then round(100 * d.x2 / d.free)
            else s.dispersion
        end as bigint
    ) as dispersion
from grouped as g
inner join signals as s on g.signal = s.signal
left join past as p
    on
        g.institution_code = p.institution_code
        and g.cohort = p.cohort
        and g.cutoff = p.cutoff
        and g.unit = p.unit
        and g.unit_key = p.unit_key
        and g.signal = p.signal
left join scatter as d
    on
        g.institution_code = d.institution_code
        and g.cohort = d.cohort
        and g.cutoff = d.cutoff
        and g.unit = d.unit
        and g.signal = d.signal
