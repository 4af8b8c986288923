-- plans for the whole country that are not the sum of their provinces
with

nationwide as (
    select
        file_id, sheet, year, level, major_digits, programme, admission_type,
        sum(plan) as stated
    from staging.stg_admission_plan
    where is_nationwide = 1
    group by
        file_id, sheet, year, level, major_digits, programme, admission_type
),

provinces as (
    select
        file_id, sheet, year, level, major_digits, programme, admission_type,
        sum(plan) as added_up
    from staging.stg_admission_plan
    where province_code is not null
    group by
        file_id, sheet, year, level, major_digits, programme, admission_type
)

select
    f.name as file,
    n.sheet,
    n.year,
    n.level,
    n.programme,
    n.stated,
    p.added_up
from nationwide as n
inner join provinces as p
    on
        n.file_id = p.file_id
        and n.sheet = p.sheet
        and n.year is not distinct from p.year
        and n.level is not distinct from p.level
        and n.major_digits is not distinct from p.major_digits
        and n.programme is not distinct from p.programme
        and n.admission_type is not distinct from p.admission_type
left join meta.file as f on n.file_id = f.file_id
where n.stated is distinct from p.added_up
order by f.name, n.sheet, n.year, n.level, n.programme
