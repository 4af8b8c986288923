-- Who is who. The roster is the hub: what it says of an identifier goes before
-- what other files say. An identity number names a person; an examination or
-- student number names the person whose identity number it stood beside. One
-- that stood beside two in the best source names nobody.
with

links as (
    select 1 as source, pid_idcard, pid_exam, pid_student
    from staging.stg_roster
    union all
    select 2, pid_idcard, pid_exam, pid_student
    from staging.stg_destination
    union all
    select 3, pid_idcard, pid_exam, cast(null as text)
    from staging.stg_admission
    union all
    select 3, pid_idcard, pid_exam, pid_student
    from staging.stg_status_change
    union all
    select 4, pid_idcard, cast(null as text), pid_student
    from staging.stg_alumni_answer
    union all
    select 4, pid_idcard, cast(null as text), pid_student
    from staging.stg_alumni_invitation
    union all
    select 4, pid_idcard, cast(null as text), pid_student
    from staging.stg_key_group
),

-- an identifier beside an identity number, and the best source that says so
beside as (
    select
        'exam' as pid_kind,
        pid_exam as pid,
        pid_idcard,
        min(source) as source
    from links
    where pid_exam is not null and pid_idcard is not null
    group by pid_exam, pid_idcard
    union all
    select 'student', pid_student, pid_idcard, min(source)
    from links
    where pid_student is not null and pid_idcard is not null
    group by pid_student, pid_idcard
),

-- almost every identifier stood beside one; the few that stood beside several
-- are looked at apart
several as (
    select
        pid_kind,
        pid,
        min(source) as source
    from beside
    group by pid_kind, pid
    having count(*) > 1
),

of_several as (
    select
        v.pid_kind,
        v.pid,
        case when count(*) = 1 then min(b.pid_idcard) end as pid_idcard
    from several as v
    inner join beside as b
        on v.pid_kind = b.pid_kind and v.pid = b.pid and v.source = b.source
    group by v.pid_kind, v.pid
),

direct as (
    select
        b.pid_kind,
        b.pid,
        b.pid_idcard,
        false as conflict
    from beside as b
    left join several as v on b.pid_kind = v.pid_kind and b.pid = v.pid
    where v.pid is null
    union all
    select pid_kind, pid, pid_idcard, true
    from of_several
),

-- identifiers that no identity number stood beside
bare as (
    select distinct
        'exam' as pid_kind,
        pid_exam as pid
    from links
    where pid_exam is not null and pid_idcard is null
    union all
    select distinct 'student', pid_student
    from links
    where pid_student is not null and pid_idcard is null
),

alone as (
    select
        a.pid_kind,
        a.pid
    from bare as a
    left join beside as b on a.pid_kind = b.pid_kind and a.pid = b.pid
    where b.pid is null
),

-- such an examination number is that of the student numbers it stood beside
students_of_exam as (
    select
        e.pid,
        min(s.pid_idcard) as first_idcard,
        max(s.pid_idcard) as last_idcard
    from alone as e
    inner join links as l on e.pid = l.pid_exam
    inner join direct as s
        on s.pid_kind = 'student' and l.pid_student = s.pid
    where e.pid_kind = 'exam'
    group by e.pid
),

exam_person as (
    select
        pid,
        'idcard:' || pid_idcard as person_key,
        conflict
    from direct
    where pid_kind = 'exam'
    union all
    select
        e.pid,
        case
            when s.first_idcard = s.last_idcard
                then 'idcard:' || s.first_idcard
            when s.first_idcard is null then 'exam:' || e.pid
        end,
        coalesce(s.first_idcard <> s.last_idcard, false)
    from alone as e
    left join students_of_exam as s on e.pid = s.pid
    where e.pid_kind = 'exam'
),

exams_of_student as (
    select
        s.pid,
        min(e.person_key) as first_person,
        max(e.person_key) as last_person
    from alone as s
    inner join links as l on s.pid = l.pid_student
    inner join exam_person as e on l.pid_exam = e.pid
    where s.pid_kind = 'student'
    group by s.pid
),

student_person as (
    select
        pid,
        'idcard:' || pid_idcard as person_key,
        conflict
    from direct
    where pid_kind = 'student'
    union all
    select
        s.pid,
        case
            when e.first_person = e.last_person then e.first_person
            when e.first_person is null then 'student:' || s.pid
        end,
        coalesce(e.first_person <> e.last_person, false)
    from alone as s
    left join exams_of_student as e on s.pid = e.pid
    where s.pid_kind = 'student'
)

select distinct
    'idcard' as pid_kind,
    pid_idcard as pid,
    'idcard:' || pid_idcard as person_key,
    false as conflict
from links
where pid_idcard is not null
union all
select 'exam' as pid_kind, pid, person_key, conflict
from exam_person
union all
select 'student' as pid_kind, pid, person_key, conflict
from student_person
