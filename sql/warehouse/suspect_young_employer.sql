-- An employer founded only days before a graduate was registered there, or
-- after. One's own business is always young.
with

signals as (
    select * from reference.suspect_signal
),

aged as (
    select
        r.*,
        r.registered_at - r.founded_on as age
    from warehouse.suspect_record as r
    where
        r.employed
        and r.registered_at is not null
        and r.founded_on is not null
        and not r.public_employer
        and not r.whitelisted
)

select
    r.institution_code,
    r.cohort,
    r.cutoff,
    r.record_key,
    s.signal,
    case
        when r.age < 0 then '登记时单位还没有成立，早了 ' || -r.age || ' 天'
        else '登记时单位才成立 ' || r.age || ' 天'
    end as reason,
    case
        when r.age < 0 then s.risk
        when r.state_owned then cast(ceil(s.risk / 3.0) as integer)
        else cast(
            ceil(s.risk * (1 - r.age / (2.0 * (s.days + 1)))) as integer
        )
    end as risk
from aged as r
inner join signals as s on s.signal = 'young_employer' and r.age <= s.days
