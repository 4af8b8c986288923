-- One row per record and cut-off. With a roster its lines are the graduates,
-- and a line without a registration is 未登记; the register's lines that stand
-- for nobody on the roster, or for somebody a second time, follow uncounted.
-- Without a roster the register's lines are the graduates. What both say of a
-- graduate, the roster says.
with

chosen as (
    select * from warehouse.record_match
    where chosen
),

roster_lines as (
    select
        a.record_key,
        c.cohort,
        c.cutoff,
        c.as_of,
        a.person_key,
        a.head_count,
        a.duplicate,
        a.repeated,
        'roster' as origin,
        m.file_id,
        m.sheet,
        m.row_no,
        a.file_id as roster_file_id,
        a.sheet as roster_sheet,
        a.row_no as roster_row_no
    from warehouse.record_appearance as a
    inner join warehouse.dim_cutoff as c
        on a.cohort = c.cohort and c.has_roster
    left join chosen as m
        on
            c.cohort = m.cohort
            and c.cutoff = m.cutoff
            and a.file_id = m.roster_file_id
            and a.sheet = m.roster_sheet
            and a.row_no = m.roster_row_no
    where a.origin = 'roster'
),

left_over as (
    select
        'row:' || m.file_id || ':' || m.sheet || ':' || m.row_no as record_key,
        m.cohort,
        m.cutoff,
        c.as_of,
        m.person_key,
        r.head_count,
        m.record_key is not null as duplicate,
        false as repeated,
        case when m.record_key is null then 'stray' else 'register' end
            as origin,
        m.file_id,
        m.sheet,
        m.row_no,
        cast(null as bigint) as roster_file_id,
        cast(null as text) as roster_sheet,
        cast(null as bigint) as roster_row_no
    from warehouse.record_match as m
    inner join warehouse.dim_cutoff as c
        on m.cohort = c.cohort and m.cutoff = c.cutoff
    inner join staging.stg_destination as r
        on
            m.file_id = r.file_id
            and m.sheet = r.sheet
            and m.row_no = r.row_no
    where not m.chosen
),

register_lines as (
    select
        a.record_key,
        a.cohort,
        a.cutoff,
        c.as_of,
        a.person_key,
        a.head_count,
        a.duplicate,
        a.repeated,
        'register' as origin,
        a.file_id,
        a.sheet,
        a.row_no,
        cast(null as bigint) as roster_file_id,
        cast(null as text) as roster_sheet,
        cast(null as bigint) as roster_row_no
    from warehouse.record_appearance as a
    inner join warehouse.dim_cutoff as c
        on a.cohort = c.cohort and a.cutoff = c.cutoff
    where a.origin = 'destination'
),

lines as (
    select * from roster_lines
    union all
    select * from left_over
    union all
    select * from register_lines
),

described as (
    select
        l.record_key,
        l.cohort,
        l.cutoff,
        l.as_of,
        l.person_key,
        l.head_count,
        l.duplicate,
        l.repeated,
        l.origin,
        case
            when r.level <> '未识别' then r.level
            when d.level <> '未识别' then d.level
            else '未识别'
        end as level,
        case
            when r.completion not in ('未注明', '未识别') then r.completion
            when l.origin = 'register' and d.destination_code = '65'
                then '延期'
            when d.completion not in ('未注明', '未识别') then d.completion
            else coalesce(r.completion, d.completion)
        end as completion,
        case
            when r.study_form not in ('未注明', '未识别') then r.study_form
            when d.study_form not in ('未注明', '未识别') then d.study_form
            else coalesce(r.study_form, d.study_form)
        end as study_form,
        case
            when r.student_type not in ('未注明', '未识别')
                then r.student_type
            when d.student_type not in ('未注明', '未识别')
                then d.student_type
            else coalesce(r.student_type, d.student_type)
        end as student_type,
        r.admission_type,
        coalesce(r.programme_kind, d.programme_kind) as programme_kind,
        coalesce(r.direction, d.direction) as direction,
        coalesce(r.campus, d.campus) as campus,
        coalesce(r.institution_code, d.institution_code) as institution_code,
        coalesce(r.college_key, d.college_key) as college_key,
        coalesce(r.major_digits, d.major_digits) as major_digits,
        coalesce(r.gender_code, d.gender_code) as gender_code,
        coalesce(r.ethnicity_code, d.ethnicity_code) as ethnicity_code,
        coalesce(r.political_code, d.political_code) as political_code,
        coalesce(r.urban_rural_code, d.urban_rural_code) as urban_rural_code,
        coalesce(r.difficulty_code, d.difficulty_code) as difficulty_code,
        coalesce(r.training_mode_code, d.training_mode_code)
            as training_mode_code,
        coalesce(r.normal_code, d.normal_code) as normal_code,
        coalesce(r.origin_province_code, d.origin_province_code)
            as origin_province_code,
        case
            when r.origin_province_code is null then d.origin_city_code
            else r.origin_city_code
        end as origin_city_code,
        coalesce(r.entry_year, d.entry_year) as entry_year,
        coalesce(d.destination_code, '00') as destination_code,
        coalesce(d.destination_label, '未登记') as destination_label,
        d.unplaced_type,
        d.employer_nature_code,
        d.industry_code,
        d.occupation_code,
        d.work_province_code,
        d.work_city_code,
        d.related,
        d.monthly_pay,
        l.file_id,
        l.sheet,
        l.row_no,
        l.roster_file_id,
        l.roster_sheet,
        l.roster_row_no
    from lines as l
    left join staging.stg_roster as r
        on
            l.roster_file_id = r.file_id
            and l.roster_sheet = r.sheet
            and l.roster_row_no = r.row_no
    left join staging.stg_destination as d
        on
            l.file_id = d.file_id
            and l.sheet = d.sheet
            and l.row_no = d.row_no
),

-- who counts is decided once per combination of what the lists hold
levels as (
    select distinct level from staging.stg_roster
    union
    select distinct level from staging.stg_destination
    union
    select '未识别'
),

completions as (
    select distinct completion from staging.stg_roster
    union
    select distinct completion from staging.stg_destination
    union
    select '延期'
),

study_forms as (
    select distinct study_form from staging.stg_roster
    union
    select distinct study_form from staging.stg_destination
),

student_types as (
    select distinct student_type from staging.stg_roster
    union
    select distinct student_type from staging.stg_destination
),

combinations as (
    select
        l.level,
        c.completion,
        f.study_form,
        t.student_type
    from levels as l
    cross join completions as c
    cross join study_forms as f
    cross join student_types as t
),

ruled as (
    select
        c.level,
        c.completion,
        c.study_form,
        c.student_type,
        min(r.counts) as counts,
        min(r.why) as why
    from combinations as c
    left join reference.denominator_rule as r
        on
            (
                r.level = '*'
                or '|' || r.level || '|' like '%|' || c.level || '|%'
            )
            and (
                r.completion = '*'
                or '|' || r.completion || '|' like '%|' || c.completion || '|%'
            )
            and (
                r.study_form = '*'
                or '|' || r.study_form || '|' like '%|' || c.study_form || '|%'
            )
            and (
                r.student_type = '*'
                or '|' || r.student_type || '|'
                like '%|' || c.student_type || '|%'
            )
    group by c.level, c.completion, c.study_form, c.student_type
),

judged as (
    select
        d.*,
        case
            when d.origin = 'stray' then 'not_in_roster'
            when d.duplicate then 'duplicate'
            when d.repeated then 'repeated'
            when r.counts = 0 then 'rule: ' || r.why
        end as exclusion
    from described as d
    left join ruled as r
        on
            d.level = r.level
            and d.completion = r.completion
            and d.study_form = r.study_form
            and d.student_type = r.student_type
)

select
    j.record_key,
    j.cohort,
    j.cutoff,
    j.as_of,
    j.person_key,
    j.head_count,
    case when j.exclusion is null then 1 else 0 end as counted,
    j.exclusion,
    j.level,
    j.completion,
    j.study_form,
    j.student_type,
    j.admission_type,
    j.programme_kind,
    j.direction,
    j.campus,
    j.institution_code,
    j.college_key,
    j.level || ':' || j.major_digits
    || '|' || coalesce(j.programme_kind, '')
    || '|' || coalesce(j.direction, '')
    || '|' || coalesce(j.campus, '') as programme_key,
    j.level || ':' || j.major_digits as major_key,
    j.gender_code,
    j.ethnicity_code,
    j.political_code,
    j.urban_rural_code,
    j.difficulty_code,
    j.training_mode_code,
    j.normal_code,
    j.origin_province_code,
    j.origin_city_code,
    j.entry_year,
    j.destination_code,
    j.destination_label,
    j.unplaced_type,
    j.employer_nature_code,
    j.industry_code,
    j.occupation_code,
    j.work_province_code,
    j.work_city_code,
    j.related,
    j.monthly_pay,
    j.file_id,
    j.sheet,
    j.row_no,
    j.roster_file_id,
    j.roster_sheet,
    j.roster_row_no
from judged as j
union all
-- those of the Parquet files count as they stand
select
    'fact:' || f.file_id || ':' || f.row_no,
    f.cohort,
    f.cutoff,
    f.as_of,
    cast(null as text),
    f.head_count,
    1,
    cast(null as text),
    f.level,
    f.completion,
    '未注明',
    '未注明',
    cast(null as text),
    f.programme_kind,
    cast(null as text),
    cast(null as text),
    f.institution_code,
    f.institution_code,
    f.level || ':' || f.major_digits
    || '|' || coalesce(f.programme_kind, '') || '||',
    f.level || ':' || f.major_digits,
    f.gender_code,
    f.ethnicity_code,
    f.political_code,
    f.urban_rural_code,
    f.difficulty_code,
    f.training_mode_code,
    f.normal_code,
    f.origin_province_code,
    f.origin_city_code,
    f.entry_year,
    f.destination_code,
    f.destination_label,
    f.unplaced_type,
    f.employer_nature_code,
    f.industry_code,
    f.occupation_code,
    f.work_province_code,
    f.work_city_code,
    cast(null as integer),
    cast(null as decimal(12, 2)),
    cast(null as bigint),
    cast(null as text),
    cast(null as bigint),
    cast(null as bigint),
    cast(null as text),
    cast(null as bigint)
from staging.stg_graduate_fact as f
