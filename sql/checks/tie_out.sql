select
    cohort,
    cutoff,
    level,
    college,
    major_code,
    destination_code,
    control_count,
    warehouse_count,
    difference,
    uncounted
from marts.tie_out
where difference <> 0
order by
    cohort, cutoff, level, college, major_code, destination_code
