-- Everybody on the lists once, and whether each task was done for them. Where a
-- school's list has nothing in a task's column, nobody says that it wasn't
-- done, and the task has no line.
with

persons as (
    select * from warehouse.fct_help
    where group_name = '全部'
),

lists as (
    select * from warehouse.fct_help
    where group_name <> '全部'
),

counts as (
    select * from warehouse.duty_count
),

-- by_college: the colleges have lines as well; least: how often it is asked
wanted as (
    select * from (
        values
        ('help_file', true, 1),
        ('help_plan', true, 1),
        ('help_helper', true, 1),
        ('help_talk', true, 3),
        ('help_activity', true, 3),
        ('help_posting', true, 3),
        ('help_able_posting', true, 3),
        ('help_training', false, 1),
        ('help_internship', false, 1),
        ('help_subsidy', false, 1)
    ) as v(measure, by_college, least)
),

-- asked: the task is for them; times: how often it was done, null = not told
deeds as (
    select
        p.institution_code,
        p.cohort,
        p.college_key,
        w.measure,
        w.by_college,
        w.least,
        case when w.measure = 'help_able_posting' then p.aided else 1 end
            as asked,
        case w.measure
            when 'help_file' then p.filed
            when 'help_plan' then p.planned
            when 'help_helper' then p.helped
            when 'help_talk' then p.talks
            when 'help_activity' then p.activities
            when 'help_posting' then p.valid_postings
            when 'help_able_posting' then p.postings
            when 'help_training' then p.training
            when 'help_internship' then p.internship
            when 'help_subsidy' then p.subsidy
        end as times
    from persons as p
    cross join wanted as w
),

tasks as (
    select
        institution_code,
        cohort,
        college_key,
        measure,
        by_college,
        asked,
        case when times is null then 0 else 1 end as told,
        case when times >= least then 1 else 0 end as done
    from deeds
),

schools as (
    select
        institution_code,
        cohort,
        measure,
        by_college,
        sum(asked * done) as done,
        sum(asked) as people
    from tasks
    group by institution_code, cohort, measure, by_college
    having max(told) = 1
)

select
    institution_code,
    cohort,
    measure,
    cast(null as text) as college_key,
    cast(null as text) as item,
    cast(done as bigint) as num,
    cast(people as bigint) as den
from schools
union all
select
    c.institution_code,
    c.cohort,
    s.measure,
    c.college_key,
    null,
    cast(coalesce(sum(t.asked * t.done), 0) as bigint),
    cast(coalesce(sum(t.asked), 0) as bigint)
from counts as c
inner join schools as s
    on
        c.institution_code = s.institution_code
        and c.cohort = s.cohort
        and s.by_college
left join tasks as t
    on
        c.institution_code = t.institution_code
        and c.cohort = t.cohort
        and c.college_key = t.college_key
        and s.measure = t.measure
where c.college_key is not null
group by c.institution_code, c.cohort, s.measure, c.college_key
union all
select
    institution_code,
    cohort,
    'help_settled',
    null,
    group_name,
    cast(sum(settled) as bigint),
    count(*)
from lists
where graduate = 1
group by institution_code, cohort, group_name
