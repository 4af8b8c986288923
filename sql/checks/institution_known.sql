-- rows of a province that name no school
select
    r.cohort,
    r.cutoff,
    cast(sum(r.head_count) as bigint) as head_count
from staging.stg_destination as r
where r.institution_code = '未识别'
group by r.cohort, r.cutoff
order by r.cohort, r.cutoff
