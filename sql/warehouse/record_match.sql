-- Which line of the roster a line of the register belongs to. Only lines of
-- the same person are compared: by student number, by examination number, by
-- level, or because the person left only one record in the cohort.
with

register as (
    select
        r.cohort,
        r.cutoff,
        r.file_id,
        r.sheet,
        r.row_no,
        r.level,
        coalesce(r.institution_code, '') as school,
        r.pid_student,
        r.pid_exam,
        r.registered_at,
        d.settled,
        coalesce(i.person_key, e.person_key, s.person_key) as person_key
    from staging.stg_destination as r
    inner join warehouse.dim_cutoff as c
        on r.cohort = c.cohort and r.cutoff = c.cutoff and c.has_roster
    inner join warehouse.dim_destination as d
        on r.destination_code = d.destination_code
    left join warehouse.bridge_person as i
        on i.pid_kind = 'idcard' and r.pid_idcard = i.pid
    left join warehouse.bridge_person as e
        on e.pid_kind = 'exam' and r.pid_exam = e.pid
    left join warehouse.bridge_person as s
        on s.pid_kind = 'student' and r.pid_student = s.pid
),

roster as (
    select
        a.*,
        coalesce(l.institution_code, '') as school,
        l.pid_student,
        l.pid_exam,
        count(*) over (
            partition by a.cohort, a.person_key, l.institution_code
        ) as records
    from warehouse.record_appearance as a
    left join staging.stg_roster as l
        on
            a.file_id = l.file_id
            and a.sheet = l.sheet
            and a.row_no = l.row_no
    where
        a.origin = 'roster' and not a.duplicate and a.person_key is not null
),

candidates as (
    select
        r.cohort,
        r.cutoff,
        r.file_id,
        r.sheet,
        r.row_no,
        r.registered_at,
        r.settled,
        p.file_id as roster_file_id,
        p.sheet as roster_sheet,
        p.row_no as roster_row_no,
        p.record_key,
        case
            when r.pid_student = p.pid_student then 1
            when r.pid_exam = p.pid_exam then 2
            when r.level = p.level then 3
            when p.records = 1 then 4
        end as fit
    from register as r
    inner join roster as p
        on
            r.cohort = p.cohort
            and r.person_key = p.person_key
            and r.school = p.school
),

best as (
    select
        c.*,
        row_number() over (
            partition by c.cutoff, c.file_id, c.sheet, c.row_no
            order by c.fit asc, c.roster_file_id asc, c.roster_sheet asc,
                c.roster_row_no asc
        ) as choice
    from candidates as c
    where c.fit is not null
),

-- of several lines for one record the later registered, then the less placed
numbered as (
    select
        b.*,
        row_number() over (
            partition by b.cohort, b.cutoff, b.record_key
            order by
                b.fit asc,
                b.registered_at desc nulls last,
                b.settled asc,
                b.file_id asc,
                b.sheet asc,
                b.row_no asc
        ) as place
    from best as b
    where b.choice = 1
)

select
    r.cohort,
    r.cutoff,
    r.file_id,
    r.sheet,
    r.row_no,
    r.person_key,
    n.record_key,
    n.roster_file_id,
    n.roster_sheet,
    n.roster_row_no,
    n.fit,
    coalesce(n.place = 1, false) as chosen
from register as r
left join numbered as n
    on
        r.cutoff = n.cutoff
        and r.file_id = n.file_id
        and r.sheet = n.sheet
        and r.row_no = n.row_no
