-- Who is settled at his school's last cut-off, with what a doubt can be about.
-- Groups without a person are left out: nobody can be asked about them.
with

natures as (
    select * from reference.employer_nature
),

words as (
    select * from reference.suspect_word
),

settled as (
    select
        g.institution_code,
        g.cohort,
        g.cutoff,
        g.as_of,
        g.record_key,
        g.person_key,
        coalesce(c.current_college_key, g.college_key) as college_key,
        coalesce(m.current_major_key, g.major_key) as major_key,
        substring(g.major_key, length(g.level) + 2) as major_digits,
        g.destination_code,
        g.employer_nature_code,
        g.work_province_code,
        g.work_city_code,
        g.monthly_pay,
        g.file_id,
        g.sheet,
        g.row_no
    from warehouse.fct_graduate as g
    inner join warehouse.last_cutoff as l
        on
            g.institution_code = l.institution_code
            and g.cohort = l.cohort
            and g.cutoff = l.cutoff
    inner join warehouse.dim_destination as d
        on g.destination_code = d.destination_code and d.settled = 1
    left join warehouse.dim_college as c on g.college_key = c.college_key
    left join warehouse.dim_major as m on g.major_key = m.major_key
    where
        g.counted = 1
        and g.head_count = 1
        -- whom no list names nobody can look into
        and coalesce(g.record_key, '') not like 'fact:%'
),

-- a name that goes with one valid code is that employer without its code too
coded as (
    select
        name_key,
        min(code_key) as code_key
    from staging.stg_suspect_employer
    where name_key is not null and code_valid
    group by name_key
    having count(distinct code_key) = 1
),

noted as (
    select
        name_key,
        code_key,
        from_cohort,
        to_cohort
    from staging.stg_suspect_listed
    where register = 'note'
),

employers as (
    select
        s.*,
        e.name_key,
        e.code_key,
        e.code_valid,
        e.brand_key,
        e.word,
        case left(r.employer_size, 1)
            when '大' then '大型'
            when '中' then '中型'
            when '小' then '小型'
            when '微' then '微型'
        end as size,
        r.employer_founded as founded_on,
        r.pid_contact as contact_key,
        r.registered_at,
        coalesce(
            case when e.code_valid then e.code_key end,
            k.code_key,
            e.name_key,
            e.code_key
        ) as employer_key
    from settled as s
    left join staging.stg_destination as r
        on s.file_id = r.file_id and s.sheet = r.sheet and s.row_no = r.row_no
    left join staging.stg_suspect_employer as e
        on s.file_id = e.file_id and s.sheet = e.sheet and s.row_no = e.row_no
    left join coded as k on e.name_key = k.name_key
),

-- which of the employers the office has a note of, by code or by name
named_keys as (
    select distinct employer_key, name_key, code_key, cohort
    from employers
    where employer_key is not null
),

whitelist as (
    select k.employer_key, k.cohort
    from named_keys as k
    inner join noted as n on k.name_key = n.name_key
    where k.cohort between n.from_cohort and n.to_cohort
    union
    select k.employer_key, k.cohort
    from named_keys as k
    inner join noted as n on k.code_key = n.code_key
    where k.cohort between n.from_cohort and n.to_cohort
)

select
    s.institution_code,
    s.cohort,
    s.cutoff,
    s.as_of,
    s.record_key,
    s.person_key,
    s.college_key,
    s.major_key,
    s.major_digits,
    s.destination_code,
    s.destination_code in ('10', '11', '12', '27') as employed,
    coalesce(
        n.group_name <> '企业',
        w.kind = '公共',
        false
    ) as public_employer,
    coalesce(s.employer_nature_code = '31', false) as state_owned,
    s.work_province_code,
    s.work_city_code,
    s.monthly_pay,
    s.registered_at,
    s.name_key,
    s.code_key,
    s.code_valid,
    s.employer_key,
    s.brand_key,
    w.kind as word_kind,
    w.word,
    w.weight as word_weight,
    coalesce(
        '|' || w.natural || '|' like '%|' || left(s.major_digits, 2) || '|%'
        or '|' || w.natural || '|' like '%|' || left(s.major_digits, 4) || '|%'
        or '|' || w.natural || '|'
        like '%|' || left(s.major_digits, 6) || '|%',
        false
    ) as word_natural,
    s.size,
    s.founded_on,
    s.contact_key,
    l.employer_key is not null as whitelisted,
    s.file_id,
    s.sheet,
    s.row_no
from employers as s
left join natures as n on s.employer_nature_code = n.code
left join words as w on s.word = w.word
left join whitelist as l
    on s.employer_key = l.employer_key and s.cohort = l.cohort
