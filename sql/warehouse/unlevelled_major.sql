-- The majors that 办学条件 and 岗位需求 name without a level: those of the level
-- that the school admits from school to, where its catalogue or another file of
-- the school knows them. Of the rest nobody can tell which they are.
with

mentions as (
    select institution_code, major_digits
    from staging.stg_major_capacity
    where level is null and major_digits is not null
    union
    select institution_code, major_digits
    from staging.stg_vacancy
    where level is null and major_digits is not null
),

levelled as (
    select
        m.institution_code,
        m.major_digits as stated_digits,
        o.level,
        v.catalogue_level,
        coalesce(n.digits, m.major_digits) as major_digits
    from mentions as m
    inner join warehouse.school_level as o
        on m.institution_code = o.institution_code
    inner join reference.level as v on o.level = v.level
    left join staging.stg_major_name as n
        on
            v.catalogue_level = n.catalogue_level
            and m.major_digits = '名称:' || n.name
),

catalogue as (
    select distinct level as catalogue_level, digits
    from reference.major
)

select
    l.institution_code,
    l.stated_digits,
    l.level,
    l.major_digits
from levelled as l
left join catalogue as c
    on l.catalogue_level = c.catalogue_level and l.major_digits = c.digits
left join warehouse.dim_major as d
    on l.level || ':' || l.major_digits = d.major_key
where c.digits is not null or d.major_key is not null
