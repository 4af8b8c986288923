select
    g.cohort,
    g.cutoff,
    g.exclusion,
    g.level,
    g.completion,
    g.study_form,
    g.student_type,
    cast(sum(g.head_count) as bigint) as head_count,
    cast(sum(g.head_count * d.settled) as bigint) as settled
from warehouse.fct_graduate as g
inner join warehouse.dim_destination as d
    on g.destination_code = d.destination_code
where g.counted = 0
group by
    g.cohort,
    g.cutoff,
    g.exclusion,
    g.level,
    g.completion,
    g.study_form,
    g.student_type
