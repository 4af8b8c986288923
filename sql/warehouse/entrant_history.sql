-- What the changes of 学籍 say of one student: of an admission, or of somebody
-- who is on no list. Of a school without admission lists none is looked at.
with

schools as (
    select distinct institution_code
    from warehouse.admission_profile
    where year is not null
),

changes as (
    select
        c.*,
        k.effect,
        k.state,
        k.ends,
        coalesce(
            cast(extract(year from c.change_date) as integer), c.to_grade
        ) as change_year,
        -- before August one is in the year begun the autumn before
        cast(extract(year from c.change_date) as integer)
        - case when extract(month from c.change_date) < 8 then 1 else 0 end
            as study_year,
        coalesce(s.current_major_key, c.from_major_key) as before_key,
        coalesce(t.current_major_key, c.to_major_key) as after_key
    from warehouse.fct_status_change as c
    inner join schools as i on c.institution_code = i.institution_code
    left join reference.status_change_kind as k on c.change_type = k.label
    left join warehouse.dim_school_major as s
        on
            c.institution_code = s.institution_code
            and c.from_major_key = s.major_key
    left join warehouse.dim_school_major as t
        on
            c.institution_code = t.institution_code
            and c.to_major_key = t.major_key
),

-- a change is of the admission whose year it states, else of the latest before
-- it: who leaves in spring may be admitted anew in autumn
listed_changes as (
    select
        p.entrant_key,
        c.*,
        row_number() over (
            partition by c.file_id, c.sheet, c.row_no
            order by
                case when p.level = c.level then 0 else 1 end asc,
                case when p.year = c.entry_year then 0 else 1 end asc,
                case when p.year <= c.study_year then 0 else 1 end asc,
                p.year desc
        ) as choice
    from changes as c
    inner join warehouse.admission_profile as p
        on
            p.entrant_key is not null
            and c.institution_code = p.institution_code
            and c.person_key = p.person_key
            and (
                c.level is null
                or c.level = p.level
                or p.level = '未识别' and c.level in ('本科', '专科')
            )
            -- a day before the year of entry is a slip
            and (
                p.year <= coalesce(c.change_year, c.entry_year, 9999)
                or p.year = c.entry_year
            )
),

-- the one level that somebody on no list graduated from
graduations as (
    select
        institution_code,
        person_key,
        min(level) as level
    from warehouse.entrant_record
    where person_key is not null and entrant_key is null
    group by institution_code, person_key
    having count(distinct level) = 1
),

-- whose change nobody on a list had: his own key, or that of the line; a file
-- without levels leaves his to the graduation
other_changes as (
    select
        c.institution_code || '|' || coalesce(
            c.person_key,
            'row:' || c.file_id || ':' || c.sheet || ':' || c.row_no
        ) || '|' || coalesce(c.level, g.level) || '|' as entrant_key,
        coalesce(c.level, g.level) as study_level,
        c.*
    from changes as c
    left join graduations as g
        on
            c.institution_code = g.institution_code
            and c.person_key = g.person_key
    left join listed_changes as l
        on
            c.file_id = l.file_id
            and c.sheet = l.sheet
            and c.row_no = l.row_no
    where l.file_id is null and coalesce(c.level, g.level) is not null
),

all_changes as (
    select
        entrant_key, institution_code, person_key, level, effect, state, ends,
        change_date, change_year, entry_year, from_grade, to_grade, before_key,
        after_key, file_id, sheet, row_no, 1 as listed
    from listed_changes
    where choice = 1
    union all
    select
        entrant_key, institution_code, person_key, study_level, effect, state,
        ends, change_date, change_year, entry_year, from_grade, to_grade,
        before_key, after_key, file_id, sheet, row_no, 0
    from other_changes
),

-- of one day, a 大类 is divided before anybody leaves a major
ordered as (
    select
        c.*,
        row_number() over (
            partition by entrant_key
            order by
                change_date asc nulls first,
                case when effect = 'split' then 0 else 1 end asc,
                file_id asc, sheet asc, row_no asc
        ) as place,
        row_number() over (
            partition by entrant_key
            order by
                change_date desc nulls last,
                case when effect = 'split' then 0 else 1 end desc,
                file_id desc, sheet desc, row_no desc
        ) as place_back
    from all_changes as c
),

-- the first and the last move to another major
moves as (
    select
        entrant_key,
        max(case when place = 1 then effect end) as first_effect,
        max(case when place = 1 then before_key end) as first_before,
        max(case when place = 1 then after_key end) as first_after,
        max(case when place_back = 1 then after_key end) as last_after
    from (
        select
            entrant_key,
            effect,
            before_key,
            after_key,
            row_number() over (partition by entrant_key order by place asc)
                as place,
            row_number() over (partition by entrant_key order by place desc)
                as place_back
        from ordered
        where effect in ('transfer', 'split') and after_key is not null
    ) as m
    group by entrant_key
),

-- the last 年级 that a change names
grades as (
    select entrant_key, to_grade
    from (
        select
            entrant_key,
            to_grade,
            row_number() over (partition by entrant_key order by place desc)
                as place
        from ordered
        where to_grade is not null
    ) as g
    where place = 1
),

-- a pause costs the years until one is back, and a place lower down one; a new
-- 年级 says so itself
pauses as (
    select
        o.*,
        max(case when effect = 'pause' then change_year end) over (
            partition by entrant_key
            order by place asc
            rows between unbounded preceding and 1 preceding
        ) as paused_year
    from ordered as o
),

waits as (
    select
        entrant_key,
        cast(
            sum(
                case
                    when to_grade is not null then 0
                    when effect = 'regrade' then 1
                    when effect = 'resume'
                        then greatest(coalesce(change_year - paused_year, 1), 1)
                    else 0
                end
            ) as integer
        ) as waits
    from pauses
    group by entrant_key
),

histories as (
    select
        entrant_key,
        max(institution_code) as institution_code,
        max(person_key) as person_key,
        max(level) as level,
        max(listed) as listed,
        max(case when place_back = 1 then state end) as last_state,
        max(case when place_back = 1 then ends end) as last_ends,
        max(case when place_back = 1 then change_year end) as last_year,
        max(case when place = 1 then coalesce(from_grade, entry_year) end)
            as first_grade,
        max(case when place = 1 then before_key end) as first_major_key,
        max(case when effect = 'in' then 1 else 0 end) as came_in
    from ordered
    group by entrant_key
)

select
    h.entrant_key as history_key,
    h.institution_code,
    h.person_key,
    h.level,
    h.listed,
    h.last_state,
    h.last_ends,
    h.last_year,
    h.first_grade,
    g.to_grade,
    h.first_major_key,
    m.first_effect,
    m.first_before,
    m.first_after,
    m.last_after,
    h.came_in,
    w.waits
from histories as h
inner join waits as w on h.entrant_key = w.entrant_key
left join moves as m on h.entrant_key = m.entrant_key
left join grades as g on h.entrant_key = g.entrant_key
