-- How many graduates of a school and of each college are doubted, by signal;
-- the signal any counts whoever has at least one. What could not be tested has
-- no number.
with

graduates as (
    select
        g.institution_code,
        g.cohort,
        g.cutoff,
        coalesce(c.current_college_key, g.college_key) as college_key,
        sum(g.head_count) as graduates
    from warehouse.fct_graduate as g
    inner join warehouse.last_cutoff as l
        on
            g.institution_code = l.institution_code
            and g.cohort = l.cohort
            and g.cutoff = l.cutoff
    left join warehouse.dim_college as c on g.college_key = c.college_key
    where g.counted = 1
    group by
        g.institution_code,
        g.cohort,
        g.cutoff,
        coalesce(c.current_college_key, g.college_key)
),

units as (
    select
        institution_code,
        cohort,
        cutoff,
        '' as college_key,
        sum(graduates) as graduates
    from graduates
    group by institution_code, cohort, cutoff
    union all
    select
        institution_code,
        cohort,
        cutoff,
        college_key,
        graduates
    from graduates
    where college_key is not null
),

doubts as (
    select
        institution_code,
        cohort,
        cutoff,
        college_key,
        signal,
        record_key
    from warehouse.fct_suspicion
    union all
    select distinct
        institution_code,
        cohort,
        cutoff,
        college_key,
        'any',
        record_key
    from warehouse.fct_suspicion
),

counted as (
    select
        institution_code,
        cohort,
        cutoff,
        college_key,
        signal,
        count(*) as head_count
    from doubts
    where college_key is not null
    group by institution_code, cohort, cutoff, college_key, signal
    union all
    select
        institution_code,
        cohort,
        cutoff,
        '',
        signal,
        count(*)
    from doubts
    group by institution_code, cohort, cutoff, signal
),

tests as (
    select
        institution_code,
        cohort,
        cutoff,
        signal,
        testable,
        missing
    from warehouse.suspect_testable
    union all
    select
        institution_code,
        cohort,
        cutoff,
        'any',
        max(case when testable then 1 else 0 end) = 1,
        null
    from warehouse.suspect_testable
    group by institution_code, cohort, cutoff
)

select
    u.institution_code,
    u.cohort,
    u.cutoff,
    t.signal,
    u.college_key,
    coalesce(s.title, '任一疑点') as title,
    t.testable,
    t.missing,
    case when t.testable then coalesce(c.head_count, 0) end as head_count,
    cast(u.graduates as bigint) as graduates
from units as u
inner join tests as t
    on
        u.institution_code = t.institution_code
        and u.cohort = t.cohort
        and u.cutoff = t.cutoff
left join reference.suspect_signal as s on t.signal = s.signal
left join counted as c
    on
        u.institution_code = c.institution_code
        and u.cohort = c.cohort
        and u.cutoff = c.cutoff
        and u.college_key = c.college_key
        and t.signal = c.signal
