select
    g.cohort,
    g.cutoff,
    g.level,
    f.name as file,
    coalesce(g.sheet, g.roster_sheet) as sheet,
    coalesce(g.row_no, g.roster_row_no) as row_no
from warehouse.fct_graduate as g
left join meta.file as f
    on coalesce(g.file_id, g.roster_file_id) = f.file_id
where g.exclusion = 'duplicate'
order by g.cohort, g.cutoff, f.name, 5, 6
