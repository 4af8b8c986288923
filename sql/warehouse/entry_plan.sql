-- The plan as the entry cohorts are counted: by kind of admission and present
-- major or 大类, all provinces and 科类 together. A plan without levels is of
-- the level of the same year's list, where that has one only; without a list it
-- is of the level that the school has graduates of.
with

list_levels as (
    select
        institution_code,
        year,
        min(level) as level,
        count(distinct level) as levels
    from warehouse.admission_profile
    where level in ('本科', '专科')
    group by institution_code, year
),

plans as (
    select
        p.institution_code,
        p.year as entry_year,
        p.level as stated_level,
        coalesce(
            p.level,
            case coalesce(l.levels, 0) when 1 then l.level when 0 then o.level
            end,
            '未识别'
        ) as level,
        p.admission_type,
        p.major_key,
        p.college_key,
        coalesce(p.plan, 0) as plan
    from warehouse.fct_admission_plan as p
    left join list_levels as l
        on p.institution_code = l.institution_code and p.year = l.year
    left join warehouse.school_level as o
        on p.institution_code = o.institution_code
    where p.year is not null
),

-- a name without a level has been looked up in no catalogue
named as (
    select
        p.*,
        case
            when p.stated_level is null and p.level <> '未识别'
                then p.level || ':' || coalesce(
                    n.digits, substring(p.major_key, 5)
                )
            else p.major_key
        end as stated_major_key
    from plans as p
    left join reference.level as v on p.level = v.level
    left join staging.stg_major_name as n
        on
            v.catalogue_level = n.catalogue_level
            and p.major_key = '未识别:名称:' || n.name
),

typed as (
    select
        p.institution_code,
        p.entry_year,
        p.level,
        case
            when p.level in ('硕士', '博士') then '研究生'
            else coalesce(t.admission_type, '普通')
        end as admission_type,
        coalesce(
            s.current_major_key, p.stated_major_key, p.level || ':未识别'
        ) as major_key,
        p.college_key,
        p.plan
    from named as p
    left join reference.admission_type as t on p.admission_type = t.label
    left join warehouse.dim_school_major as s
        on
            p.institution_code = s.institution_code
            and p.stated_major_key = s.major_key
),

-- the college with most of the plan
colleges as (
    select
        institution_code,
        entry_year,
        level,
        admission_type,
        major_key,
        college_key,
        sum(plan) as plan,
        row_number() over (
            partition by
                institution_code, entry_year, level, admission_type, major_key
            order by
                case when college_key is null then 1 else 0 end asc,
                sum(plan) desc,
                college_key asc
        ) as place
    from typed
    group by
        institution_code, entry_year, level, admission_type, major_key,
        college_key
)

select
    institution_code,
    entry_year,
    level,
    admission_type,
    major_key,
    max(case when place = 1 then college_key end) as college_key,
    cast(sum(plan) as bigint) as plan
from colleges
group by institution_code, entry_year, level, admission_type, major_key
