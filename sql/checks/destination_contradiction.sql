select
    d.cohort,
    d.cutoff,
    f.name as file,
    d.sheet,
    d.row_no
from staging.stg_destination as d
left join meta.file as f on d.file_id = f.file_id
where d.code_text_disagree
order by d.cohort, d.cutoff, f.name, d.sheet, d.row_no
