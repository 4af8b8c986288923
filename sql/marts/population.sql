with codes as (
    select
        population,
        string_agg(destination_code, '、' order by destination_code) as codes
    from reference.population_member
    group by population
)

select
    p.population,
    p.title,
    p.note,
    p.sort,
    c.codes
from reference.population as p
left join codes as c on c.population = p.population
