-- Postings on campus against what the policy forbids: each posting is hit once
-- in a category, however many of its words are.
with

postings as (
    select
        institution_code,
        cohort,
        count(*) as postings,
        sum(
            case when reviewed or reviewed_on is not null then 1 else 0 end
        ) as reviewed
    from staging.stg_posting
    where cohort is not null
    group by institution_code, cohort
),

categories as (
    select * from (
        values
        ('985/211'),
        ('性别'),
        ('户籍'),
        ('年龄'),
        ('学历'),
        ('无资质'),
        ('收费'),
        ('贷款'),
        ('虚假')
    ) as v(category)
),

findings as (
    select distinct
        institution_code,
        cohort,
        file_id,
        sheet,
        row_no,
        category
    from marts.posting_finding
),

hits as (
    select
        p.institution_code,
        p.cohort,
        c.category,
        count(f.category) as hits,
        p.postings
    from postings as p
    cross join categories as c
    left join findings as f
        on
            p.institution_code = f.institution_code
            and p.cohort = f.cohort
            and c.category = f.category
    group by p.institution_code, p.cohort, c.category, p.postings
)

select
    institution_code,
    cohort,
    'posting_hit' as measure,
    cast(null as text) as college_key,
    category as item,
    hits as num,
    postings as den
from hits
union all
select
    institution_code,
    cohort,
    'posting_unlicensed',
    null,
    null,
    hits,
    postings
from hits
where category = '无资质'
union all
select
    institution_code,
    cohort,
    'posting_reviewed',
    null,
    null,
    cast(reviewed as bigint),
    postings
from postings
