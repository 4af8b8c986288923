select
    institution_code,
    admission_year as entry_year,
    level,
    admission_type,
    choice_excluded as reason,
    case choice_excluded
        when 'single' then '一个志愿就是一个专业，没有专业志愿的先后'
        when 'none' then '该类招生不按专业志愿录取'
        when 'unknown_province' then '省份不明'
        else '来源没有写志愿'
    end as title,
    cast(sum(head_count) as bigint) as people
from warehouse.fct_entrant
where origin in ('名册', '按数') and choice_excluded is not null
group by
    institution_code, admission_year, level, admission_type, choice_excluded
