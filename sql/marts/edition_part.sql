with codes as (
    select
        edition,
        part,
        string_agg(code, '、' order by code) as codes
    from reference.partition
    group by edition, part
)

select
    p.edition,
    p.part,
    p.title,
    p.rate_title,
    p.settled = 1 as settled,
    p.sort,
    c.codes
from reference.partition_part as p
left join codes as c
    on c.edition = p.edition
    and c.part = p.part
