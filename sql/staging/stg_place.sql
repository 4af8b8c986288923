with

texts as (
    select origin as place from raw.roster
    union
    select origin as place from raw.destination
    union
    select work_place as place from raw.destination
    union
    select place from raw.minimum_wage
),

places as (
    select distinct norm_label(place) as place
    from texts
    where norm_label(place) <> ''
),

-- every spelling a place may begin with; a short name of a province counts
-- only alone or before one of its own cities (海南 begins a prefecture of 青海)
spellings as (
    select norm_label(name) as spelling, code as province, null as city
    from reference.province
    union all
    select norm_label(c.name), c.province_code, c.code4
    from reference.city as c
    union all
    select norm_label(p.name || c.name), p.code, c.code4
    from reference.city as c
    inner join reference.province as p on c.province_code = p.code
    union all
    select
        norm_label(p.short_name || regexp_replace(c.name, '市$', '')),
        p.code,
        c.code4
    from reference.city as c
    inner join reference.province as p on c.province_code = p.code
),

exact as (
    select
        label as spelling,
        case when dimension = 'province' then code else left(code, 2) end
            as province,
        case when dimension = 'city' then code end as city
    from reference.label
    where dimension in ('province', 'city') and rank = 1
),

candidates as (
    select p.place, e.province, e.city, 1000 as fit
    from places as p
    inner join exact as e on p.place = e.spelling
    union all
    select p.place, s.province, s.city, length(s.spelling)
    from places as p
    inner join spellings as s on starts_with(p.place, s.spelling)
),

ranked as (
    select
        place,
        province,
        city,
        row_number() over (
            partition by place
            order by fit desc, city asc nulls last, province asc
        ) as choice
    from candidates
)

select
    place,
    province as province_code,
    city as city_code
from ranked
where choice = 1
