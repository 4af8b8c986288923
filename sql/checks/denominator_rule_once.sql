with

combinations as (
    select
        level,
        completion,
        study_form,
        student_type,
        sum(head_count) as head_count
    from warehouse.fct_graduate
    group by level, completion, study_form, student_type
)

select
    c.level,
    c.completion,
    c.study_form,
    c.student_type,
    c.head_count,
    count(r.rule) as rules
from combinations as c
left join reference.denominator_rule as r
    on
        (
            r.level = '*'
            or '|' || r.level || '|' like '%|' || c.level || '|%'
        )
        and (
            r.completion = '*'
            or '|' || r.completion || '|' like '%|' || c.completion || '|%'
        )
        and (
            r.study_form = '*'
            or '|' || r.study_form || '|' like '%|' || c.study_form || '|%'
        )
        and (
            r.student_type = '*'
            or '|' || r.student_type || '|' like '%|' || c.student_type || '|%'
        )
group by
    c.level,
    c.completion,
    c.study_form,
    c.student_type,
    c.head_count
having count(r.rule) <> 1
order by c.level, c.completion, c.study_form, c.student_type
