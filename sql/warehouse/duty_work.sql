-- What the ledger says was done: a school's own deeds, and each college's. The
-- deeds of a college don't do the school's duty.
with

deeds as (
    select * from warehouse.fct_work
),

counts as (
    select * from warehouse.duty_count
)

select
    d.institution_code,
    d.cohort,
    'work_record' as measure,
    cast(null as text) as college_key,
    d.matter as item,
    count(*) as num,
    cast(null as bigint) as den
from deeds as d
where d.unit_level = '校级'
group by d.institution_code, d.cohort, d.matter
union all
select
    d.institution_code,
    d.cohort,
    'work_record',
    d.college_key,
    d.matter,
    count(*),
    null
from deeds as d
inner join counts as c
    on
        d.institution_code = c.institution_code
        and d.cohort = c.cohort
        and d.college_key = c.college_key
where d.unit_level = '院级'
group by d.institution_code, d.cohort, d.college_key, d.matter
