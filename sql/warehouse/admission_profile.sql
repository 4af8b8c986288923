-- What a line of the admission list says about the years that follow: which
-- kind of admission it is and how long that takes, the present major or the
-- 大类, whether one chose among majors there, and where the score stood.
with

-- 录取专业 is a code of the plan; it means a major where all plans of the year
-- give it to the same one
plan_codes as (
    select
        institution_code,
        year,
        plan_code,
        min(major_key) as major_key
    from warehouse.fct_admission_plan
    where plan_code is not null and major_key is not null
    group by institution_code, year, plan_code
    having count(distinct major_key) = 1
),

-- a 大类: what a plan calls one, and what students are divided out of
classes as (
    select institution_code, major_key
    from warehouse.fct_admission_plan
    where major_class = programme and major_key is not null
    union
    select c.institution_code, c.from_major_key
    from warehouse.fct_status_change as c
    inner join reference.status_change_kind as k
        on c.change_type = k.label and k.effect = 'split'
    where c.from_major_key is not null
),

-- a research student is one by the level, whatever the list calls the kind
typed as (
    select
        a.*,
        coalesce(a.level, o.level, '未识别') as study_level,
        case
            when a.level in ('硕士', '博士') then '研究生'
            else coalesce(t.admission_type, '普通')
        end as kind,
        case
            when a.subject like '%艺术%' or a.subject like '%体育%'
                then '艺体'
            else '其他'
        end as subject_kind,
        case
            when a.level is null and o.level is not null
                then coalesce(
                    o.level || substring(a.major_key, 4), p.major_key
                )
            else coalesce(a.major_key, p.major_key)
        end as stated_major_key
    from warehouse.fct_admission as a
    left join warehouse.school_level as o
        on a.institution_code = o.institution_code
    left join reference.admission_type as t on a.admission_type = t.label
    left join plan_codes as p
        on
            a.institution_code = p.institution_code
            and a.year = p.year
            and a.admitted_plan_code = p.plan_code
),

majors as (
    select
        t.*,
        coalesce(s.current_major_key, t.stated_major_key)
            as present_major_key,
        case
            when c.major_key is not null then 1
            when t.stated_major_key like '%:名称:%类' then 1
            when t.stated_major_key like '%:名称:%试验班%' then 1
            when t.stated_major_key like '%:名称:%实验班%' then 1
            when
                t.study_level in ('本科', '专科')
                and length(t.stated_major_key) = length(t.study_level) + 5
                and t.stated_major_key not like '%:名称:%'
                then 1
            else 0
        end as is_class
    from typed as t
    left join classes as c
        on
            t.institution_code = c.institution_code
            and t.stated_major_key = c.major_key
    left join warehouse.dim_school_major as s
        on
            t.institution_code = s.institution_code
            and t.stated_major_key = s.major_key
),

combinations as (
    select distinct
        province_code,
        year,
        coalesce(batch, '') as batch,
        kind,
        subject_kind
    from majors
),

-- every combination applies to one rule: see the check admission_mode_once
modes as (
    select
        c.province_code,
        c.year,
        c.batch,
        c.kind,
        c.subject_kind,
        min(r.mode) as mode
    from combinations as c
    inner join reference.admission_mode as r
        on
            (r.province_code = '*' or r.province_code = c.province_code)
            and c.year >= r.from_year
            and c.year <= coalesce(r.to_year, 9999)
            and (
                r.batch = '*'
                or '|' || r.batch || '|' like '%|' || c.batch || '|%'
            )
            and (
                r.admission_type = '*'
                or '|' || r.admission_type || '|' like '%|' || c.kind || '|%'
            )
            and (r.subject = '*' or r.subject = c.subject_kind)
    group by c.province_code, c.year, c.batch, c.kind, c.subject_kind
),

-- 理科 of one file is 理工 of another, 物理类 is 物理
subjects as (
    select subject
    from staging.stg_score_rank
    union
    select subject
    from warehouse.fct_admission
),

subject_keys as (
    select
        coalesce(subject, '') as subject,
        case
            when subject like '%物理%' then '物理'
            when subject like '%历史%' then '历史'
            when subject like '%不分%' or subject like '%综合%' then '综合'
            when subject like '%理%' then '理工'
            when subject like '%文%' then '文史'
            when subject is null then '综合'
            else subject
        end as subject_key
    from subjects
),

-- a table without 累计人数 is added up from the top
scores as (
    select
        r.year,
        r.province_code,
        k.subject_key,
        floor(r.score) as score,
        max(r.cumulative) as cumulative,
        max(r.head_count) as head_count
    from staging.stg_score_rank as r
    inner join subject_keys as k on coalesce(r.subject, '') = k.subject
    where r.score is not null and r.year is not null
    group by r.year, r.province_code, k.subject_key, floor(r.score)
),

ranks as (
    select
        year,
        province_code,
        subject_key,
        score,
        coalesce(
            cumulative,
            sum(head_count) over (
                partition by year, province_code, subject_key
                order by score desc
                rows between unbounded preceding and current row
            )
        ) as cumulative
    from scores
),

applied as (
    select distinct
        m.year,
        m.province_code,
        k.subject_key,
        floor(coalesce(m.score, m.filing_score)) as score
    from majors as m
    inner join subject_keys as k on coalesce(m.subject, '') = k.subject
    where m.kind in ('普通', '定向') and m.subject_kind = '其他'
),

points as (
    select year, province_code, subject_key, score, cumulative, 0 as sought
    from ranks
    union all
    select
        year,
        province_code,
        subject_key,
        score,
        cast(null as bigint),
        1
    from applied
    where score is not null
),

-- people at this score or better: the table's nearest line not below it; who
-- stands above its first line stands with that line
standings as (
    select
        year,
        province_code,
        subject_key,
        score,
        sought,
        coalesce(
            max(cumulative) over (
                partition by year, province_code, subject_key
                order by score desc, sought asc
                rows between unbounded preceding and current row
            ),
            min(cumulative) over (
                partition by year, province_code, subject_key
            )
        ) as standing,
        max(cumulative) over (
            partition by year, province_code, subject_key
        ) as candidates
    from points
),

-- ten-thousandths, half up
positions as (
    select
        year,
        province_code,
        subject_key,
        score,
        cast(
            floor(
                (20000 * standing + candidates)
                / cast(2 * candidates as double precision)
            ) as bigint
        ) as position_share
    from standings
    where sought = 1 and candidates > 0
),

-- the catalogue has a few majors of five years
five_years as (
    select distinct '本科:' || digits as major_key
    from reference.major
    where level = '本科' and years = '五年'
),

-- one person of one year stands once, however many lists name him; only some
-- have a score that stands among others', and that is settled before the join,
-- which would else compare everybody with every line
placed as (
    select
        m.*,
        case
            when m.kind in ('普通', '定向') and m.subject_kind = '其他'
                then floor(coalesce(m.score, m.filing_score))
        end as standing_score,
        row_number() over (
            partition by institution_code, person_key, study_level, year
            order by
                case when head_count = 1 then 0 else 1 end asc,
                registered desc nulls last, file_id asc, sheet asc, row_no asc
        ) as place
    from majors as m
)

select
    m.institution_code,
    m.year,
    m.study_level as level,
    m.kind as admission_type,
    m.person_key,
    case
        when m.person_key is null or m.head_count <> 1 or m.year is null
            then cast(null as text)
        when m.place = 1
            then m.institution_code || '|' || m.person_key || '|'
            || m.study_level || '|' || m.year
    end as entrant_key,
    case
        when m.person_key is null or m.head_count <> 1 or m.year is null then 0
        when m.place = 1 then 0
        else 1
    end as duplicate,
    m.head_count,
    m.present_major_key as major_key,
    m.is_class,
    case
        when m.kind <> '专升本' and f.major_key is not null then 5
        else coalesce(own.years, other.years)
    end as years,
    m.province_code,
    case
        when d.mode = 'single' then 'single'
        when d.mode = 'none' then 'none'
        when d.mode is null then 'unknown_province'
        when m.first_choice is null then 'unknown_choice'
    end as choice_excluded,
    m.first_choice,
    m.adjusted,
    m.registered,
    p.position_share,
    m.file_id,
    m.sheet,
    m.row_no
from placed as m
left join modes as d
    on
        coalesce(m.province_code, '') = coalesce(d.province_code, '')
        and m.year = d.year
        and coalesce(m.batch, '') = d.batch
        and m.kind = d.kind
        and m.subject_kind = d.subject_kind
left join five_years as f on m.present_major_key = f.major_key
left join reference.study_years as own
    on m.study_level = own.level and m.kind = own.admission_type
left join reference.study_years as other
    on m.study_level = other.level and other.admission_type = '*'
left join subject_keys as k on coalesce(m.subject, '') = k.subject
left join positions as p
    on
        m.year = p.year
        and m.province_code = p.province_code
        and k.subject_key = p.subject_key
        and m.standing_score = p.score
