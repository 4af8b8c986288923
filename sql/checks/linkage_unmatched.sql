-- the sum may hide as many people not on the list as are missing
select
    entry_year,
    level,
    admission_type,
    institution_code,
    registered,
    case
        when matched_by = '人' and unmatched_people > unmatched
            then unmatched_people
        else unmatched
    end as unmatched
from marts.entry_cohort
where
    due_on_file = 1
    and (
        50 * unmatched > registered
        or (matched_by = '人' and 50 * unmatched_people > registered)
    )
order by 1, 2, 3, 4
