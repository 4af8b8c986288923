-- The employer's name is that of a trainer, an agency, a consultant. Natural
-- for some majors (a teacher at a training school), and nothing to doubt where
-- the office has written down why.
with

signals as (
    select * from reference.suspect_signal
),

suspects as (
    select
        r.*,
        count(*) over (
            partition by r.institution_code, r.cohort, r.cutoff, r.employer_key
        ) as people
    from warehouse.suspect_record as r
    where
        r.employed
        and r.word_kind in ('劳务', '人力资源', '培训', '咨询')
        and not r.public_employer
        and not r.whitelisted
        and not r.word_natural
)

select
    r.institution_code,
    r.cohort,
    r.cutoff,
    r.record_key,
    s.signal,
    '单位名称里有「' || r.word || '」（' || r.word_kind || '类机构）；本校这一届在这家单位的、专业不相配的有 '
    || r.people || ' 人' as reason,
    cast(ceil(s.risk * r.word_weight / 100.0) as integer) as risk
from suspects as r
inner join signals as s on s.signal = 'agency' and r.people >= s.least
