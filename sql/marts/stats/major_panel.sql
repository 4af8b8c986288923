-- All that is shown of a major's years beside a card: counts, interval, what
-- its peers say, and how many were planned to be admitted in that year.
select
    y.institution_code,
    i.name as institution,
    y.cohort,
    y.cutoff,
    y.level,
    y.major_key,
    y.major,
    y.category,
    y.edition,
    y.pooled_majors,
    y.rate_refused,
    y.refusal_reason,
    y.graduates,
    y.settled,
    y.employed,
    y.agreement + y.contract as agreement_contract,
    y.flexible,
    y.further_study,
    y.seeking,
    p.wilson_low,
    p.wilson_high,
    p.pooled_settled,
    p.pooled_graduates,
    p.phi,
    p.phi_units,
    p.effective,
    p.peer_group,
    p.peers,
    p.shrunken,
    p.shrunken_low,
    p.shrunken_high,
    a.plan,
    coalesce(b.breaks, false) as breaks,
    b.why as breaks_why
from marts.major_year as y
left join marts.major_posterior as p
    on
        y.institution_code = p.institution_code
        and y.cohort = p.cohort
        and y.cutoff = p.cutoff
        and y.level = p.level
        and y.major_key = p.major_key
left join marts.institution as i on y.institution_code = i.institution_code
left join marts.major_plan as a
    on
        y.institution_code = a.institution_code
        and y.cohort = a.year
        and y.level = a.level
        and y.major_key = a.major_key
left join marts.trend_break as b
    on y.cohort = b.cohort and y.cutoff = b.cutoff
