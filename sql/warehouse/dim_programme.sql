with

programmes as (
    select distinct
        programme_key,
        major_key,
        programme_kind,
        direction,
        campus
    from warehouse.fct_graduate
    where programme_key is not null
)

select
    p.programme_key,
    p.major_key,
    d.name || case
        when p.programme_kind is null then ''
        else '（' || p.programme_kind || '）'
    end as name,
    p.programme_kind,
    p.direction,
    p.campus
from programmes as p
inner join warehouse.dim_major as d on p.major_key = d.major_key
