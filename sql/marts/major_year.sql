-- Every year of a present major, its predecessors and all its 办学类型 in one,
-- in the edition in force for the cohort.
select
    h.institution_code,
    h.cohort,
    h.cutoff,
    h.level,
    h.current_major_key as major_key,
    max(h.major) as major,
    max(h.category) as category,
    h.edition,
    count(distinct h.major_key) as pooled_majors,
    coalesce(max(case when c.rate_refused then 1 else 0 end), 0) = 1
        as rate_refused,
    max(c.refusal_reason) as refusal_reason,
    cast(sum(h.graduates) as bigint) as graduates,
    cast(sum(h.settled) as bigint) as settled,
    cast(sum(h.employed) as bigint) as employed,
    cast(sum(h.startup) as bigint) as startup,
    cast(sum(h.flexible) as bigint) as flexible,
    cast(sum(h.further_study) as bigint) as further_study,
    cast(sum(h.settled_other) as bigint) as settled_other,
    cast(sum(h.seeking) as bigint) as seeking,
    cast(sum(h.not_seeking) as bigint) as not_seeking,
    cast(sum(h.unregistered) as bigint) as unregistered,
    cast(sum(h.unrecognised) as bigint) as unrecognised,
    cast(sum(h.agreement) as bigint) as agreement,
    cast(sum(h.contract) as bigint) as contract,
    cast(sum(h.other_form) as bigint) as other_form
from marts.major_history as h
left join marts.cutoff as c on h.cohort = c.cohort and h.cutoff = c.cutoff
where h.in_force
group by
    h.institution_code,
    h.cohort,
    h.cutoff,
    h.level,
    h.current_major_key,
    h.edition
