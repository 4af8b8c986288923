-- files of counts without a manifest, manifests without their file, and counts
-- that do not add up to what the manifest says
with

used as (
    select
        e.institution_code,
        e.cohort,
        e.cutoff,
        e.dimension,
        sum(e.head_count) as head_count,
        count(*) as row_count
    from staging.stg_exchange as e
    group by e.institution_code, e.cohort, e.cutoff, e.dimension
),

sums as (
    select
        institution_code,
        cohort,
        cutoff,
        min(head_count) as least,
        max(head_count) as most,
        sum(row_count) as row_count,
        count(*) as dimensions
    from used
    group by institution_code, cohort, cutoff
),

unnamed as (
    select distinct
        r._file_id as file_id,
        norm_label(r.institution_code) as institution_code
    from raw.exchange as r
    inner join meta.file as f on r._file_id = f.file_id
    cross join reference.run_parameter as p
    where
        p.workspace_level <> 'province'
        or f.sha256 not in (
            select trim(m.sha256) from raw.exchange_manifest as m
            where m.sha256 is not null
        )
)

select
    m.institution_code,
    m.cohort,
    m.cutoff,
    m.graduates as expected,
    cast(s.most as bigint) as found,
    case
        when s.institution_code is null then '没有校验值相符的汇总数文件'
        else '汇总数与清单不符'
    end as problem
from staging.stg_exchange_manifest as m
left join sums as s
    on
        m.institution_code = s.institution_code
        and m.cohort = s.cohort
        and m.cutoff = s.cutoff
where
    s.institution_code is null
    or s.least <> m.graduates
    or s.most <> m.graduates
    or s.row_count <> m.row_count
    or s.dimensions <> 18
union all
select
    u.institution_code,
    null,
    f.name,
    null,
    null,
    case
        when p.workspace_level <> 'province' then '学校的工作区不收汇总数'
        else '没有清单说到这个文件'
    end
from unnamed as u
cross join reference.run_parameter as p
left join meta.file as f on u.file_id = f.file_id
order by 1, 2, 3
