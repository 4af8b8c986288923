-- Many graduates at one small employer. What is public, state-owned, large or
-- explained is none. A company that took as many in earlier years, or takes
-- graduates of several schools, is an employer. Where the size is unknown, only
-- many from majors far apart, or a company just founded, are doubted.
with

signals as (
    select * from reference.suspect_signal
),

candidates as (
    select *
    from warehouse.suspect_record
    where employed and employer_key is not null
),

-- the first two digits of a code are the category of its major
clusters as (
    select
        institution_code,
        cohort,
        cutoff,
        employer_key,
        count(*) as people,
        count(distinct major_key) as majors,
        count(distinct left(major_digits, 2)) as categories,
        max(case when size in ('大型', '中型') then 1 else 0 end) as large,
        max(case when size in ('小型', '微型') then 1 else 0 end) as small,
        max(case when public_employer or state_owned then 1 else 0 end)
            as public_part,
        max(case when whitelisted then 1 else 0 end) as whitelisted,
        max(founded_on) as founded_on,
        max(as_of) as as_of
    from candidates
    group by institution_code, cohort, cutoff, employer_key
),

earlier as (
    select
        a.institution_code,
        a.cohort,
        a.employer_key,
        max(b.people) as people
    from clusters as a
    inner join clusters as b
        on
            a.institution_code = b.institution_code
            and a.employer_key = b.employer_key
            and b.cohort between a.cohort - 3 and a.cohort - 1
    group by a.institution_code, a.cohort, a.employer_key
),

elsewhere as (
    select
        cohort,
        employer_key,
        count(distinct institution_code) as schools
    from clusters
    group by cohort, employer_key
),

judged as (
    select
        c.*,
        s.signal,
        s.risk,
        s.least,
        s.least_unclear,
        case
            when c.small = 1 then 'small'
            when c.founded_on >= c.as_of - s.days then 'young'
            when c.majors >= 3 and c.categories >= 2 then 'scattered'
        end as why
    from clusters as c
    inner join signals as s on s.signal = 'small_employer'
    inner join elsewhere as w
        on c.cohort = w.cohort and c.employer_key = w.employer_key
    left join earlier as e
        on
            c.institution_code = e.institution_code
            and c.cohort = e.cohort
            and c.employer_key = e.employer_key
    where
        c.large = 0
        and c.public_part = 0
        and c.whitelisted = 0
        and w.schools <= 2
        and 100 * coalesce(e.people, 0) < s.margin * c.people
),

suspects as (
    select *
    from judged
    where
        why is not null
        and people >= case when why = 'scattered' then least_unclear else least
        end
)

select
    r.institution_code,
    r.cohort,
    r.cutoff,
    r.record_key,
    s.signal,
    case s.why
        when 'small' then '单位规模为小型或微型'
        when 'young' then '单位规模没有填，成立不久'
        else '单位规模没有填，专业相差很远'
    end || '，本校这一届在这家单位的有 ' || s.people || ' 人，来自 '
    || s.majors || ' 个专业；近三届没有这样多' as reason,
    case
        when s.why = 'small' and s.people >= 2 * s.least then s.risk
        when s.why = 'small' then cast(ceil(s.risk * 0.75) as integer)
        else cast(ceil(s.risk * 0.5) as integer)
    end as risk
from candidates as r
inner join suspects as s
    on
        r.institution_code = s.institution_code
        and r.cohort = s.cohort
        and r.cutoff = s.cutoff
        and r.employer_key = s.employer_key
