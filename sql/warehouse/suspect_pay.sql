-- Pay below the local minimum wage in force when the graduate was registered. A
-- city's own rate goes before the province's; of several the lowest holds.
with

signals as (
    select * from reference.suspect_signal
),

rates as (
    select
        place_code,
        valid_from,
        lead(valid_from) over (
            partition by place_code order by valid_from
        ) as valid_to,
        amount
    from staging.stg_minimum_wage
    where
        place_code is not null
        and valid_from is not null
        and amount is not null
),

paid as (
    select
        r.institution_code,
        r.cohort,
        r.cutoff,
        r.record_key,
        r.work_province_code,
        r.work_city_code,
        r.monthly_pay,
        coalesce(r.registered_at, r.as_of) as on_day,
        s.signal,
        s.risk
    from warehouse.suspect_record as r
    inner join signals as s
        on
            s.signal = 'below_minimum_wage'
            and '|' || s.codes || '|' like '%|' || r.destination_code || '|%'
    where r.monthly_pay is not null and r.work_province_code is not null
),

days as (
    select distinct work_province_code, work_city_code, on_day
    from paid
),

floors as (
    select
        d.work_province_code,
        d.work_city_code,
        d.on_day,
        min(
            case when left(r.place_code, 4) = d.work_city_code then r.amount end
        ) as of_city,
        min(case when length(r.place_code) = 2 then r.amount end)
            as of_province,
        min(r.amount) as lowest
    from days as d
    inner join rates as r
        on
            d.work_province_code = left(r.place_code, 2)
            and d.on_day >= r.valid_from
            and (r.valid_to is null or d.on_day < r.valid_to)
    group by d.work_province_code, d.work_city_code, d.on_day
),

compared as (
    select
        p.*,
        coalesce(f.of_city, f.of_province, f.lowest) as least_pay
    from paid as p
    inner join floors as f
        on
            p.work_province_code = f.work_province_code
            and coalesce(p.work_city_code, '') = coalesce(f.work_city_code, '')
            and p.on_day = f.on_day
)

select
    institution_code,
    cohort,
    cutoff,
    record_key,
    signal,
    '月薪低于登记时当地的月最低工资（'
    || cast(cast(least_pay / 100 as bigint) as text) || ' 元）'
    || case when monthly_pay < 100 then '；也可能是单位填错'
        else ''
    end as reason,
    risk
from compared
where 100 * monthly_pay < least_pay
