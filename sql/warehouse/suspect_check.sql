-- The last check of each graduate's destination that says something of it.
with

checks as (
    select * from warehouse.fct_verification
),

ordered as (
    select
        *,
        row_number() over (
            partition by institution_code, cohort, check_key
            order by checked_on desc nulls last, file_id desc, row_no desc
        ) as place
    from checks
    where
        check_key not like 'row:%'
        and (
            result is not null
            or evidence is not null
            or coalesce(breach, '无') <> '无'
        )
)

select
    institution_code,
    cohort,
    check_key as person_key,
    checked_on,
    evidence,
    result,
    breach,
    coalesce(
        result = '属实'
        and coalesce(evidence, '齐全') = '齐全'
        and coalesce(breach, '无') = '无',
        false
    ) as cleared
from ordered
where place = 1
