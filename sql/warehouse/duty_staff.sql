-- People on posts, each once however many posts they hold. A list without the
-- people of a level, or without a word on 专兼职, training or 挂职, doesn't say
-- that there is nobody: what it is silent on has no line.
with

posts as (
    select * from warehouse.fct_staff
),

counts as (
    select * from warehouse.duty_count
),

-- which posts a measure counts; * = whichever. divided = by the graduates
wanted as (
    select * from (
        values
        ('staff_school_employment', true, '校级', '*', '就业工作人员'),
        ('staff_school_employment', true, '校级', '*', '就业指导教师'),
        ('staff_guidance_fulltime', true, '*', '专职', '就业工作人员'),
        ('staff_guidance_fulltime', true, '*', '专职', '就业指导教师'),
        ('staff_school_fulltime', true, '校级', '专职', '就业工作人员'),
        ('staff_school_startup', true, '校级', '专职', '创业工作人员'),
        ('staff_startup_teacher', false, '*', '专职', '创业教师'),
        ('staff_mentor', false, '*', '兼职', '创业教师'),
        ('staff_mentor', false, '*', '兼职', '创业导师')
    ) as v(measure, divided, unit_level, full_time, post)
),

schools as (
    select
        institution_code,
        cohort,
        max(case when unit_level = '校级' then 1 else 0 end) as has_school,
        max(case when unit_level = '院级' then 1 else 0 end) as has_colleges,
        count(full_time) as full_times,
        count(case when guides then trained end) as trainings,
        count(sent) as journeys,
        count(seconded) as secondments,
        count(distinct case when sent then staff_key end) as sent,
        count(distinct case when seconded then staff_key end) as seconded
    from posts
    group by institution_code, cohort
),

held as (
    select
        s.institution_code,
        s.cohort,
        w.measure,
        w.divided,
        count(distinct p.staff_key) as num
    from schools as s
    inner join wanted as w
        on
            (w.unit_level = '*' or s.has_school = 1)
            and (w.full_time = '*' or s.full_times > 0)
    left join posts as p
        on
            s.institution_code = p.institution_code
            and s.cohort = p.cohort
            and w.post = p.post
            and w.unit_level in ('*', p.unit_level)
            and w.full_time in ('*', p.full_time)
    group by s.institution_code, s.cohort, w.measure, w.divided
),

units as (
    select
        institution_code,
        cohort,
        cast(null as text) as college_key,
        trainings,
        full_times
    from schools
    union all
    select
        c.institution_code,
        c.cohort,
        c.college_key,
        s.trainings,
        s.full_times
    from counts as c
    inner join schools as s
        on
            c.institution_code = s.institution_code
            and c.cohort = s.cohort
            and s.has_colleges = 1
    where c.college_key is not null
),

-- everybody with a post of guidance at the school, or at the college
people as (
    select
        u.institution_code,
        u.cohort,
        u.college_key,
        u.trainings,
        p.staff_key,
        max(case when p.trained then 1 else 0 end) as trained,
        max(case when p.titled then 1 else 0 end) as titled
    from units as u
    inner join posts as p
        on
            u.institution_code = p.institution_code
            and u.cohort = p.cohort
            and (u.college_key is null or u.college_key = p.college_key)
            and p.guides
    group by
        u.institution_code, u.cohort, u.college_key, u.trainings, p.staff_key
),

guidance as (
    select
        institution_code,
        cohort,
        college_key,
        trainings,
        count(*) as people,
        sum(trained) as trained,
        sum(titled) as titled
    from people
    group by institution_code, cohort, college_key, trainings
),

measured as (
    select
        h.institution_code,
        h.cohort,
        h.measure,
        cast(null as text) as college_key,
        h.num,
        case when h.divided then c.graduates end as den
    from held as h
    left join counts as c
        on
            h.institution_code = c.institution_code
            and h.cohort = c.cohort
            and c.college_key is null
    where not h.divided or c.graduates > 0
    union all
    select
        u.institution_code,
        u.cohort,
        'staff_college_fulltime',
        u.college_key,
        count(distinct p.staff_key),
        null
    from units as u
    left join posts as p
        on
            u.institution_code = p.institution_code
            and u.cohort = p.cohort
            and u.college_key = p.college_key
            and p.unit_level = '院级'
            and p.full_time = '专职'
            and p.post = '就业工作人员'
    where u.college_key is not null and u.full_times > 0
    group by u.institution_code, u.cohort, u.college_key
    union all
    select
        institution_code,
        cohort,
        'staff_trained',
        college_key,
        trained,
        people
    from guidance
    where trainings > 0
    union all
    select
        s.institution_code,
        s.cohort,
        'staff_titled',
        null,
        coalesce(g.titled, 0),
        null
    from schools as s
    left join guidance as g
        on
            s.institution_code = g.institution_code
            and s.cohort = g.cohort
            and g.college_key is null
    union all
    select institution_code, cohort, 'staff_outside', null, sent, null
    from schools
    where journeys > 0
    union all
    select institution_code, cohort, 'staff_seconded', null, seconded, null
    from schools
    where secondments > 0
)

select
    institution_code,
    cohort,
    measure,
    college_key,
    cast(null as text) as item,
    cast(num as bigint) as num,
    cast(den as bigint) as den
from measured
