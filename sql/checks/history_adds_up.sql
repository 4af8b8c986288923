-- the years of the majors are the same graduates as the rates of the report
with

histories as (
    select
        cohort,
        cutoff,
        edition,
        sum(graduates) as graduates,
        sum(settled) as settled
    from marts.major_history
    group by cohort, cutoff, edition
),

school as (
    select cohort, cutoff, edition, graduates, settled
    from marts.placement
    where grain = 'school'
)

select
    s.cohort,
    s.cutoff,
    s.edition,
    s.graduates,
    h.graduates as history_graduates,
    s.settled,
    h.settled as history_settled
from school as s
left join histories as h
    on s.cohort = h.cohort and s.cutoff = h.cutoff and s.edition = h.edition
where
    h.graduates is null
    or h.graduates <> s.graduates
    or h.settled <> s.settled
order by s.cohort, s.cutoff, s.edition
