select
    e.edition,
    d.code,
    d.name,
    count(p.part) as parts
from reference.edition as e
cross join reference.destination as d
left join reference.partition as p
    on e.edition = p.edition and d.code = p.code
where d.code = d.resolves_to
group by e.edition, d.code, d.name
having count(p.part) <> 1
order by e.edition, d.code
