select
    e.contradiction,
    e.cohort,
    e.level,
    coalesce(m.name, e.major_key) as major,
    f.name as file,
    coalesce(g.roster_sheet, g.sheet) as sheet,
    coalesce(g.roster_row_no, g.row_no) as row_no
from warehouse.fct_entrant as e
inner join warehouse.fct_graduate as g
    on
        e.record_key = g.record_key
        and e.cohort = g.cohort
        and e.cutoff = g.cutoff
left join warehouse.dim_major as m on e.major_key = m.major_key
left join meta.file as f
    on coalesce(g.roster_file_id, g.file_id) = f.file_id
where e.contradiction is not null
order by 2, 3, 4, 5, 6, 7
