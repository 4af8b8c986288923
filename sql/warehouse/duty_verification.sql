-- People whose destination was checked, each once however often. Those not
-- placed, or whom nobody knows, aren't among the placed who were checked.
with

checks as (
    select * from warehouse.fct_verification
),

counts as (
    select * from warehouse.duty_count
),

breaches as (
    select * from (
        values
        ('强迫签约'),
        ('与毕业证学位证挂钩'),
        ('户档托管劝签'),
        ('实习见习充抵')
    ) as v(breach)
),

schools as (
    select
        institution_code,
        cohort,
        count(distinct case when result = '不属实' then check_key end)
            as untrue,
        count(result) as results,
        count(breach) as told
    from checks
    group by institution_code, cohort
),

units as (
    select
        c.institution_code,
        c.cohort,
        c.college_key,
        c.settled
    from counts as c
    inner join schools as s
        on c.institution_code = s.institution_code and c.cohort = s.cohort
),

people as (
    select
        u.institution_code,
        u.cohort,
        u.college_key,
        u.settled,
        count(distinct case when c.settled = 1 then c.check_key end)
            as verified,
        count(
            distinct case
                when c.settled = 1 and c.way = '本人确认' then c.check_key
            end
        ) as confirmed,
        count(distinct case when c.evidence = '齐全' then c.check_key end)
            as complete,
        count(distinct case when c.evidence is not null then c.check_key end)
            as told
    from units as u
    left join checks as c
        on
            u.institution_code = c.institution_code
            and u.cohort = c.cohort
            and (u.college_key is null or u.college_key = c.college_key)
    group by u.institution_code, u.cohort, u.college_key, u.settled
),

found as (
    select
        s.institution_code,
        s.cohort,
        b.breach,
        count(distinct c.check_key) as people
    from schools as s
    cross join breaches as b
    left join checks as c
        on
            s.institution_code = c.institution_code
            and s.cohort = c.cohort
            and b.breach = c.breach
    where s.told > 0
    group by s.institution_code, s.cohort, b.breach
)

select
    institution_code,
    cohort,
    'verified' as measure,
    college_key,
    cast(null as text) as item,
    verified as num,
    settled as den
from people
where settled > 0
union all
select
    institution_code,
    cohort,
    'confirmed',
    college_key,
    null,
    confirmed,
    settled
from people
where settled > 0
union all
select
    institution_code,
    cohort,
    'evidence_complete',
    college_key,
    null,
    complete,
    told
from people
where told > 0
union all
select institution_code, cohort, 'untrue', null, null, untrue, null
from schools
where results > 0
union all
select institution_code, cohort, 'breach', null, breach, people, null
from found
