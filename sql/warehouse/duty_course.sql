-- Courses of guidance and of starting a business, each by its name; one that is
-- given to several levels of students is what it is where it is longest. What
-- nobody wrote down of a course is not known and has no line; nor has a list
-- that says of no course what it is.
with

courses as (
    select * from warehouse.fct_course
),

schools as (
    select
        institution_code,
        cohort,
        count(hours10) > 0 and count(credits100) > 0 as tells_credit
    from courses
    group by institution_code, cohort
    having max(case when kind = '未注明' then 0 else 1 end) = 1
),

asked as (
    select * from (
        values
        ('course_career_', '职业发展与就业指导'),
        ('course_startup_', '创业基础')
    ) as v(prefix, kind)
),

-- a kind of course that nobody teaches has one line without a name
taught as (
    select
        s.institution_code,
        s.cohort,
        s.tells_credit,
        a.prefix,
        c.course_name,
        case when c.course_name is null then 0 else max(c.hours10) end
            as hours10,
        case when c.course_name is null then 0 else max(c.credits100) end
            as credits100,
        -- a compulsory course is in the plan unless it is said not to be
        max(
            case
                when c.nature = '未注明' then null
                when c.nature = '必修' and coalesce(c.in_plan, true) then 1
                else 0
            end
        ) as required,
        sum(c.should_take) as should_take,
        sum(c.took) as took
    from schools as s
    cross join asked as a
    left join courses as c
        on
            s.institution_code = c.institution_code
            and s.cohort = c.cohort
            and a.kind = c.kind
    group by
        s.institution_code, s.cohort, s.tells_credit, a.prefix, c.course_name
),

totals as (
    select
        institution_code,
        cohort,
        prefix,
        sum(required) as required,
        count(*) - count(required) as unknown,
        sum(should_take) as should_take,
        sum(took) as took
    from taught
    group by institution_code, cohort, prefix
),

electives as (
    select
        s.institution_code,
        s.cohort,
        count(distinct c.course_name) as courses
    from schools as s
    left join courses as c
        on
            s.institution_code = c.institution_code
            and s.cohort = c.cohort
            and c.kind = '创新创业选修'
    group by s.institution_code, s.cohort
),

measured as (
    select
        institution_code,
        cohort,
        prefix || 'hours' as measure,
        course_name as item,
        hours10 as num,
        cast(null as bigint) as den
    from taught
    where hours10 is not null
    union all
    select
        institution_code,
        cohort,
        'course_startup_credits',
        course_name,
        credits100,
        null
    from taught
    where prefix = 'course_startup_' and credits100 is not null
    union all
    select
        institution_code,
        cohort,
        'course_career_credit',
        course_name,
        case when hours10 > 0 and credits100 > 0 then 1 else 0 end,
        null
    from taught
    where
        prefix = 'course_career_'
        and (tells_credit or course_name is null)
    union all
    select
        institution_code,
        cohort,
        prefix || 'required',
        null,
        required,
        null
    from totals
    where required > 0 or unknown = 0
    union all
    select
        institution_code,
        cohort,
        prefix || 'coverage',
        null,
        took,
        should_take
    from totals
    where should_take > 0
    union all
    select
        institution_code,
        cohort,
        'course_startup_elective',
        null,
        courses,
        null
    from electives
)

select
    institution_code,
    cohort,
    measure,
    cast(null as text) as college_key,
    item,
    cast(num as bigint) as num,
    cast(den as bigint) as den
from measured
