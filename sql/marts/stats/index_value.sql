-- What each major brings into the composite index: counts of a rate, or a mean
-- with its standard error. One component a CTE; one that is not here for a
-- major, or only with a reason, is missing there, and the index says so. Only a
-- school has an index.
with

school as (
    select institution_code, report_year, main_cutoff
    from reference.run_parameter
    where workspace_level <> 'province'
),

graduates as (
    select y.*
    from marts.major_year as y
    inner join school as p
        on y.cohort = p.report_year and y.cutoff = p.main_cutoff
    where not y.rate_refused and y.major_key not like '%:未识别'
),

destinations as (
    select
        institution_code,
        level,
        major_key,
        cohort as year,
        graduates,
        settled,
        further_study,
        seeking
    from graduates
),

-- entry cohorts of the ordinary kind of a level; a 大类 is no major
entries as (
    select l.*
    from marts.linkage as l
    cross join school as p
    where
        l.admission_type in ('普通', '研究生') and l.is_class = 0
        and l.major_key not like '%:未识别'
),

last_lists as (
    select institution_code, level, max(entry_year) as entry_year
    from marts.entry_cohort
    where admission_type in ('普通', '研究生') and admitted > 0
    group by institution_code, level
),

last_due as (
    select e.institution_code, e.level, max(e.entry_year) as entry_year
    from marts.entry_cohort as e
    inner join school as p on e.due_cohort <= p.report_year
    where
        e.admission_type in ('普通', '研究生')
        and e.due_on_file = 1 and e.covered = 1
    group by e.institution_code, e.level
),

admitted as (
    select e.*
    from entries as e
    inner join last_lists as l
        on
            e.institution_code = l.institution_code
            and e.level = l.level
            and e.entry_year = l.entry_year
),

due as (
    select
        e.*,
        e.registered + e.transferred_in + e.resumed_in
        - e.transferred_out - e.moved_out as stayed
    from entries as e
    inner join last_due as l
        on
            e.institution_code = l.institution_code
            and e.level = l.level
            and e.entry_year = l.entry_year
),

-- the latest survey's estimates, those withheld left out
surveys as (
    select max(survey_year) as survey_year
    from marts.survey_indicator as s
    inner join school as p on s.survey_year <= p.report_year + 1
    where s.survey = '校友'
),

pooled_opinions as (
    select
        s.institution_code,
        s.level,
        s.major_key,
        s.survey_year as year,
        s.indicator,
        sum(s.weighted * s.effective) as weighted,
        sum(s.effective) as effective,
        (sum(s.effective) + 5) // 10 as den
    from marts.survey_indicator as s
    inner join surveys as v on s.survey_year = v.survey_year
    where
        s.survey = '校友' and s.unit = '专业' and s.withheld is null
        and s.indicator in ('related', 'satisfaction')
    group by
        s.institution_code, s.level, s.major_key, s.survey_year, s.indicator
),

-- the weighted share of so many whole answers as the effective sample is
opinions as (
    select
        institution_code,
        level,
        major_key,
        year,
        indicator,
        den,
        (2 * weighted * den + effective * 10000) // (2 * effective * 10000)
            as num
    from pooled_opinions
    where effective > 0
),

-- a major's pay over the whole cohort's, so that cohorts may be pooled; in
-- their order, since a sum of fractions depends on it
pays as (
    select
        s.institution_code,
        s.level,
        s.major_key,
        s.survey_year as year,
        s.cohort,
        s.effective,
        s.weighted * 1.0 / a.weighted as relative,
        s.se / 100.0 / a.weighted as spread
    from marts.survey_indicator as s
    inner join surveys as v on s.survey_year = v.survey_year
    inner join marts.survey_indicator as a
        on
            s.survey = a.survey
            and s.institution_code = a.institution_code
            and s.survey_year = a.survey_year
            and s.cohort = a.cohort
            and s.indicator = a.indicator
            and a.unit = '全部'
    where
        s.survey = '校友' and s.unit = '专业' and s.withheld is null
        and s.indicator = 'pay' and s.se is not null and a.weighted > 0
),

pooled_pays as (
    select
        institution_code,
        level,
        major_key,
        year,
        cast(round(sum(effective) / 10.0) as bigint) as n,
        sum(effective * relative order by cohort asc) / sum(effective) as mean,
        sqrt(
            sum(effective * effective * spread * spread order by cohort asc)
        ) / sum(effective) as se
    from pays
    group by institution_code, level, major_key, year
),

-- offers come one by one, so their number is uncertain by its square root; of
-- none nothing can be said
demands as (
    select
        v.institution_code,
        v.level,
        v.major_key,
        v.cohort as year,
        v.graduates,
        v.positions
    from marts.vacancy as v
    inner join (
        select w.institution_code, max(w.cohort) as cohort
        from marts.vacancy as w
        inner join school as p on w.cohort <= p.report_year
        group by w.institution_code
    ) as l
        on v.institution_code = l.institution_code and v.cohort = l.cohort
    where v.graduates > 0
),

rates as (
    select institution_code, level, major_key, 'settled' as component, year,
        settled as num, graduates as den
    from destinations
    union all
    select institution_code, level, major_key, 'further_study', year,
        further_study, graduates
    from destinations
    union all
    select institution_code, level, major_key, 'seeking', year,
        seeking, graduates
    from destinations
    union all
    select institution_code, level, major_key, 'related', entry_year,
        related, related_base
    from due
    union all
    select institution_code, level, major_key, 'on_time', entry_year,
        least(graduated_on_time, stayed), stayed
    from due
    where graduated > 0 or studying = 0 -- else it takes longer, like 五年制
    union all
    select institution_code, level, major_key, 'registered', entry_year,
        least(
            admitted_registered + registered_split, admitted + admitted_split
        ),
        admitted + admitted_split
    from admitted
    where registration_unknown = 0 and registered_split is not null
    union all
    select institution_code, level, major_key, 'first_choice', entry_year,
        first_choice, choice_eligible
    from admitted
    union all
    select institution_code, level, major_key,
        case indicator when 'related' then 'related_later' else indicator end,
        year, num, den
    from opinions
)

select
    institution_code,
    level,
    major_key,
    component,
    cast(year as integer) as year,
    cast(num as bigint) as num,
    cast(den as bigint) as den,
    cast(null as bigint) as mean,
    cast(null as bigint) as se,
    cast(null as text) as missing
from rates
where den > 0
union all
select
    institution_code,
    level,
    major_key,
    'pay',
    cast(year as integer),
    null,
    n,
    cast(round(mean * 10000) as bigint),
    cast(round(se * 10000) as bigint),
    null
from pooled_pays
union all
select
    institution_code,
    level,
    major_key,
    'demand',
    cast(year as integer),
    positions,
    graduates,
    cast(round(positions * 10000.0 / graduates) as bigint),
    cast(round(sqrt(positions) * 10000.0 / graduates) as bigint),
    case positions when 0 then '没有岗位需求' end
from demands
