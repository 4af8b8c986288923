select
    cast(rule as integer) as rule,
    level,
    completion,
    study_form,
    student_type,
    counts = 1 as counts,
    why,
    mark
from reference.denominator_rule
