-- Name and credit code that do not go together: a code that fails its check,
-- one code under several names, one name under several codes. Where one of
-- several is nearly everybody's, the others are doubted, else all are.
with

signals as (
    select * from reference.suspect_signal
),

candidates as (
    select *
    from warehouse.suspect_record
    where employed and code_key is not null
),

pairs as (
    select
        institution_code,
        cohort,
        cutoff,
        code_key,
        name_key,
        count(*) as people,
        min(case when public_employer or state_owned then 1 else 0 end)
            as public_part
    from candidates
    where name_key is not null and code_valid
    group by institution_code, cohort, cutoff, code_key, name_key
),

weighed as (
    select
        p.*,
        count(*) over by_code as names,
        max(people) over by_code as most_named,
        sum(people) over by_code as of_code,
        count(*) over by_name as codes,
        max(people) over by_name as most_coded,
        sum(people) over by_name as of_name
    from pairs as p
    window
        by_code as (partition by institution_code, cohort, cutoff, code_key),
        by_name as (partition by institution_code, cohort, cutoff, name_key)
),

judged as (
    select
        w.*,
        s.signal,
        s.risk,
        case s.signal
            when 'code_several_names'
                then '这个统一社会信用代码在本校这一届有 ' || w.names || ' 个单位名称'
            else '这个单位名称在本校这一届有 ' || w.codes || ' 个统一社会信用代码'
        end as reason
    from weighed as w
    inner join signals as s
        on
            s.signal = 'code_several_names'
            and w.names >= s.least
            and (
                w.people < w.most_named
                or 100 * w.most_named < s.margin * w.of_code
            )
            or s.signal = 'name_several_codes'
            and w.public_part = 0
            and w.codes >= s.least
            and (
                w.people < w.most_coded
                or 100 * w.most_coded < s.margin * w.of_name
            )
)

select
    r.institution_code,
    r.cohort,
    r.cutoff,
    r.record_key,
    j.signal,
    j.reason,
    j.risk
from candidates as r
inner join judged as j
    on
        r.institution_code = j.institution_code
        and r.cohort = j.cohort
        and r.cutoff = j.cutoff
        and r.code_key = j.code_key
        and r.name_key = j.name_key
union all
select
    r.institution_code,
    r.cohort,
    r.cutoff,
    r.record_key,
    s.signal,
    '18 位的统一社会信用代码过不了校验' as reason,
    s.risk
from candidates as r
inner join signals as s on s.signal = 'code_invalid'
where not r.code_valid
