select
    g.cohort,
    g.cutoff,
    g.level,
    g.completion,
    f.name as file,
    coalesce(g.roster_sheet, g.sheet) as sheet,
    coalesce(g.roster_row_no, g.row_no) as row_no
from warehouse.fct_graduate as g
left join meta.file as f
    on coalesce(g.roster_file_id, g.file_id) = f.file_id
where g.exclusion = 'repeated'
order by g.cohort, g.cutoff, f.name, 6, 7
