select
    r._file_id as file_id,
    coalesce(r._sheet, '') as sheet,
    r._row as row_no,
    cohort_of(r.cohort, r._cohort) as cohort,
    institution_of(
        parameter.workspace_level, r._institution, parameter.institution_code
    ) as institution_code,
    nullif(norm_label(r.item), '') as item,
    case
        when
            norm_label(r.item) in (
                '学费收入', '就业经费预算', '就业经费支出', '创业经费支出'
            )
            then fen_of(r.amount, r.unit)
        else quantity_of(r.amount, r.unit)
    end as amount,
    nullif(trim(r.amount), '') as amount_text,
    amount_unit(r.amount, r.unit) as unit,
    nullif(trim(r.source), '') as source
from raw.budget as r
cross join reference.run_parameter as parameter
where r._load_id not in (
    select l.load_id from meta.load as l
    where l.state = 'superseded'
)
