select
    g.cohort,
    g.cutoff,
    case when g.file_id is null then '只在名单' else '只在去向登记' end
        as side,
    f.name as file,
    coalesce(g.sheet, g.roster_sheet) as sheet,
    coalesce(g.row_no, g.roster_row_no) as row_no
from warehouse.fct_graduate as g
inner join warehouse.dim_cutoff as c
    on g.cohort = c.cohort and g.cutoff = c.cutoff and c.has_roster
left join meta.file as f
    on coalesce(g.file_id, g.roster_file_id) = f.file_id
where
    g.exclusion = 'not_in_roster'
    or (g.counted = 1 and g.file_id is null)
order by g.cohort, g.cutoff, 3, 4, 5, 6
