-- Where a school with admission lists is: a province's own code; of a school
-- its place on the list of schools, else the province that it admits most from.
with

admitting as (
    select
        institution_code,
        province_code,
        row_number() over (
            partition by institution_code
            order by sum(head_count) desc, province_code asc
        ) as place
    from warehouse.admission_profile
    where province_code is not null
    group by institution_code, province_code
),

schools as (
    select distinct institution_code
    from warehouse.admission_profile
)

select
    s.institution_code,
    case
        when p.workspace_level = 'province' then left(p.institution_code, 2)
        else coalesce(r.code, a.province_code)
    end as province_code
from schools as s
cross join reference.run_parameter as p
left join staging.stg_institution as i
    on s.institution_code = i.institution_code
left join reference.province as r on i.place like r.short_name || '%'
left join admitting as a
    on s.institution_code = a.institution_code and a.place = 1
