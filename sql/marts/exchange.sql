-- What a school sends instead of rows: how many graduates of a level and a
-- destination are in each group of one grouping. Everything that is a sum over
-- schools can be made of it, in every edition; no two groupings are crossed. A
-- province sends nothing, and would make millions of rows for nobody.
with

graduates as (
    select
        g.institution_code,
        g.cohort,
        g.cutoff,
        g.level,
        g.destination_code,
        g.head_count,
        coalesce(g.gender_code, '未识别') as gender,
        coalesce(g.ethnicity_code, '未识别') as ethnicity,
        coalesce(g.political_code, '未识别') as political,
        coalesce(g.urban_rural_code, '未识别') as urban_rural,
        coalesce(g.training_mode_code, '未识别') as training_mode,
        coalesce(g.normal_code, '未识别') as normal,
        coalesce(g.difficulty_code, '未识别') as difficulty,
        coalesce(g.origin_province_code, '未识别') as origin_province,
        coalesce(g.employer_nature_code, '未识别') as employer_nature,
        coalesce(g.industry_code, '未识别') as industry,
        coalesce(g.occupation_code, '未识别') as occupation,
        coalesce(g.work_province_code, '未识别') as work_province,
        coalesce(g.work_city_code, '未识别') as work_city,
        g.destination_label,
        coalesce(g.unplaced_type, '未识别') as unplaced_type,
        g.completion,
        coalesce(
            substring(g.major_key, length(g.level) + 2), '未识别'
        ) || '|' || coalesce(g.programme_kind, '') as major,
        coalesce(g.origin_province_code, '未识别') || '>'
        || coalesce(g.work_province_code, '未识别') as flow
    from warehouse.fct_graduate as g
    cross join reference.run_parameter as p
    where g.counted = 1 and p.workspace_level <> 'province'
),

cells as (
    select
        institution_code,
        cohort,
        cutoff,
        level,
        destination_code,
        case
            when grouping(gender) = 0 then 'gender'
            when grouping(ethnicity) = 0 then 'ethnicity'
            when grouping(political) = 0 then 'political'
            when grouping(urban_rural) = 0 then 'urban_rural'
            when grouping(training_mode) = 0 then 'training_mode'
            when grouping(normal) = 0 then 'normal'
            when grouping(difficulty) = 0 then 'difficulty'
            when grouping(origin_province) = 0 then 'origin_province'
            when grouping(employer_nature) = 0 then 'employer_nature'
            when grouping(industry) = 0 then 'industry'
            when grouping(occupation) = 0 then 'occupation'
            when grouping(work_province) = 0 then 'work_province'
            when grouping(work_city) = 0 then 'work_city'
            when grouping(destination_label) = 0 then 'destination_label'
            when grouping(unplaced_type) = 0 then 'unplaced_type'
            when grouping(completion) = 0 then 'completion'
            when grouping(major) = 0 then 'major'
            else 'flow'
        end as dimension,
        coalesce(
            gender, ethnicity, political, urban_rural, training_mode, normal,
            difficulty, origin_province, employer_nature, industry,
            occupation, work_province, work_city, destination_label,
            unplaced_type, completion, major, flow
        ) as code,
        sum(head_count) as n
    from graduates
    group by
        institution_code,
        cohort,
        cutoff,
        level,
        destination_code,
        grouping sets (
            (gender),
            (ethnicity),
            (political),
            (urban_rural),
            (training_mode),
            (normal),
            (difficulty),
            (origin_province),
            (employer_nature),
            (industry),
            (occupation),
            (work_province),
            (work_city),
            (destination_label),
            (unplaced_type),
            (completion),
            (major),
            (flow)
        )
)

select
    c.institution_code,
    c.cohort,
    c.cutoff,
    c.level,
    c.destination_code,
    c.dimension,
    c.code,
    m.name,
    cast(c.n as bigint) as head_count
from cells as c
left join warehouse.dim_major as m
    on
        c.dimension = 'major'
        and c.level || ':' || split_part(c.code, '|', 1) = m.major_key
