select
    r._file_id as file_id,
    coalesce(r._sheet, '') as sheet,
    r._row as row_no,
    cohort_of(r.cohort, r._cohort) as cohort,
    institution_of(
        parameter.workspace_level, r._institution, parameter.institution_code
    ) as institution_code,
    r.pid_staff,
    coalesce(
        case
            when
                norm_label(r.post) in ('党委书记', '校长', '其他校领导')
                then '校级'
            when norm_label(r.post) in ('院系领导', '专业负责人') then '院级'
        end,
        unit_level_of(r.unit_level, r.college)
    ) as unit_level,
    nullif(norm_label(r.college), '') as college_key,
    nullif(trim(r.college), '') as college,
    nullif(norm_label(r.post), '') as post,
    nullif(norm_label(r.full_time), '') as full_time,
    nullif(norm_label(r.title_rank), '') as title_rank,
    coalesce(nullif(norm_label(r.title_field), ''), '无') not in ('无', '/', '-')
        as title_in_field,
    yes_no(r.trained) as trained,
    nullif(norm_label(r.trained_outside), '') as trained_outside,
    yes_no(r.seconded) as seconded
from raw.staff as r
cross join reference.run_parameter as parameter
where r._load_id not in (
    select l.load_id from meta.load as l
    where l.state = 'superseded'
)
