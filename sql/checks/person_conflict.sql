-- a line whose identifiers name different people, or of which one names nobody
with

lines as (
    select '毕业生名单' as source, file_id, sheet, row_no,
        pid_idcard, pid_exam, pid_student
    from staging.stg_roster
    union all
    select '毕业去向登记', file_id, sheet, row_no,
        pid_idcard, pid_exam, pid_student
    from staging.stg_destination
    union all
    select '录取名册', file_id, sheet, row_no,
        pid_idcard, pid_exam, cast(null as text)
    from staging.stg_admission
    union all
    select '学籍异动', file_id, sheet, row_no,
        pid_idcard, pid_exam, pid_student
    from staging.stg_status_change
    union all
    select '校友调查', file_id, sheet, row_no,
        pid_idcard, cast(null as text), pid_student
    from staging.stg_alumni_answer
    union all
    select '邀请名单', file_id, sheet, row_no,
        pid_idcard, cast(null as text), pid_student
    from staging.stg_alumni_invitation
    union all
    select '重点群体', file_id, sheet, row_no,
        pid_idcard, cast(null as text), pid_student
    from staging.stg_key_group
),

persons as (
    select
        l.source,
        l.file_id,
        l.sheet,
        l.row_no,
        i.person_key as by_idcard,
        e.person_key as by_exam,
        s.person_key as by_student,
        e.pid is not null and e.person_key is null
        or s.pid is not null and s.person_key is null as ambiguous
    from lines as l
    left join warehouse.bridge_person as i
        on i.pid_kind = 'idcard' and l.pid_idcard = i.pid
    left join warehouse.bridge_person as e
        on e.pid_kind = 'exam' and l.pid_exam = e.pid
    left join warehouse.bridge_person as s
        on s.pid_kind = 'student' and l.pid_student = s.pid
)

select
    p.source,
    f.name as file,
    p.sheet,
    p.row_no,
    case
        when p.by_idcard <> p.by_exam then '身份证号与考生号是两个人的'
        when p.by_idcard <> p.by_student then '身份证号与学号是两个人的'
        when p.by_exam <> p.by_student then '考生号与学号是两个人的'
        else '考生号或学号对应多人'
    end as conflict
from persons as p
left join meta.file as f on p.file_id = f.file_id
where
    p.ambiguous
    or p.by_idcard <> p.by_exam
    or p.by_idcard <> p.by_student
    or p.by_exam <> p.by_student
order by p.source, p.file_id, p.sheet, p.row_no
