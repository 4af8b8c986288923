-- Who appears in which cohort, before anybody is counted: the roster's lines,
-- and the register's where a cohort has no roster. One 学籍 counts once, in the
-- cohort in which it first left.
with

roster as (
    select
        'roster' as origin,
        r.cohort,
        cast(null as text) as cutoff,
        r.file_id,
        r.sheet,
        r.row_no,
        r.head_count,
        r.level,
        r.completion,
        r.programme_kind,
        -- a 学籍 is of one school: nobody is there twice by being at two
        coalesce(r.institution_code, '') as school,
        r.pid_idcard,
        r.pid_exam,
        r.pid_student,
        cast(null as date) as registered_at,
        0 as settled
    from staging.stg_roster as r
    inner join (
        select distinct cohort
        from warehouse.dim_cutoff
        where has_roster
    ) as c on r.cohort = c.cohort
),

register as (
    select
        'destination' as origin,
        r.cohort,
        r.cutoff,
        r.file_id,
        r.sheet,
        r.row_no,
        r.head_count,
        r.level,
        case when r.destination_code = '65' then '延期' else r.completion end
            as completion,
        r.programme_kind,
        coalesce(r.institution_code, '') as school,
        r.pid_idcard,
        r.pid_exam,
        r.pid_student,
        r.registered_at,
        d.settled
    from staging.stg_destination as r
    inner join warehouse.dim_cutoff as c
        on r.cohort = c.cohort and r.cutoff = c.cutoff and not c.has_roster
    inner join warehouse.dim_destination as d
        on r.destination_code = d.destination_code
),

lines as (
    select * from roster
    union all
    select * from register
),

persons as (
    select
        l.*,
        coalesce(i.person_key, e.person_key, s.person_key) as person_key
    from lines as l
    left join warehouse.bridge_person as i
        on i.pid_kind = 'idcard' and l.pid_idcard = i.pid
    left join warehouse.bridge_person as e
        on e.pid_kind = 'exam' and l.pid_exam = e.pid
    left join warehouse.bridge_person as s
        on s.pid_kind = 'student' and l.pid_student = s.pid
),

-- only who appears more than once at a level can be there twice or come back
suspects as (
    select person_key, level
    from persons
    where person_key is not null
    group by person_key, level
    having count(*) > 1
),

-- the same person at the same level twice in one list: a minor (辅修) after
-- the major, then the later registration, then the less placed
ranked as (
    select
        p.*,
        row_number() over (
            partition by
                p.origin, p.cohort, p.cutoff, p.person_key, p.school, p.level
            order by
                case
                    when p.programme_kind like '%辅修%' then 1 else 0
                end asc,
                p.registered_at desc nulls last,
                p.settled asc,
                p.file_id asc,
                p.sheet asc,
                p.row_no asc
        ) as place
    from persons as p
    inner join suspects as s
        on p.person_key = s.person_key and p.level = s.level
),

-- an earlier cohort in which the same 学籍 had left; where both lines carry a
-- student number it decides, else the examination number, else the level alone
candidates as (
    select distinct
        cohort,
        person_key,
        school,
        level,
        pid_student,
        pid_exam
    from ranked
    where completion not in ('肄业', '延期')
),

returning_persons as (
    select person_key, school, level
    from candidates
    group by person_key, school, level
    having count(distinct cohort) > 1
),

repeated as (
    select distinct
        b.cohort,
        b.person_key,
        b.school,
        b.level,
        b.pid_student,
        b.pid_exam
    from returning_persons as r
    inner join candidates as a
        on
            r.person_key = a.person_key
            and r.school = a.school
            and r.level = a.level
    inner join candidates as b
        on
            r.person_key = b.person_key
            and r.school = b.school
            and r.level = b.level
    where
        a.cohort < b.cohort
        and case
            when a.pid_student is not null and b.pid_student is not null
                then a.pid_student = b.pid_student
            when a.pid_exam is not null and b.pid_exam is not null
                then a.pid_exam = b.pid_exam
            else true
        end
),

-- most stand in one line only
alone as (
    select
        p.*,
        1 as place,
        false as repeated,
        false as elsewhere
    from persons as p
    left join suspects as s
        on p.person_key = s.person_key and p.level = s.level
    where s.person_key is null
),

again as (
    select
        r.*,
        t.person_key is not null as repeated,
        true as elsewhere
    from ranked as r
    left join repeated as t
        on
            r.cohort = t.cohort
            and r.person_key = t.person_key
            and r.school = t.school
            and r.level = t.level
            and coalesce(r.pid_student, '') = coalesce(t.pid_student, '')
            and coalesce(r.pid_exam, '') = coalesce(t.pid_exam, '')
),

appearances as (
    select * from alone
    union all
    select * from again
)

select
    a.origin,
    a.cohort,
    a.cutoff,
    a.file_id,
    a.sheet,
    a.row_no,
    a.head_count,
    a.person_key,
    case
        when a.person_key is null
            then 'row:' || a.file_id || ':' || a.sheet || ':' || a.row_no
        else a.person_key || '|' || case
            when p.workspace_level = 'province' then a.school || ':'
            else ''
        end || a.level || '|' || coalesce(
            a.pid_student,
            -- of who is known by this number alone it would say nothing more
            case
                when a.person_key <> 'exam:' || a.pid_exam then a.pid_exam
            end,
            ''
        )
    end as record_key,
    a.level,
    a.completion,
    a.place > 1 as duplicate,
    a.repeated,
    a.elsewhere
from appearances as a
cross join reference.run_parameter as p
