-- Money and rooms, and the posts given to those who guide; tuition divides the
-- budget where both are told.
with

items as (
    select * from warehouse.fct_budget
),

plain as (
    select * from (
        values
        ('budget_planned', '就业经费预算'),
        ('site_area', '就业工作场地面积'),
        ('senior_posts', '就业指导高级职称名额'),
        ('middle_posts', '就业指导中级职称名额')
    ) as v(measure, item)
)

select
    i.institution_code,
    i.cohort,
    p.measure,
    cast(null as text) as college_key,
    cast(null as text) as item,
    i.amount as num,
    cast(null as bigint) as den
from plain as p
inner join items as i on p.item = i.item
union all
select
    b.institution_code,
    b.cohort,
    'budget_tuition',
    null,
    null,
    b.amount,
    t.amount
from items as b
inner join items as t
    on
        b.institution_code = t.institution_code
        and b.cohort = t.cohort
        and t.item = '学费收入'
        and t.amount > 0
where b.item = '就业经费预算'
