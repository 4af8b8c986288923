-- A business of one's own that the office's list of projects calls struck off
-- or never registered. Who is not on the list is not doubted: it may be
-- incomplete.
with

signals as (
    select * from reference.suspect_signal
)

select
    r.institution_code,
    r.cohort,
    r.cutoff,
    r.record_key,
    s.signal,
    '自主创业项目登记为注销或未注册，也没有入驻载体' as reason,
    s.risk
from warehouse.suspect_record as r
inner join warehouse.suspect_founder as f
    on
        r.institution_code = f.institution_code
        and r.cohort = f.cohort
        and r.person_key = f.person_key
        and f.proven = 0
inner join signals as s
    on s.signal = 'startup_unproven' and r.destination_code = s.codes
