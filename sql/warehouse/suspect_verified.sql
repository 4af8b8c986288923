-- What the office itself found: the last check of a graduate says that the
-- destination does not hold, names a breach, or found papers missing.
with

signals as (
    select * from reference.suspect_signal
),

judged as (
    select
        *,
        case
            when result = '不属实' or breach <> '无' then 'contradicted'
            when evidence in ('不齐', '无') then 'evidence_incomplete'
        end as signal
    from warehouse.suspect_check
)

select
    r.institution_code,
    r.cohort,
    r.cutoff,
    r.record_key,
    s.signal,
    case
        when j.breach <> '无' then '最近一次核查记有违规情形：' || j.breach
        when j.result = '不属实' then '最近一次核查结论为不属实，登记仍为落实'
        else '最近一次核查时证明材料为「' || j.evidence || '」'
    end as reason,
    s.risk
from warehouse.suspect_record as r
inner join judged as j
    on
        r.institution_code = j.institution_code
        and r.cohort = j.cohort
        and r.person_key = j.person_key
inner join signals as s on j.signal = s.signal
