-- One telephone for several employers. Companies whose names begin alike are
-- one group, and so is a name in two spellings.
with

signals as (
    select * from reference.suspect_signal
),

candidates as (
    select *
    from warehouse.suspect_record
    where
        employed
        and contact_key is not null
        and employer_key is not null
        and not whitelisted
),

contacts as (
    select
        institution_code,
        cohort,
        cutoff,
        contact_key,
        count(distinct employer_key) as employers,
        count(distinct brand_key) as brands,
        min(case when public_employer then 1 else 0 end) as all_public
    from candidates
    group by institution_code, cohort, cutoff, contact_key
)

select
    r.institution_code,
    r.cohort,
    r.cutoff,
    r.record_key,
    s.signal,
    '这个联系电话也是别家单位的，本校这一届共 '
    || least(c.employers, c.brands) || ' 家' as reason,
    case
        when least(c.employers, c.brands) > s.least then s.risk
        else cast(ceil(s.risk * 0.7) as integer)
    end as risk
from candidates as r
inner join contacts as c
    on
        r.institution_code = c.institution_code
        and r.cohort = c.cohort
        and r.cutoff = c.cutoff
        and r.contact_key = c.contact_key
inner join signals as s
    on
        s.signal = 'shared_contact'
        and c.employers >= s.least
        and c.brands >= s.least
where c.all_public = 0
