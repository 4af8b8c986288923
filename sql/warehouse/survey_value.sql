-- What valid answers say, one indicator at a time, as integers: 1 or 0 for a
-- share, hundredths of the unit for an amount. Answers of one cell that say the
-- same are one row, so that nobody stands alone here by name or key.
with

last_cutoffs as (
    select cohort, max(as_of) as as_of
    from warehouse.dim_cutoff
    group by cohort
),

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
    from last_cutoffs as c
    inner join warehouse.fct_graduate as g
        on c.cohort = g.cohort and c.as_of = g.as_of and g.counted = 1
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
        on a.survey_year = s.survey_year and a.cohort = s.cohort
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
        survey_year,
        cohort,
        record_key,
        employed,
        full_time,
        'related' as question,
        related as label
    from answers
    where related is not null
    union all
    select
        survey_year,
        cohort,
        record_key,
        employed,
        full_time,
        'satisfaction',
        satisfaction
    from answers
    where satisfaction is not null
    union all
    select
        survey_year,
        cohort,
        record_key,
        employed,
        full_time,
        'expectation_match',
        expectation_match
    from answers
    where expectation_match is not null
    union all
    select
        survey_year,
        cohort,
        record_key,
        employed,
        full_time,
        'adaptability',
        adaptability
    from answers
    where adaptability is not null
    union all
    select
        survey_year,
        cohort,
        record_key,
        employed,
        full_time,
        'school_satisfaction',
        school_satisfaction
    from answers
    where school_satisfaction is not null
    union all
    select
        survey_year,
        cohort,
        record_key,
        employed,
        full_time,
        'recommend',
        recommend
    from answers
    where recommend is not null
    union all
    select
        survey_year,
        cohort,
        record_key,
        employed,
        full_time,
        'teaching_satisfaction',
        teaching_satisfaction
    from answers
    where teaching_satisfaction is not null
),

options as (
    select family, label, max(positive) as positive
    from reference.scale_option
    group by family, label
),

-- a word that no scale has is no answer; survey_option_known lists it
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
    inner join reference.question as q
        on q.survey = '校友' and c.question = q.question
    inner join options as o on q.family = o.family and c.label = o.label
    where
        q.base = 'all'
        or (q.base = 'employed' and c.employed = 1)
        or (q.base = 'full_time' and c.full_time = 1)
),

told as (
    select * from facts
    union all
    select * from opinions
),

employer_answers as (
    select
        e.*,
        row_number() over (
            partition by e.institution_code, e.survey_year, e.employer_key
            order by
                e.answered_at desc nulls last, e.file_id desc, e.row_no desc
        ) as place
    from staging.stg_employer_answer as e
),

employer_choices as (
    select
        institution_code,
        survey_year,
        employer_key,
        'overall' as question,
        overall as label
    from employer_answers
    where place = 1 and overall is not null
    union all
    select
        institution_code,
        survey_year,
        employer_key,
        'knowledge',
        knowledge
    from employer_answers
    where place = 1 and knowledge is not null
    union all
    select
        institution_code,
        survey_year,
        employer_key,
        'skill',
        skill
    from employer_answers
    where place = 1 and skill is not null
    union all
    select
        institution_code,
        survey_year,
        employer_key,
        'attitude',
        attitude
    from employer_answers
    where place = 1 and attitude is not null
    union all
    select
        institution_code,
        survey_year,
        employer_key,
        'teamwork',
        teamwork
    from employer_answers
    where place = 1 and teamwork is not null
    union all
    select
        institution_code,
        survey_year,
        employer_key,
        'communication',
        communication
    from employer_answers
    where place = 1 and communication is not null
    union all
    select
        institution_code,
        survey_year,
        employer_key,
        'innovation',
        innovation
    from employer_answers
    where place = 1 and innovation is not null
    union all
    select
        institution_code,
        survey_year,
        employer_key,
        'learning',
        learning
    from employer_answers
    where place = 1 and learning is not null
    union all
    select
        institution_code,
        survey_year,
        employer_key,
        'rehire',
        rehire
    from employer_answers
    where place = 1 and rehire is not null
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
inner join reference.question as q
    on q.survey = '用人单位' and c.question = q.question
inner join options as o on q.family = o.family and c.label = o.label
group by
    f.institution_code,
    f.survey_year,
    f.cell,
    c.question,
    o.positive
