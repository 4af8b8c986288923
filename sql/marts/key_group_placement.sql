-- What became of those on the lists of groups that need help, group by group
-- and all together. Somebody on two lists is one person of all together.
with

listed as (
    select distinct
        cohort,
        coalesce(group_name, '未识别') as group_name,
        person_key
    from warehouse.fct_key_group
    where person_key is not null

    union

    select
        cohort,
        '全部' as group_name,
        person_key
    from warehouse.fct_key_group
    where person_key is not null
),

persons as (
    select
        cohort,
        group_name,
        count(*) as persons
    from listed
    group by cohort, group_name
),

cutoffs as (
    select distinct
        cohort,
        cutoff
    from warehouse.fct_graduate
),

graduates as (
    select
        l.cohort,
        l.group_name,
        g.cutoff,
        sum(g.head_count) as graduates,
        sum(g.head_count * d.settled) as settled,
        sum(case when d.part_2024 = 'seeking' then g.head_count else 0 end)
            as seeking,
        sum(case when d.part_2024 = 'not_seeking' then g.head_count else 0 end)
            as not_seeking,
        sum(
            case when d.part_2024 = 'unregistered' then g.head_count else 0 end
        ) as unregistered,
        sum(
            case when d.part_2024 = 'unrecognised' then g.head_count else 0 end
        ) as unrecognised
    from listed as l
    inner join warehouse.fct_graduate as g
        on l.cohort = g.cohort and l.person_key = g.person_key
    inner join warehouse.dim_destination as d
        on g.destination_code = d.destination_code
    where g.counted = 1
    group by l.cohort, l.group_name, g.cutoff
)

select
    p.cohort,
    c.cutoff,
    p.group_name,
    cast(p.persons as bigint) as persons,
    cast(coalesce(g.graduates, 0) as bigint) as graduates,
    cast(coalesce(g.settled, 0) as bigint) as settled,
    cast(coalesce(g.seeking, 0) as bigint) as seeking,
    cast(coalesce(g.not_seeking, 0) as bigint) as not_seeking,
    cast(coalesce(g.unregistered, 0) as bigint) as unregistered,
    cast(coalesce(g.unrecognised, 0) as bigint) as unrecognised
from persons as p
inner join cutoffs as c on p.cohort = c.cohort
left join graduates as g
    on
        p.cohort = g.cohort
        and p.group_name = g.group_name
        and c.cutoff = g.cutoff
