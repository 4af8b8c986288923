-- Where a college's students did their internship, its graduates now work. Some
-- stay; where most of the interns do at an employer that is no public body, the
-- papers may still be those of the internship.
with

signals as (
    select * from reference.suspect_signal
),

candidates as (
    select *
    from warehouse.suspect_record
    where employed and not public_employer and not whitelisted
),

places as (
    select
        institution_code,
        from_cohort as cohort,
        college_key,
        name_key,
        code_key,
        students
    from staging.stg_suspect_listed
    where register = 'internship'
),

present as (
    select
        p.institution_code,
        p.cohort,
        coalesce(c.current_college_key, p.college_key) as college_key,
        p.name_key,
        p.code_key,
        p.students
    from places as p
    left join warehouse.dim_college as c on p.college_key = c.college_key
),

-- a place is known by its code or by its name; a college that the list leaves
-- out may be any
matches as (
    select
        r.record_key,
        r.institution_code,
        r.cohort,
        r.cutoff,
        r.college_key,
        r.employer_key,
        p.students
    from candidates as r
    inner join present as p
        on
            r.institution_code = p.institution_code
            and r.cohort = p.cohort
            and r.code_key = p.code_key
    where r.college_key = p.college_key or p.college_key is null
    union
    select
        r.record_key,
        r.institution_code,
        r.cohort,
        r.cutoff,
        r.college_key,
        r.employer_key,
        p.students
    from candidates as r
    inner join present as p
        on
            r.institution_code = p.institution_code
            and r.cohort = p.cohort
            and r.name_key = p.name_key
    where r.college_key = p.college_key or p.college_key is null
),

stayed as (
    select
        institution_code,
        cohort,
        cutoff,
        college_key,
        employer_key,
        count(distinct record_key) as people,
        max(students) as students
    from matches
    group by institution_code, cohort, cutoff, college_key, employer_key
)

select distinct
    m.institution_code,
    m.cohort,
    m.cutoff,
    m.record_key,
    s.signal,
    '单位也是本学院的实习单位，'
    || coalesce('实习 ' || t.students || ' 人，', '') || '登记就业 '
    || t.people || ' 人' as reason,
    s.risk
from matches as m
inner join stayed as t
    on
        m.institution_code = t.institution_code
        and m.cohort = t.cohort
        and m.cutoff = t.cutoff
        and m.college_key = t.college_key
        and m.employer_key = t.employer_key
inner join signals as s
    on
        s.signal = 'internship_as_job'
        and t.people >= s.least
        and (t.students is null or 100 * t.people >= s.margin * t.students)
