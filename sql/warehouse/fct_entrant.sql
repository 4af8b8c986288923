-- Who belonged to an entry cohort and what became of him: those on the
-- admission list by person, or by number where the list names nobody, and who
-- is not on it but graduated or left as one of the cohort. A school without
-- admission lists has no rows, and its graduates are not looked at.
with

-- the last line of the cohorts that are on file
last_cohorts as (
    select
        institution_code,
        level,
        max(cohort) as cohort
    from warehouse.entrant_record
    group by institution_code, level
),

-- 名册: on the list by name
by_person as (
    select
        p.entrant_key,
        p.entrant_key as history_key,
        '名册' as origin,
        p.institution_code,
        p.person_key,
        p.head_count,
        p.year as stated_year,
        p.year as started,
        case when p.level = '未识别' then coalesce(g.level, p.level)
            else p.level
        end as level,
        p.admission_type,
        p.province_code,
        p.is_class,
        -- the level that only the graduation tells is part of the key too
        case
            when p.level = '未识别' and g.level is not null
                then g.level || substring(p.major_key, 4)
            else p.major_key
        end as stated_major_key,
        p.registered,
        p.choice_excluded,
        p.first_choice,
        p.adjusted,
        p.position_share,
        g.record_key,
        g.cohort,
        g.cutoff,
        g.completion,
        g.twice,
        g.major_key as left_major_key,
        g.destination_code,
        g.related,
        g.work_province_code,
        g.origin_province_code,
        p.file_id,
        p.sheet,
        p.row_no
    from warehouse.admission_profile as p
    left join warehouse.entrant_record as g
        on p.entrant_key = g.entrant_key and g.ends_studies = 1
    where p.entrant_key is not null
),

-- 按数: on a list that names nobody
by_count as (
    select
        'row:' || p.file_id || ':' || p.sheet || ':' || p.row_no
            as entrant_key,
        cast(null as text) as history_key,
        '按数' as origin,
        p.institution_code,
        cast(null as text) as person_key,
        p.head_count,
        p.year as stated_year,
        p.year as started,
        p.level,
        p.admission_type,
        p.province_code,
        p.is_class,
        p.major_key as stated_major_key,
        p.registered,
        p.choice_excluded,
        p.first_choice,
        p.adjusted,
        cast(null as bigint) as position_share,
        cast(null as text) as record_key,
        cast(null as integer) as cohort,
        cast(null as text) as cutoff,
        cast(null as text) as completion,
        0 as twice,
        cast(null as text) as left_major_key,
        cast(null as text) as destination_code,
        cast(null as integer) as related,
        cast(null as text) as work_province_code,
        cast(null as text) as origin_province_code,
        p.file_id,
        p.sheet,
        p.row_no
    from warehouse.admission_profile as p
    where
        p.year is not null and p.entrant_key is null and p.duplicate = 0
),

-- 名单: graduated without standing on a list; two years make 专升本
by_record as (
    select
        r.institution_code || '|' || r.record_key || '|' || r.cohort
            as entrant_key,
        r.institution_code || '|' || r.person_key || '|' || r.level || '|'
            as history_key,
        '名单' as origin,
        r.institution_code,
        r.person_key,
        r.head_count,
        r.entry_year as stated_year,
        cast(null as integer) as started,
        r.level,
        case
            when r.level in ('硕士', '博士') then '研究生'
            when t.admission_type is not null then t.admission_type
            when
                r.level = '本科' and r.admission_type is null
                and r.entry_year = r.cohort - 2
                then '专升本'
            else '普通'
        end as admission_type,
        r.origin_province_code as province_code,
        0 as is_class,
        cast(null as text) as stated_major_key,
        cast(null as integer) as registered,
        cast(null as text) as choice_excluded,
        cast(null as integer) as first_choice,
        cast(null as integer) as adjusted,
        cast(null as bigint) as position_share,
        r.record_key,
        r.cohort,
        r.cutoff,
        r.completion,
        r.twice,
        r.major_key as left_major_key,
        r.destination_code,
        r.related,
        r.work_province_code,
        r.origin_province_code,
        cast(null as bigint) as file_id,
        cast(null as text) as sheet,
        cast(null as bigint) as row_no
    from warehouse.entrant_record as r
    left join reference.admission_type as t on r.admission_type = t.label
    where
        r.entrant_key is null
        and (r.counted = 1 or r.completion = '肄业')
),

-- 异动: neither on a list nor among the graduates, but a change tells of him
by_change as (
    select
        h.history_key as entrant_key,
        h.history_key,
        '异动' as origin,
        h.institution_code,
        h.person_key,
        cast(1 as bigint) as head_count,
        h.first_grade as stated_year,
        cast(null as integer) as started,
        h.level,
        case when h.level in ('硕士', '博士') then '研究生' else '普通' end
            as admission_type,
        cast(null as text) as province_code,
        0 as is_class,
        h.first_major_key as stated_major_key,
        cast(null as integer) as registered,
        cast(null as text) as choice_excluded,
        cast(null as integer) as first_choice,
        cast(null as integer) as adjusted,
        cast(null as bigint) as position_share,
        cast(null as text) as record_key,
        cast(null as integer) as cohort,
        cast(null as text) as cutoff,
        cast(null as text) as completion,
        0 as twice,
        cast(null as text) as left_major_key,
        cast(null as text) as destination_code,
        cast(null as integer) as related,
        cast(null as text) as work_province_code,
        cast(null as text) as origin_province_code,
        cast(null as bigint) as file_id,
        cast(null as text) as sheet,
        cast(null as bigint) as row_no
    from warehouse.entrant_history as h
    left join by_record as r on h.history_key = r.history_key
    where h.listed = 0 and r.history_key is null
),

everyone as (
    select * from by_person
    union all
    select * from by_count
    union all
    select * from by_record
    union all
    select * from by_change
),

five_years as (
    select distinct '本科:' || digits as major_key
    from reference.major
    where level = '本科' and years = '五年'
),

timed as (
    select
        e.*,
        case
            when e.admission_type <> '专升本' and f.major_key is not null
                then 5
            else coalesce(own.years, other.years)
        end as years
    from everyone as e
    left join five_years as f
        on coalesce(e.left_major_key, e.stated_major_key) = f.major_key
    left join reference.study_years as own
        on e.level = own.level and e.admission_type = own.admission_type
    left join reference.study_years as other
        on e.level = other.level and other.admission_type = '*'
),

-- the year begun in, and the 年级 belonged to in the end; a 年级 that cannot
-- be the same student's is a slip
dated as (
    select
        t.*,
        h.last_state,
        h.last_ends,
        h.last_year,
        coalesce(h.came_in, 0) as came_in,
        coalesce(h.waits, 0) as waits,
        h.history_key is not null as changed,
        h.first_effect,
        h.first_before,
        h.first_after,
        h.last_after,
        case
            when h.to_grade is null then t.started
            else coalesce(t.started, h.first_grade)
        end as begun,
        case
            when
                h.to_grade
                between coalesce(t.started, h.first_grade, h.to_grade) - 2
                and coalesce(t.started, h.first_grade, h.to_grade) + 8
                then h.to_grade
            else coalesce(t.stated_year, t.cohort - t.years)
        end as entry_year
    from timed as t
    left join warehouse.entrant_history as h on t.history_key = h.history_key
),

-- the major begun in: of a 大类 the one its students were divided into; a name
-- that is in no catalogue is no other major than the graduation's
entered as (
    select
        d.*,
        coalesce(d.begun, d.entry_year) as admission_year,
        coalesce(d.stated_major_key, d.level || ':未识别') as admitted_key,
        case
            when
                d.origin in ('名册', '按数') and d.is_class = 0
                and (
                    d.stated_major_key not like '%:名称:%'
                    or d.first_effect is null and d.left_major_key is null
                )
                then coalesce(d.stated_major_key, d.level || ':未识别')
            when d.first_effect = 'split' then d.first_after
            when d.first_effect = 'transfer'
                then coalesce(
                    d.first_before, d.stated_major_key, d.left_major_key,
                    d.level || ':未识别'
                )
            else coalesce(
                d.left_major_key, d.stated_major_key, d.level || ':未识别'
            )
        end as entered_key,
        case
            when d.origin in ('名单', '异动') then cast(null as integer)
            when d.record_key is not null then 1
            -- whose admission was revoked did not come
            when d.registered = 0 and d.last_ends = 1 then 0
            when d.changed then 1
            else d.registered
        end as came
    from dated as d
),

-- a student may be entered for a cohort whose list is loaded, leave from it,
-- or be moved into it
loaded as (
    select distinct institution_code, level, admission_type, admission_year
    from entered
    where origin in ('名册', '按数')
),

known as (
    select
        e.*,
        coalesce(e.left_major_key, e.last_after, e.entered_key) as major_key,
        c.cohort as last_cohort
    from entered as e
    left join loaded as a
        on
            e.institution_code = a.institution_code
            and e.level = a.level
            and e.admission_type = a.admission_type
            and e.admission_year = a.admission_year
    left join loaded as b
        on
            e.institution_code = b.institution_code
            and e.level = b.level
            and e.admission_type = b.admission_type
            and e.entry_year = b.admission_year
    left join last_cohorts as c
        on e.institution_code = c.institution_code and e.level = c.level
    where a.institution_code is not null or b.institution_code is not null
),

judged as (
    select
        k.*,
        case
            when k.origin = '按数' then '按数'
            when k.completion = '结业' then '结业'
            when k.completion = '肄业' then '肄业'
            when k.completion = '延期' then '仍在读'
            when k.record_key is not null then '毕业'
            when k.origin = '名册' and k.came = 0 then '未报到'
            when k.origin = '名册' and k.came is null then '报到未知'
            when k.last_state is not null then k.last_state
            when
                k.entry_year + k.years + k.waits > coalesce(k.last_cohort, 0)
                then '仍在读'
            else '无法匹配'
        end as state
    from known as k
)

select
    j.entrant_key,
    j.origin,
    j.institution_code,
    j.person_key,
    j.head_count,
    j.admission_year,
    j.entry_year,
    -- else reckoned from the graduation
    case when coalesce(j.begun, j.stated_year) is null then 0 else 1 end
        as year_stated,
    j.level,
    j.admission_type,
    j.years,
    j.province_code,
    case when j.is_class = 1 then j.admitted_key end as class_key,
    j.admitted_key,
    j.entered_key,
    j.major_key,
    j.came as registered,
    j.came_in,
    j.choice_excluded,
    j.first_choice,
    j.adjusted,
    j.position_share,
    j.state,
    case
        when j.state <> '毕业' then cast(null as integer)
        when j.cohort <= j.admission_year + j.years then 1
        else 0
    end as on_time,
    case
        when
            j.record_key is not null and j.last_ends = 1
            and j.completion not in ('肄业', '延期')
            and coalesce(j.last_year, j.cohort) <= j.cohort
            and coalesce(j.last_year, j.cohort) >= j.admission_year
            then '离校后毕业'
        when j.state = '毕业' and j.twice = 1 then '两次毕业'
    end as contradiction,
    j.record_key,
    j.cohort,
    j.cutoff,
    j.destination_code,
    j.related,
    j.work_province_code,
    j.origin_province_code,
    j.file_id,
    j.sheet,
    j.row_no
from judged as j
where j.origin <> '异动' or j.state <> '无法匹配' or j.came_in = 1
