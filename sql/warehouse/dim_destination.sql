with

partition_2021 as (
    select code, part
    from reference.partition
    where edition = '2021'
),

partition_2024 as (
    select code, part
    from reference.partition
    where edition = '2024'
)

select
    d.code as destination_code,
    d.name,
    d.settled,
    d.scheme,
    a.part as part_2021,
    b.part as part_2024,
    d.sort
from reference.destination as d
inner join partition_2021 as a on d.code = a.code
inner join partition_2024 as b on d.code = b.code
where d.code = d.resolves_to
