-- names that the catalogue of a level gives to one major alone
select
    level as catalogue_level,
    norm_label(name) as name,
    min(digits) as digits
from reference.major
group by level, norm_label(name)
having count(*) = 1
