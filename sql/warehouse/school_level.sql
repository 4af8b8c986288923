-- What a school admits people from school to, where its graduates have one such
-- level only: the level of files that state none. Of a school with 本科 and
-- 专科 nobody can tell.
select
    institution_code,
    min(level) as level
from warehouse.fct_graduate
where level in ('本科', '专科')
group by institution_code
having count(distinct level) = 1
