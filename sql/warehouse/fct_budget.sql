-- Several lines of one item add up; where one of them can't be read, nobody
-- knows the sum.
select
    b.institution_code,
    b.cohort,
    b.item,
    cast(sum(b.amount) as bigint) as amount
from staging.stg_budget as b
where b.cohort is not null and b.item is not null
group by b.institution_code, b.cohort, b.item
having count(*) = count(b.amount)
