-- Whether a signal can be tested at a school's last cut-off: every column that
-- it needs is filled in for enough of the lines, and every register is there.
with

signals as (
    select * from reference.suspect_signal
),

needs as (
    select * from reference.suspect_need
),

filled as (
    select
        institution_code,
        cohort,
        cutoff,
        count(*) as people,
        count(case when employed then 1 end) as employed,
        count(case when employed then name_key end) as named,
        count(case when employed then code_key end) as coded,
        count(case when employed then founded_on end) as founded,
        count(case when employed then contact_key end) as contacts,
        count(case when employed then registered_at end) as dated,
        count(case when destination_code in ('12', '27', '76') then 1 end)
            as payable,
        count(
            case when destination_code in ('12', '27', '76') then monthly_pay
            end
        ) as paid
    from warehouse.suspect_record
    group by institution_code, cohort, cutoff
),

-- how many lines a need is asked of, and how many have it
columns_long as (
    select institution_code, cohort, cutoff, '登记时间' as need,
        employed as asked, dated as given from filled
    union all
    select institution_code, cohort, cutoff, '单位名称', employed, named
    from filled
    union all
    select institution_code, cohort, cutoff, '统一社会信用代码', employed, coded
    from filled
    union all
    select institution_code, cohort, cutoff, '单位成立日期', employed, founded
    from filled
    union all
    select institution_code, cohort, cutoff, '联系人电话', employed, contacts
    from filled
    union all
    select institution_code, cohort, cutoff, '月薪', payable, paid from filled
),

registers as (
    select distinct institution_code, cohort, '去向核查' as need
    from staging.stg_verification
    union
    select distinct institution_code, cohort, '自主创业项目'
    from staging.stg_startup
    union
    select distinct institution_code, from_cohort, '实习单位'
    from staging.stg_suspect_listed
    where register = 'internship'
),

wages as (
    select min(valid_from) as valid_from from staging.stg_minimum_wage
),

asked as (
    select
        f.institution_code,
        f.cohort,
        f.cutoff,
        s.signal,
        s.filled,
        n.need,
        n.kind,
        n.sort
    from filled as f
    cross join signals as s
    left join needs as n on '|' || s.needs || '|' like '%|' || n.need || '|%'
),

judged as (
    select
        a.institution_code,
        a.cohort,
        a.cutoff,
        a.signal,
        a.sort,
        case
            when a.need is null then null
            when a.need = '最低工资标准'
                then case when w.valid_from is null then a.need end
            when a.kind = '登记表'
                then case when r.need is null then a.need end
            when c.asked = 0 then null
            when c.given = 0 then a.need
            when 100 * c.given < a.filled * c.asked
                then a.need || '（填写的不足 ' || a.filled || '%）'
        end as missing
    from asked as a
    cross join wages as w
    left join registers as r
        on
            a.institution_code = r.institution_code
            and a.cohort = r.cohort
            and a.need = r.need
    left join columns_long as c
        on
            a.institution_code = c.institution_code
            and a.cohort = c.cohort
            and a.cutoff = c.cutoff
            and a.need = c.need
)

select
    institution_code,
    cohort,
    cutoff,
    signal,
    count(missing) = 0 as testable,
    string_agg(missing, '、' order by sort) as missing
from judged
group by institution_code, cohort, cutoff, signal
