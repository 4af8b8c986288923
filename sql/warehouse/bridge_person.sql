-- Who is who. The roster is the hub: what it says of an identifier goes before
-- what other files say. An identity number names a person; an examination or
-- student number names the person whose identity number it stood beside. One
-- that stood beside two in the best source names nobody.
with

links as (
    select distinct 1 as source, pid_idcard, pid_exam, pid_student
    from staging.stg_roster
    union
    select 2, pid_idcard, pid_exam, pid_student
    from staging.stg_destination
    union
    select 3, pid_idcard, pid_exam, cast(null as text)
    from staging.stg_admission
    union
    select 3, pid_idcard, pid_exam, pid_student
    from staging.stg_status_change
    union
    select 4, pid_idcard, cast(null as text), pid_student
    from staging.stg_alumni_answer
    union
    select 4, pid_idcard, cast(null as text), pid_student
    from staging.stg_alumni_invitation
    union
    select 4, pid_idcard, cast(null as text), pid_student
    from staging.stg_key_group
),

-- an identifier beside an identity number, and the best source that says so
beside_idcard as (
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

best_source as (
    select
        pid_kind,
        pid,
        min(source) as source,
        count(*) as idcards
    from beside_idcard
    group by pid_kind, pid
),

direct as (
    select
        b.pid_kind,
        b.pid,
        case when count(*) = 1 then min(i.pid_idcard) end as pid_idcard,
        max(b.idcards) as idcards
    from best_source as b
    inner join beside_idcard as i
        on
            b.pid_kind = i.pid_kind
            and b.pid = i.pid
            and b.source = i.source
    group by b.pid_kind, b.pid
),

-- a student and an examination number that stood in one row
pairs as (
    select
        pid_exam,
        pid_student
    from links
    where pid_exam is not null and pid_student is not null
    group by pid_exam, pid_student
),

students_of_exam as (
    select
        p.pid_exam,
        min(d.pid_idcard) as pid_idcard,
        count(distinct d.pid_idcard) as idcards
    from pairs as p
    inner join direct as d
        on d.pid_kind = 'student' and p.pid_student = d.pid
    group by p.pid_exam
),

exams as (
    select distinct pid_exam as pid
    from links
    where pid_exam is not null
),

exam_person as (
    select
        e.pid,
        case
            when d.pid is not null then 'idcard:' || d.pid_idcard
            when s.idcards = 1 then 'idcard:' || s.pid_idcard
            when s.idcards > 1 then null
            else 'exam:' || e.pid
        end as person_key,
        coalesce(d.idcards, s.idcards, 0) > 1 as conflict
    from exams as e
    left join direct as d on d.pid_kind = 'exam' and e.pid = d.pid
    left join students_of_exam as s on e.pid = s.pid_exam
),

exams_of_student as (
    select
        p.pid_student,
        min(e.person_key) as person_key,
        count(distinct e.person_key) as persons
    from pairs as p
    inner join exam_person as e on p.pid_exam = e.pid
    group by p.pid_student
),

students as (
    select distinct pid_student as pid
    from links
    where pid_student is not null
),

student_person as (
    select
        s.pid,
        case
            when d.pid is not null then 'idcard:' || d.pid_idcard
            when e.persons = 1 then e.person_key
            when e.persons > 1 then null
            else 'student:' || s.pid
        end as person_key,
        coalesce(d.idcards, e.persons, 0) > 1 as conflict
    from students as s
    left join direct as d on d.pid_kind = 'student' and s.pid = d.pid
    left join exams_of_student as e on s.pid = e.pid_student
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
