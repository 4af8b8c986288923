with

combinations as (
    select
        a.province_code,
        a.year,
        coalesce(a.batch, '') as batch,
        case
            when a.level in ('硕士', '博士') then '研究生'
            else coalesce(t.admission_type, '普通')
        end as admission_type,
        case
            when a.subject like '%艺术%' or a.subject like '%体育%'
                then '艺体'
            else '其他'
        end as subject,
        sum(a.head_count) as head_count
    from warehouse.fct_admission as a
    left join reference.admission_type as t on a.admission_type = t.label
    where a.province_code is not null and a.year is not null
    group by 1, 2, 3, 4, 5
)

select
    c.province_code,
    c.year,
    c.batch,
    c.admission_type,
    c.subject,
    c.head_count,
    count(r.rule) as rules
from combinations as c
left join reference.admission_mode as r
    on
        (r.province_code = '*' or r.province_code = c.province_code)
        and c.year >= r.from_year
        and c.year <= coalesce(r.to_year, 9999)
        and (
            r.batch = '*'
            or '|' || r.batch || '|' like '%|' || c.batch || '|%'
        )
        and (
            r.admission_type = '*'
            or '|' || r.admission_type || '|'
            like '%|' || c.admission_type || '|%'
        )
        and (r.subject = '*' or r.subject = c.subject)
group by
    c.province_code, c.year, c.batch, c.admission_type, c.subject, c.head_count
having count(r.rule) <> 1
order by 1, 2, 3, 4, 5
