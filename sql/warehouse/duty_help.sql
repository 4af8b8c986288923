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

-- by_college: the colleges have lines as well; asked: the task is for them
tasks as (
    select
        institution_code,
        cohort,
        college_key,
        'help_file' as measure,
        true as by_college,
        1 as asked,
        case when filed is null then 0 else 1 end as told,
        case when filed = 1 then 1 else 0 end as done
    from persons
    union all
    select
        institution_code,
        cohort,
        college_key,
        'help_plan',
        true,
        1,
        case when planned is null then 0 else 1 end,
        case when planned = 1 then 1 else 0 end
    from persons
    union all
    select
        institution_code,
        cohort,
        college_key,
        'help_helper',
        true,
        1,
        case when helped is null then 0 else 1 end,
        case when helped = 1 then 1 else 0 end
    from persons
    union all
    select
        institution_code,
        cohort,
        college_key,
        'help_talk',
        true,
        1,
        case when talks is null then 0 else 1 end,
        case when talks >= 3 then 1 else 0 end
    from persons
    union all
    select
        institution_code,
        cohort,
        college_key,
        'help_activity',
        true,
        1,
        case when activities is null then 0 else 1 end,
        case when activities >= 3 then 1 else 0 end
    from persons
    union all
    select
        institution_code,
        cohort,
        college_key,
        'help_posting',
        true,
        1,
        case when valid_postings is null then 0 else 1 end,
        case when valid_postings >= 3 then 1 else 0 end
    from persons
    union all
    select
        institution_code,
        cohort,
        college_key,
        'help_able_posting',
        true,
        aided,
        case when postings is null then 0 else 1 end,
        case when postings >= 3 then 1 else 0 end
    from persons
    union all
    select
        institution_code,
        cohort,
        college_key,
        'help_training',
        false,
        1,
        case when training is null then 0 else 1 end,
        case when training = 1 then 1 else 0 end
    from persons
    union all
    select
        institution_code,
        cohort,
        college_key,
        'help_internship',
        false,
        1,
        case when internship is null then 0 else 1 end,
        case when internship = 1 then 1 else 0 end
    from persons
    union all
    select
        institution_code,
        cohort,
        college_key,
        'help_subsidy',
        false,
        1,
        case when subsidy is null then 0 else 1 end,
        case when subsidy = 1 then 1 else 0 end
    from persons
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
