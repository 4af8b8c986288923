select
    institution_code,
    survey_year,
    cohort,
    start_cohort,
    paid,
    cast(round(pay / 100.0) as bigint) as pay
from warehouse.survey_start
