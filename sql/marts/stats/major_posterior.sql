-- How sure a major's rate is: the score interval of the year itself, and the
-- rate drawn towards the major's peers. rate_below and beta_quantile
-- are functions of the program (pipelines/stats); the rest is closed form.
with

posteriors as (
    select
        p.*,
        p.prior_a + p.settled / p.phi as a,
        p.prior_b + (p.graduates - p.settled) / p.phi as b,
        sum(p.settled) over three_years as pooled_settled,
        sum(p.graduates) over three_years as pooled_graduates
    from marts.major_prior as p
    window three_years as (
        partition by p.institution_code, p.cutoff, p.level, p.major_key
        order by p.cohort
        range between 2 preceding and current row
    )
)

select
    institution_code,
    cohort,
    cutoff,
    level,
    major_key,
    graduates,
    settled,
    cast(round(10000 * wilson_low(settled, graduates)) as bigint)
        as wilson_low,
    cast(round(10000 * wilson_high(settled, graduates)) as bigint)
        as wilson_high,
    cast(pooled_settled as bigint) as pooled_settled,
    cast(pooled_graduates as bigint) as pooled_graduates,
    cast(round(100 * phi) as bigint) as phi,
    phi_units,
    cast(round(10 * graduates / phi) as bigint) as effective,
    peer_group,
    peers,
    boundary,
    cast(round(10000 * a / (a + b)) as bigint) as shrunken,
    cast(round(10000 * beta_quantile(0.05, a, b)) as bigint) as shrunken_low,
    cast(round(10000 * beta_quantile(0.95, a, b)) as bigint) as shrunken_high,
    cast(
        round(
            10000 * rate_below(
                0.5, settled, graduates, phi, prior_a, prior_b
            )
        ) as bigint
    ) as below_50,
    cast(
        round(
            10000 * rate_below(
                0.6, settled, graduates, phi, prior_a, prior_b
            )
        ) as bigint
    ) as below_60
from posteriors
