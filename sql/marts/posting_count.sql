-- How many postings were checked, reviewed and found to need a second look.
with

hit as (
    select distinct
        file_id,
        coalesce(sheet, '') as sheet,
        row_no
    from marts.posting_finding
)

select
    p.institution_code,
    p.cohort,
    cast(count(*) as bigint) as postings,
    cast(sum(
        case when p.reviewed or p.reviewed_on is not null then 1 else 0 end
    ) as bigint) as reviewed,
    cast(count(h.row_no) as bigint) as hit
from staging.stg_posting as p
left join hit as h
    on
        p.file_id = h.file_id
        and p.sheet = h.sheet
        and p.row_no = h.row_no
where p.cohort is not null
group by p.institution_code, p.cohort
