select
    k.cohort,
    coalesce(k.group_name, '未识别') as group_name,
    coalesce(c.name, k.college_key, '未识别') as college,
    cast(count(*) as bigint) as listed,
    cast(count(distinct k.person_key) as bigint) as persons,
    cast(sum(case when k.person_key is null then 1 else 0 end) as bigint)
        as unmatched
from warehouse.fct_key_group as k
left join warehouse.dim_college as c on k.college_key = c.college_key
group by
    k.cohort,
    coalesce(k.group_name, '未识别'),
    coalesce(c.name, k.college_key, '未识别')
