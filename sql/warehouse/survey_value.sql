-- What valid answers say, one indicator at a time, as integers: 1 or 0 for a
-- share, hundredths of the unit for an amount. Answers of one cell that say the
-- same are one row, so that nobody stands alone here by name or key.
with

-- the first job is the one that the register has at the last cut-off, and its
-- pay the first pay of whoever does not tell it
first_jobs as (
    select
        g.record_key,
        g.cohort,
        g.industry_code,
        g.occupation_code,
        g.work_province_code,
        g.monthly_pay
    from warehouse.last_cutoff as c
    inner join warehouse.fct_graduate as g
        on
            c.institution_code = g.institution_code
            and c.cohort = g.cohort
            and c.cutoff = g.cutoff
            and g.counted = 1
    inner join reference.population_member as p
        on
            g.destination_code = p.destination_code
            and p.population = 'placed_local'
    where
        g.record_key in (
            select r.record_key from warehouse.fct_alumni_response as r
        )
),

answers as (
    select
        a.*,
        st.employed,
        st.full_time,
        j.industry_code as first_industry_code,
        j.occupation_code as first_occupation_code,
        j.work_province_code as first_province_code,
        case
            when
                st.full_time = 1
                and a.monthly_pay between u.pay_low and u.pay_high
                then 1
            else 0
        end as pay_known,
        coalesce(a.first_pay, j.monthly_pay) as start_pay,
        case
            when
                coalesce(a.first_pay, j.monthly_pay)
                between u.pay_low and u.pay_high
                then 1
            else 0
        end as start_known
    from warehouse.fct_alumni_response as a
    cross join reference.survey_rule as u
    left join reference.survey_status as st
        on a.employment_status = st.label
    left join first_jobs as j
        on a.cohort = j.cohort and a.record_key = j.record_key
    where a.invalid is null
),

-- surveys in which nobody's first pay is known look at what others started on
other_starts as (
    select
        a.institution_code,
        a.survey_year,
        a.cohort,
        t.pay
    from (
        select
            institution_code,
            survey_year,
            cohort
        from answers
        group by institution_code, survey_year, cohort
        having max(pay_known * start_known) = 0
    ) as a
    inner join warehouse.survey_start as t
        on
            a.institution_code = t.institution_code
            and a.survey_year = t.survey_year
            and a.cohort = t.cohort
),

facts as (
    select
        survey_year,
        cohort,
        record_key,
        'status' as indicator,
        status as option,
        1 as value,
        1 as divisor
    from answers
    where full_time is not null
    union all
    select
        survey_year,
        cohort,
        record_key,
        'pay',
        '—',
        cast(monthly_pay * 100 as bigint),
        1
    from answers
    where pay_known = 1
    union all
    select
        survey_year,
        cohort,
        record_key,
        'first_pay',
        '—',
        cast(start_pay * 100 as bigint),
        1
    from answers
    where pay_known = 1 and start_known = 1
    union all
    select
        survey_year,
        cohort,
        record_key,
        'pay_growth',
        '—',
        cast(monthly_pay * 100 as bigint),
        cast(start_pay * 100 as bigint)
    from answers
    where pay_known = 1 and start_known = 1
    union all
    select
        a.survey_year,
        a.cohort,
        a.record_key,
        'pay_growth_other',
        '—',
        cast(a.monthly_pay * 100 as bigint),
        s.pay
    from answers as a
    inner join other_starts as s
        on
            a.institution_code = s.institution_code
            and a.survey_year = s.survey_year
            and a.cohort = s.cohort
    where a.pay_known = 1
    union all
    select
        survey_year,
        cohort,
        record_key,
        'left_first',
        '—',
        case when employer_count > 1 then 1 else 0 end,
        1
    from answers
    where full_time = 1 and employer_count >= 1
    union all
    select
        survey_year,
        cohort,
        record_key,
        'employers',
        '—',
        employer_count * 100,
        1
    from answers
    where full_time = 1 and employer_count >= 1
    union all
    select
        survey_year,
        cohort,
        record_key,
        'tenure',
        '—',
        tenure_months * 100,
        1
    from answers
    where full_time = 1 and tenure_months >= 0
    union all
    select
        survey_year,
        cohort,
        record_key,
        'promoted',
        '—',
        case when promoted in ('是', '有') then 1 else 0 end,
        1
    from answers
    where full_time = 1 and promoted in ('是', '有', '否', '无')
    union all
    select
        survey_year,
        cohort,
        record_key,
        'industry_changed',
        '—',
        case when industry_code = first_industry_code then 0 else 1 end,
        1
    from answers
    where full_time = 1
        and industry_code is not null and first_industry_code is not null
    union all
    select
        survey_year,
        cohort,
        record_key,
        'occupation_changed',
        '—',
        case when occupation_code = first_occupation_code then 0 else 1 end,
        1
    from answers
    where full_time = 1
        and occupation_code is not null and first_occupation_code is not null
    union all
    select
        survey_year,
        cohort,
        record_key,
        'province_changed',
        '—',
        case when work_province_code = first_province_code then 0 else 1 end,
        1
    from answers
    where full_time = 1
        and work_province_code is not null and first_province_code is not null
),

choices as (
    select
        a.survey_year,
        a.cohort,
        a.record_key,
        q.question,
        q.family,
        case q.question
            when 'related' then a.related
            when 'satisfaction' then a.satisfaction
            when 'expectation_match' then a.expectation_match
            when 'adaptability' then a.adaptability
            when 'school_satisfaction' then a.school_satisfaction
            when 'recommend' then a.recommend
            when 'teaching_satisfaction' then a.teaching_satisfaction
        end as label
    from answers as a
    inner join reference.question as q
        on
            q.survey = '校友'
            and (
                q.base = 'all'
                or (q.base = 'employed' and a.employed = 1)
                or (q.base = 'full_time' and a.full_time = 1)
            )
),

options as (
    select family, label, max(positive) as positive
    from reference.scale_option
    group by family, label
),

opinions as (
    select
        c.survey_year,
        c.cohort,
        c.record_key,
        c.question as indicator,
        '—' as option,
        o.positive as value,
        1 as divisor
    from choices as c
    inner join options as o on c.family = o.family and c.label = o.label
),

told as (
    select * from facts
    union all
    select * from opinions
),

-- an employer's latest answer counts
employer_choices as (
    select
        c.*,
        row_number() over (
            partition by
                c.institution_code, c.survey_year, c.employer_key, c.question
            order by
                c.answered_at desc nulls last,
                c.file_id desc,
                c.sheet desc,
                c.row_no desc
        ) as place
    from staging.stg_employer_choice as c
)

select
    '校友' as survey,
    f.institution_code,
    f.survey_year,
    f.cohort,
    f.level,
    f.major_key,
    f.cell,
    t.indicator,
    t.option,
    cast(t.value as bigint) as value,
    cast(t.divisor as bigint) as divisor,
    cast(sum(f.head_count) as bigint) as n
from told as t
inner join warehouse.alumni_frame as f
    on
        t.survey_year = f.survey_year
        and t.cohort = f.cohort
        and t.record_key = f.record_key
group by
    f.institution_code,
    f.survey_year,
    f.cohort,
    f.level,
    f.major_key,
    f.cell,
    t.indicator,
    t.option,
    t.value,
    t.divisor
union all
select
    '用人单位',
    f.institution_code,
    f.survey_year,
    0,
    '—',
    '—',
    f.cell,
    c.question,
    '—',
    cast(o.positive as bigint),
    1,
    count(*)
from employer_choices as c
inner join warehouse.employer_frame as f
    on
        c.institution_code = f.institution_code
        and c.survey_year = f.survey_year
        and c.employer_key = f.employer_key
inner join options as o on c.family = o.family and c.label = o.label
where c.place = 1
group by
    f.institution_code,
    f.survey_year,
    f.cell,
    c.question,
    o.positive
