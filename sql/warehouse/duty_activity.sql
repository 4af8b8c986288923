-- Events by kind, and the education that goes before a career by the stage of
-- study it is for. A list that says of no event what it was counts none.
with

events as (
    select * from warehouse.fct_activity
),

counts as (
    select * from warehouse.duty_count
),

budgets as (
    select * from warehouse.fct_budget
),

kinds as (
    select * from (
        values
        ('生涯教育', true),
        ('就业观教育', true),
        ('求职指导', true),
        ('政策宣讲', false),
        ('心理疏导', false),
        ('个体咨询', false),
        ('校级招聘会', false),
        ('院系专场招聘', false),
        ('重点群体专场', false),
        ('创新创业培训', false),
        ('业务培训', false),
        ('竞赛', true),
        ('其他', false)
    ) as v(kind, educates)
),

stages as (
    select * from (
        values
        ('入学年级'),
        ('中间年级'),
        ('毕业年级')
    ) as v(stage)
),

schools as (
    select
        institution_code,
        cohort,
        count(stage) as staged
    from events
    where kind is not null
    group by institution_code, cohort
),

units as (
    select
        institution_code,
        cohort,
        cast(null as text) as college_key
    from schools
    union all
    select
        c.institution_code,
        c.cohort,
        c.college_key
    from counts as c
    inner join schools as s
        on c.institution_code = s.institution_code and c.cohort = s.cohort
    where c.college_key is not null
),

by_kind as (
    select
        u.institution_code,
        u.cohort,
        u.college_key,
        k.kind,
        count(e.kind) as events,
        coalesce(sum(e.attended), 0) as attended
    from units as u
    cross join kinds as k
    left join events as e
        on
            u.institution_code = e.institution_code
            and u.cohort = e.cohort
            and (u.college_key is null or u.college_key = e.college_key)
            and k.kind = e.kind
    group by u.institution_code, u.cohort, u.college_key, k.kind
),

by_stage as (
    select
        s.institution_code,
        s.cohort,
        t.stage,
        count(e.kind) as events
    from schools as s
    cross join stages as t
    left join (
        select
            v.institution_code,
            v.cohort,
            v.kind,
            v.stage
        from events as v
        inner join kinds as k on v.kind = k.kind and k.educates
    ) as e
        on
            s.institution_code = e.institution_code
            and s.cohort = e.cohort
            and e.stage in (t.stage, '全部')
    where s.staged > 0
    group by s.institution_code, s.cohort, t.stage
),

measured as (
    select
        institution_code,
        cohort,
        'activity_kind' as measure,
        college_key,
        kind as item,
        events as num,
        cast(null as bigint) as den
    from by_kind
    union all
    select
        institution_code,
        cohort,
        'activity_attended',
        null,
        kind,
        attended,
        null
    from by_kind
    where college_key is null
    union all
    select institution_code, cohort, 'activity_stage', null, stage, events, null
    from by_stage
    union all
    select
        institution_code,
        cohort,
        'staff_training_session',
        null,
        null,
        events,
        null
    from by_kind
    where college_key is null and kind = '业务培训'
    union all
    select
        k.institution_code,
        k.cohort,
        'startup_trained',
        null,
        null,
        k.attended,
        b.amount
    from by_kind as k
    inner join budgets as b
        on
            k.institution_code = b.institution_code
            and k.cohort = b.cohort
            and b.item = '在校生数'
            and b.amount > 0
    where k.college_key is null and k.kind = '创新创业培训'
)

select
    institution_code,
    cohort,
    measure,
    college_key,
    item,
    cast(num as bigint) as num,
    cast(den as bigint) as den
from measured
