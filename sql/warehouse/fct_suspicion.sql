-- One doubt of one record: the gravest, where one signal has several, as of a
-- major and of its college. A signal that can't be tested doubts nobody.
with

doubts as (
    select * from warehouse.suspect_share
    union all
    select * from warehouse.suspect_small_employer
    union all
    select * from warehouse.suspect_agency
    union all
    select * from warehouse.suspect_young_employer
    union all
    select * from warehouse.suspect_rush
    union all
    select * from warehouse.suspect_contact
    union all
    select * from warehouse.suspect_internship
    union all
    select * from warehouse.suspect_code
    union all
    select * from warehouse.suspect_pay
    union all
    select * from warehouse.suspect_verified
    union all
    select * from warehouse.suspect_startup
),

ordered as (
    select
        d.*,
        row_number() over (
            partition by
                d.institution_code,
                d.cohort,
                d.cutoff,
                d.record_key,
                d.signal
            order by d.risk desc, d.reason asc
        ) as place
    from doubts as d
)

select
    d.institution_code,
    d.cohort,
    d.cutoff,
    d.record_key,
    d.signal,
    r.college_key,
    r.major_key,
    d.reason,
    d.risk,
    r.file_id,
    r.sheet,
    r.row_no
from ordered as d
inner join warehouse.suspect_testable as t
    on
        d.institution_code = t.institution_code
        and d.cohort = t.cohort
        and d.cutoff = t.cutoff
        and d.signal = t.signal
        and t.testable
inner join warehouse.suspect_record as r
    on
        d.institution_code = r.institution_code
        and d.cohort = r.cohort
        and d.cutoff = r.cutoff
        and d.record_key = r.record_key
where d.place = 1
