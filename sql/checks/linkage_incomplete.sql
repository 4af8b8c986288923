select
    entry_year,
    level,
    admission_type,
    institution_code,
    matched_by,
    no_entry
from marts.entry_cohort
where covered = 0
order by 1, 2, 3, 4
