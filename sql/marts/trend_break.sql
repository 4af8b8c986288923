-- Whether a cohort may be compared with the one before it at the same cut-off:
-- not across a change of rules, of the list that counts, or a missing year.
with

cutoffs as (
    select
        c.cohort,
        c.cutoff,
        c.has_roster,
        r.cohort_from as regime,
        r.document,
        lag(c.cohort) over (partition by c.cutoff order by c.cohort)
            as cohort_before,
        lag(c.has_roster) over (partition by c.cutoff order by c.cohort)
            as roster_before,
        lag(r.cohort_from) over (partition by c.cutoff order by c.cohort)
            as regime_before
    from warehouse.dim_cutoff as c
    inner join reference.regime as r
        on
            c.cohort >= r.cohort_from
            and c.cohort <= coalesce(r.cohort_to, 9999)
),

reasons as (
    select
        cohort,
        cutoff,
        document,
        cohort_before,
        case when regime <> regime_before
            then cast(cohort as text) || ' 届起统计口径改变'
        end as by_regime,
        case when has_roster <> roster_before
            then '分母由' || case when roster_before then '毕业生名单'
                else '去向登记' end
                || '改为' || case when has_roster then '毕业生名单'
                else '去向登记' end
        end as by_roster,
        case when cohort <> cohort_before + 1
            then '缺 ' || cast(cohort_before + 1 as text)
                || case when cohort > cohort_before + 2
                    then '—' || cast(cohort - 1 as text) else '' end
                || ' 届数据'
        end as by_gap
    from cutoffs
)

select
    cohort,
    cutoff,
    coalesce(by_regime, by_roster, by_gap) is not null as breaks,
    nullif(
        coalesce(by_regime, '')
        || case when by_regime is not null
            and coalesce(by_roster, by_gap) is not null
            then '；' else '' end
        || coalesce(by_roster, '')
        || case when by_roster is not null and by_gap is not null
            then '；' else '' end
        || coalesce(by_gap, ''),
        ''
    ) as why,
    case when by_regime is not null then document end as document
from reasons
