-- who came, less who left, is who graduated and who is missing: per major as
-- the formula has it, and as the people themselves are counted
with

cohorts as (
    select
        institution_code,
        entry_year,
        level,
        admission_type,
        sum(admitted) as admitted,
        sum(transferred_in) - sum(transferred_out) as moved_net
    from marts.linkage
    group by institution_code, entry_year, level, admission_type
),

lists as (
    select
        institution_code,
        admission_year as entry_year,
        level,
        admission_type,
        sum(head_count) as listed
    from warehouse.fct_entrant
    where origin in ('名册', '按数')
    group by institution_code, admission_year, level, admission_type
)

select
    m.institution_code,
    m.entry_year,
    m.level,
    m.admission_type,
    m.major,
    '恒等式不成立' as what
from marts.linkage as m
where
    m.registered + m.transferred_in + m.resumed_in - m.transferred_out
    - m.moved_out - m.withdrawn - m.other_leave - m.studying - m.concluded
    - m.left_early <> m.graduated + m.unmatched
    or m.unmatched <> m.unmatched_people + m.by_count - m.no_entry
union all
select
    c.institution_code,
    c.entry_year,
    c.level,
    c.admission_type,
    cast(null as text),
    case
        when c.moved_net <> 0 then '转入与转出不等'
        else '录取人数与名册不等'
    end
from cohorts as c
left join lists as l
    on
        c.institution_code = l.institution_code
        and c.entry_year = l.entry_year
        and c.level = l.level
        and c.admission_type = l.admission_type
where c.moved_net <> 0 or l.listed is null or c.admitted <> l.listed
order by 1, 2, 3, 4, 5
