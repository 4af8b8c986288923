-- Two leaders at one employer are one employer for the leadership, and two for
-- the mean of a college: there each person's employers are added. Whoever went
-- is one of its leaders, whether the list of staff knows them or not. A list
-- with no visit of the leadership, or with none of the colleges, is not theirs.
with

visits as (
    select * from warehouse.fct_visit
),

staff as (
    select * from warehouse.fct_staff
),

counts as (
    select * from warehouse.duty_count
),

schools as (
    select
        institution_code,
        cohort,
        count(
            distinct case
                when role in ('党委书记', '校长') then employer_key
            end
        ) as top,
        count(
            distinct case
                when role in ('党委书记', '校长', '其他校领导') and is_new
                    then employer_key
            end
        ) as top_new,
        count(case when role in ('党委书记', '校长', '其他校领导') then 1 end)
            as top_lines,
        count(
            case when role in ('党委书记', '校长', '其他校领导') then is_new end
        ) as top_told,
        count(case when role in ('院系领导', '专业负责人') then 1 end)
            as college_lines
    from visits
    group by institution_code, cohort
),

-- who goes together, of one college or of the leadership, brings home the same
-- positions
days as (
    select
        institution_code,
        cohort,
        college_key,
        coalesce(
            employer_key, 'row:' || file_id || ':' || sheet || ':' || row_no
        ) as employer_key,
        visited_on,
        max(vacancies) as vacancies,
        max(hired) as hired
    from visits
    group by
        institution_code,
        cohort,
        college_key,
        coalesce(
            employer_key, 'row:' || file_id || ':' || sheet || ':' || row_no
        ),
        visited_on
),

gains as (
    select
        institution_code,
        cohort,
        coalesce(sum(vacancies), 0) as vacancies,
        coalesce(sum(hired), 0) as hired
    from days
    group by institution_code, cohort
),

pairs as (
    select
        institution_code,
        cohort,
        college_key,
        count(distinct coalesce(staff_key, '') || '|' || employer_key) as pairs,
        count(distinct staff_key) as people
    from visits
    where role in ('院系领导', '专业负责人')
    group by institution_code, cohort, college_key
),

leaders as (
    select
        institution_code,
        cohort,
        college_key,
        count(distinct staff_key) as people
    from staff
    where post in ('院系领导', '专业负责人')
    group by institution_code, cohort, college_key
),

measured as (
    select
        institution_code,
        cohort,
        'visit_top' as measure,
        cast(null as text) as college_key,
        top as num,
        cast(null as bigint) as den
    from schools
    where top_lines > 0
    union all
    select institution_code, cohort, 'visit_top_new', null, top_new, null
    from schools
    where top_told > 0
    union all
    select institution_code, cohort, 'visit_vacancies', null, vacancies, null
    from gains
    union all
    select institution_code, cohort, 'visit_hired', null, hired, null
    from gains
    union all
    select
        c.institution_code,
        c.cohort,
        'visit_college',
        c.college_key,
        coalesce(p.pairs, 0),
        case when p.people > l.people then p.people else l.people end
    from counts as c
    inner join schools as s
        on
            c.institution_code = s.institution_code
            and c.cohort = s.cohort
            and s.college_lines > 0
    inner join leaders as l
        on
            c.institution_code = l.institution_code
            and c.cohort = l.cohort
            and c.college_key = l.college_key
    left join pairs as p
        on
            c.institution_code = p.institution_code
            and c.cohort = p.cohort
            and c.college_key = p.college_key
)

select
    institution_code,
    cohort,
    measure,
    college_key,
    cast(null as text) as item,
    cast(num as bigint) as num,
    cast(den as bigint) as den
from measured
