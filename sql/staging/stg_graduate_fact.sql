-- Graduates who count, read from Parquet files where they lie. Their codes are
-- the present ones; what decides about the rate is looked up all the same.
with

source as (
    select * from raw.graduate_fact
)

select
    r._file_id as file_id,
    r._row as row_no,
    cast(r.cohort as integer) as cohort,
    r.as_of,
    cutoff_of(r.as_of, r.cohort) as cutoff,
    r.head_count,
    coalesce(r.institution_code, '未识别') as institution_code,
    r.institution_name,
    coalesce(lv.level, '未识别') as level,
    coalesce(r.completion, '毕业') as completion,
    r.programme_kind,
    r.major_code as major_digits,
    r.gender_code,
    r.ethnicity_code,
    r.political_code,
    r.urban_rural_code,
    r.difficulty_code,
    r.training_mode_code,
    r.normal_code,
    r.origin_province_code,
    r.origin_city_code,
    cast(r.entry_year as integer) as entry_year,
    coalesce(d.code, '99') as destination_code,
    coalesce(d.name, '未识别') as destination_label,
    r.unplaced_type,
    r.employer_nature_code,
    r.industry_code,
    r.occupation_code,
    r.work_province_code,
    r.work_city_code
from source as r
left join reference.level as lv on r.level = lv.level
left join reference.destination as d
    on r.destination_code = d.code and d.code = d.resolves_to
