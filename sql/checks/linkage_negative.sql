-- more left than came, although the list covers the cohort; people from
-- provinces that the list does not hold are not held against it
select
    entry_year,
    level,
    admission_type,
    institution_code,
    registered,
    unmatched + no_entry - no_entry_listed + registration_unknown
        as difference
from marts.entry_cohort
where
    covered = 1
    and unmatched + no_entry - no_entry_listed + registration_unknown < 0
order by 1, 2, 3, 4
