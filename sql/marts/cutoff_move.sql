-- From one cut-off of a cohort to the next, whoever can be followed: where they
-- were and where they are. Who is missing on one side counts only where the
-- files of that side cover the college; groups without a person are left out.
with

cutoffs as (
    select
        cohort,
        cutoff as from_cutoff,
        as_of as from_as_of,
        lead(cutoff) over (partition by cohort order by as_of, cutoff)
            as to_cutoff
    from warehouse.dim_cutoff
),

pairs as (
    select
        cohort,
        from_cutoff,
        to_cutoff,
        from_as_of >= make_date(cohort, 8, 31) as late
    from cutoffs
    where to_cutoff is not null
),

records as (
    select
        cohort,
        cutoff,
        record_key,
        college_key,
        destination_code
    from warehouse.fct_graduate
    where counted = 1 and person_key is not null
),

-- the colleges that the files of a cut-off speak of; null stands for all
scopes as (
    select distinct
        d.cohort,
        d.cutoff,
        case when l.scope <> 'school' then c.college_key end as college_key
    from (
        select distinct cohort, cutoff, load_id from staging.stg_destination
    ) as d
    inner join staging.stg_load as l on d.load_id = l.load_id
    cross join unnest(string_to_array(l.scope_key, '|'))
        as c(college_key)
),

-- a record stands once at a cut-off; on the side where it is missing it is
-- nowhere
sides as (
    select
        p.cohort,
        p.from_cutoff,
        p.to_cutoff,
        p.late,
        r.record_key,
        max(r.college_key) as college_key,
        max(case when r.cutoff = p.from_cutoff then r.destination_code end)
            as from_code,
        max(case when r.cutoff = p.to_cutoff then r.destination_code end)
            as to_code
    from pairs as p
    inner join records as r
        on p.cohort = r.cohort and r.cutoff in (p.from_cutoff, p.to_cutoff)
    group by p.cohort, p.from_cutoff, p.to_cutoff, p.late, r.record_key
),

gaps as (
    select
        *,
        case
            when from_code is null then from_cutoff
            when to_code is null then to_cutoff
        end as missing_at
    from sides
),

covered as (
    select
        s.cohort,
        s.from_cutoff,
        s.to_cutoff,
        s.late,
        coalesce(s.from_code, 'none') as from_code,
        coalesce(s.to_code, 'none') as to_code
    from gaps as s
    where
        s.missing_at is null
        or exists (
            select 1 from scopes as o
            where
                o.cohort = s.cohort and o.cutoff = s.missing_at
                and coalesce(o.college_key = s.college_key, true)
        )
),

counted as (
    select
        cohort,
        from_cutoff,
        to_cutoff,
        late,
        from_code,
        to_code,
        count(*) as head_count
    from covered
    group by cohort, from_cutoff, to_cutoff, late, from_code, to_code
)

select
    c.cohort,
    c.from_cutoff,
    c.to_cutoff,
    c.late,
    c.from_code,
    coalesce(b.name, '不在数据中') as from_destination,
    c.to_code,
    coalesce(a.name, '不在数据中') as to_destination,
    case
        when c.from_code = c.to_code then 'same'
        when c.from_code = 'none' then 'appeared'
        when c.to_code = 'none' then 'vanished'
        when b.settled < a.settled then 'placed'
        when b.settled > a.settled then 'unplaced'
        else 'changed'
    end as change,
    c.head_count
from counted as c
left join warehouse.dim_destination as b on c.from_code = b.destination_code
left join warehouse.dim_destination as a on c.to_code = a.destination_code
