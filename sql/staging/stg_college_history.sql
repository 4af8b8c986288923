select
    r._file_id as file_id,
    coalesce(r._sheet, '') as sheet,
    r._row as row_no,
    norm_label(r.college) as college_key,
    norm_label(r.current_college) as current_college_key,
    trim(r.current_college) as current_college,
    cast(parse_count(r.from_cohort) as integer) as from_cohort,
    cast(parse_count(r.to_cohort) as integer) as to_cohort,
    -- 1, 100% and nothing at all mean the whole college
    case
        when coalesce(norm_label(r.share), '') = ''
            then cast(1 as decimal(9, 4))
        when norm_label(r.share) like '%\%' escape '\'
            then cast(
                try_cast(
                    rtrim(norm_label(r.share), '%') as decimal(9, 4)
                ) * 0.01 as decimal(9, 4)
            )
        else try_cast(norm_label(r.share) as decimal(9, 4))
    end as share,
    nullif(trim(r.document), '') as document
from raw.college_history as r
where
    norm_label(r.college) <> '' and norm_label(r.current_college) <> ''
    and r._load_id not in (
        select l.load_id from meta.load as l
        where l.state = 'superseded'
    )
