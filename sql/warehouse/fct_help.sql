-- Somebody on two lists has two ledgers and was helped as the fuller of each
-- says; the school of a province's people is where they graduated. A column
-- that nobody filled in for a person stays empty: it doesn't say that nothing
-- was done.
with

ledgers as (
    select
        case
            when p.workspace_level = 'province' then g.institution_code
            else p.institution_code
        end as institution_code,
        k.cohort,
        coalesce(
            f.person_key,
            'row:' || k.file_id || ':' || k.sheet || ':' || k.row_no
        ) as help_key,
        coalesce(g.college_key, f.college_key) as college_key,
        case when g.person_key is null then 0 else 1 end as graduate,
        coalesce(g.settled, 0) as settled,
        coalesce(k.group_name, '未识别') as group_name,
        k.able,
        k.filed_on,
        k.planned,
        k.helped,
        k.talks,
        k.activities,
        k.postings,
        k.valid_postings,
        k.training,
        k.internship,
        k.subsidy
    from staging.stg_key_group as k
    inner join warehouse.fct_key_group as f
        on
            k.file_id = f.file_id
            and k.sheet = f.sheet
            and k.row_no = f.row_no
    cross join reference.run_parameter as p
    left join warehouse.duty_person as g
        on k.cohort = g.cohort and f.person_key = g.person_key
    where k.cohort is not null
),

persons as (
    select
        institution_code,
        cohort,
        help_key,
        min(college_key) as college_key,
        max(graduate) as graduate,
        max(settled) as settled,
        max(
            case
                when
                    group_name in (
                        '脱贫家庭', '低保家庭', '零就业家庭', '残疾', '长期失业'
                    )
                    then 1
                else 0
            end
        ) as aided,
        max(case when able then 1 when not able then 0 end) as able,
        max(case when filed_on is not null then 1 end) as filed,
        max(case when planned then 1 when not planned then 0 end) as planned,
        max(case when helped then 1 when not helped then 0 end) as helped,
        max(talks) as talks,
        max(activities) as activities,
        max(postings) as postings,
        max(valid_postings) as valid_postings,
        max(case when training then 1 when not training then 0 end)
            as training,
        max(case when internship then 1 when not internship then 0 end)
            as internship,
        max(case when subsidy then 1 when not subsidy then 0 end) as subsidy
    from ledgers
    where institution_code is not null
    group by institution_code, cohort, help_key
),

lists as (
    select distinct
        institution_code,
        cohort,
        help_key,
        group_name
    from ledgers
    union all
    select
        institution_code,
        cohort,
        help_key,
        '全部' as group_name
    from persons
)

select
    p.institution_code,
    p.cohort,
    p.help_key,
    l.group_name,
    p.college_key,
    p.graduate,
    p.settled,
    case when p.aided = 1 and coalesce(p.able, 1) = 1 then 1 else 0 end
        as aided,
    p.filed,
    p.planned,
    p.helped,
    p.talks,
    p.activities,
    p.postings,
    p.valid_postings,
    p.training,
    p.internship,
    p.subsidy
from persons as p
inner join lists as l
    on
        p.institution_code = l.institution_code
        and p.cohort = l.cohort
        and p.help_key = l.help_key
