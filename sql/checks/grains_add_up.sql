-- every grain cuts the same graduates: its rows add to the school's row
with

totals as (
    select
        cohort,
        cutoff,
        edition,
        grain,
        sum(graduates) as graduates,
        sum(settled) as settled
    from marts.placement
    group by cohort, cutoff, edition, grain
),

school as (
    select cohort, cutoff, edition, graduates, settled
    from totals
    where grain = 'school'
)

select
    t.cohort,
    t.cutoff,
    t.edition,
    t.grain,
    t.graduates,
    s.graduates as school_graduates,
    t.settled,
    s.settled as school_settled
from totals as t
left join school as s
    on
        t.cohort = s.cohort
        and t.cutoff = s.cutoff
        and t.edition = s.edition
where
    s.graduates is null
    or t.graduates <> s.graduates
    or t.settled <> s.settled
order by t.cohort, t.cutoff, t.edition, t.grain
