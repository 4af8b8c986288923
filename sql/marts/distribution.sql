-- Every structural table: how many of a population carry one code of one
-- dimension, at each level and at all levels together. What carries no code is
-- 未识别, so that the rows of a table add to its total.
with

-- what is also grouped by as it stands is a dimension only as an expression of
-- its own: PostgreSQL takes two names of one column for the same
graduates as (
    select
        g.cohort,
        g.cutoff,
        g.level,
        g.destination_code,
        g.head_count,
        coalesce(g.gender_code, '未识别') as gender,
        coalesce(g.ethnicity_code, '未识别') as ethnicity,
        coalesce(g.political_code, '未识别') as political,
        coalesce(g.level, '未识别') as study_level,
        coalesce(g.urban_rural_code, '未识别') as urban_rural,
        coalesce(g.training_mode_code, '未识别') as training_mode,
        coalesce(g.normal_code, '未识别') as normal,
        coalesce(g.difficulty_code, '未识别') as difficulty,
        coalesce(g.origin_province_code, '未识别') as origin_province,
        coalesce(o.region, '未识别') as origin_region,
        coalesce(g.employer_nature_code, '未识别') as employer_nature,
        case
            when g.destination_code in ('80', '81', '82', '85') then 'S'
            else coalesce(g.employer_nature_code, 'X')
        end as employer_nature_or_study,
        coalesce(g.industry_code, '未识别') as industry,
        coalesce(g.occupation_code, '未识别') as occupation,
        coalesce(g.work_province_code, '未识别') as work_province,
        coalesce(g.work_city_code, '未识别') as work_city,
        coalesce(w.region, '未识别') as work_region,
        coalesce(g.destination_code, '未识别') as destination,
        g.destination_label,
        coalesce(g.unplaced_type, '未识别') as unplaced_type,
        coalesce(m.category, '未识别') as category,
        coalesce(c.current_college_key, g.college_key, '未识别') as college
    from warehouse.fct_graduate as g
    left join reference.province as o on g.origin_province_code = o.code
    left join reference.province as w on g.work_province_code = w.code
    left join warehouse.dim_major as m on g.major_key = m.major_key
    left join warehouse.dim_college as c on g.college_key = c.college_key
    where g.counted = 1
),

cells as (
    select
        cohort,
        cutoff,
        level,
        destination_code,
        case
            when grouping(gender) = 0 then 'gender'
            when grouping(ethnicity) = 0 then 'ethnicity'
            when grouping(political) = 0 then 'political'
            when grouping(study_level) = 0 then 'level'
            when grouping(urban_rural) = 0 then 'urban_rural'
            when grouping(training_mode) = 0 then 'training_mode'
            when grouping(normal) = 0 then 'normal'
            when grouping(difficulty) = 0 then 'difficulty'
            when grouping(origin_province) = 0 then 'origin_province'
            when grouping(origin_region) = 0 then 'origin_region'
            when grouping(employer_nature) = 0 then 'employer_nature'
            when grouping(employer_nature_or_study) = 0
                then 'employer_nature_or_study'
            when grouping(industry) = 0 then 'industry'
            when grouping(occupation) = 0 then 'occupation'
            when grouping(work_province) = 0 then 'work_province'
            when grouping(work_city) = 0 then 'work_city'
            when grouping(work_region) = 0 then 'work_region'
            when grouping(destination) = 0 then 'destination'
            when grouping(destination_label) = 0 then 'destination_label'
            when grouping(unplaced_type) = 0 then 'unplaced_type'
            when grouping(category) = 0 then 'category'
            else 'college'
        end as dimension,
        coalesce(
            gender, ethnicity, political, study_level, urban_rural,
            training_mode, normal, difficulty, origin_province,
            origin_region, employer_nature, employer_nature_or_study,
            industry, occupation, work_province, work_city, work_region,
            destination, destination_label, unplaced_type, category, college
        ) as code,
        sum(head_count) as n
    from graduates
    group by
        cohort,
        cutoff,
        level,
        destination_code,
        grouping sets (
            (gender),
            (ethnicity),
            (political),
            (study_level),
            (urban_rural),
            (training_mode),
            (normal),
            (difficulty),
            (origin_province),
            (origin_region),
            (employer_nature),
            (employer_nature_or_study),
            (industry),
            (occupation),
            (work_province),
            (work_city),
            (work_region),
            (destination),
            (destination_label),
            (unplaced_type),
            (category),
            (college)
        )
),

-- schools that send counts instead of rows are added
both_ways as (
    select * from cells
    union all
    select * from warehouse.reported_distribution
),

counts as (
    select
        c.cohort,
        c.cutoff,
        c.dimension,
        p.population,
        c.code,
        case when grouping(c.level) = 1 then '全部' else c.level end as level,
        sum(c.n) as n
    from both_ways as c
    inner join reference.population_member as p
        on c.destination_code = p.destination_code
    group by
        c.cohort,
        c.cutoff,
        c.dimension,
        p.population,
        c.code,
        grouping sets ((), (c.level))
)

select
    c.cohort,
    c.cutoff,
    c.dimension,
    c.population,
    c.level,
    c.code,
    coalesce(b.label, c.code) as label,
    coalesce(b.sort, 999999) as sort,
    cast(c.n as bigint) as head_count,
    cast(
        sum(c.n) over (
            partition by
                c.cohort, c.cutoff, c.dimension, c.population, c.level
        ) as bigint
    ) as total
from counts as c
left join marts.code_label as b
    on c.dimension = b.dimension and c.code = b.code
