-- What a code of a dimension is called, and where it stands in a table.
with

labels as (
    select 'gender' as dimension, code, name as label, sort
    from reference.gender
    union all
    select 'ethnicity', code, name, sort from reference.ethnicity
    union all
    select 'political', code, name, sort from reference.political_status
    union all
    select 'level', level, title, sort from reference.level
    union all
    select 'urban_rural', code, name, sort from reference.urban_rural
    union all
    select 'training_mode', code, name, sort from reference.training_mode
    union all
    select 'normal', code, name, sort from reference.normal_student
    union all
    select 'difficulty', code, name, sort from reference.difficulty
    union all
    select 'origin_province', code, name, sort from reference.province
    union all
    select 'work_province', code, name, sort from reference.province
    union all
    select 'origin_region', region, region, sort from reference.region
    union all
    select 'work_region', region, region, sort from reference.region
    union all
    select 'work_city', c.code4, c.name, cast(c.code4 as integer)
    from reference.city as c
    union all
    select 'employer_nature', code, name, sort from reference.employer_nature
    union all
    select 'employer_nature_or_study', code, name, sort
    from reference.employer_nature
    union all
    values
    ('employer_nature_or_study', 'S', '升学', 900),
    ('employer_nature_or_study', 'X', '其他', 910)
    union all
    select 'industry', code, name, sort from reference.industry
    union all
    select 'occupation', code, name, sort from reference.occupation
    union all
    select 'destination', destination_code, name, sort
    from warehouse.dim_destination
    union all
    select 'completion', code, name, sort from reference.completion
    union all
    select 'study_form', code, name, sort from reference.study_form
    union all
    select 'student_type', code, name, sort from reference.student_type
),

-- dimensions whose values are their own labels
own_labels as (
    select distinct
        'college' as dimension,
        current_college_key as code,
        current_name as label
    from warehouse.dim_college
    union
    select 'category', category, category
    from warehouse.dim_major
    where category is not null
    union
    select 'destination_label', destination_label, destination_label
    from warehouse.fct_graduate
    union
    select 'unplaced_type', unplaced_type, unplaced_type
    from warehouse.fct_graduate
    where unplaced_type is not null
)

select dimension, code, label, cast(sort as bigint) as sort
from labels
union all
select
    dimension,
    code,
    label,
    row_number() over (partition by dimension order by code) as sort
from own_labels
