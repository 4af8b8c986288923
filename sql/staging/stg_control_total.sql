with

source as (
    select *
    from raw.control_total as r
    where r._load_id not in (
        select l.load_id from meta.load as l
        where l.state = 'superseded'
    )
),

-- the row's own cohort and day go before those of the whole file
dated as (
    select
        r.*,
        coalesce(parse_count(r.cohort), r._cohort) as year_of,
        coalesce(parse_date(r.as_of), r._as_of) as day_of
    from source as r
)

select
    r._file_id as file_id,
    coalesce(r._sheet, '') as sheet,
    r._row as row_no,
    cast(r.year_of as integer) as cohort,
    r.day_of as as_of,
    cutoff_of(r.day_of, r.year_of) as cutoff,
    case
        when norm_label(r.level) <> '' then coalesce(by_text.level, '未识别')
    end as level,
    nullif(norm_label(r.college), '') as college_key,
    nullif(trim(r.college), '') as college,
    nullif(major_digits(r.major_code, lv.catalogue_level), '')
        as major_digits,
    case
        when norm_label(r.destination_code) is null
            and norm_label(r.destination) is null
            then null
        else coalesce(
            agreed(by_code.resolves_to, spelled.code), '99'
        )
    end as destination_code,
    coalesce(parse_count(r.head_count), r._head_count) as head_count,
    nullif(trim(r.source), '') as source,
    parse_date(r.source_date) as source_date
from dated as r
left join reference.label as level_text
    on
        level_text.dimension = 'education_level' and level_text.rank = 1
        and norm_label(r.level) = level_text.label
left join reference.education_level as by_text
    on level_text.code = by_text.code
left join reference.level as lv on by_text.level = lv.level
left join reference.destination as by_code
    on
        norm_label(r.destination_code) = by_code.code
        and r.year_of >= by_code.valid_from
        and r.year_of <= coalesce(by_code.valid_to, 9999)
left join reference.destination_label as spelled
    on norm_label(r.destination) = spelled.label
