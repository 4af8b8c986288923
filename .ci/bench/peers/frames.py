"""Polars, calamine and DuckDB for Python, from registers to a page of tables.

frames.py INPUT OUTPUT LEVEL REFERENCE; tables.csv is what is compared."""

import glob
import html
import os
import platform
import sys

import duckdb
import fastexcel
import polars as pl

source, target, scope, reference = sys.argv[1:5]
NEEDED = """性别代码 性别 民族代码 政治面貌代码 院校名称 学历 专业 生源所在地代码 城乡生源 毕业时间 困难生类别代码 困难生类别
所在院系 毕业去向代码 单位性质代码 单位行业代码 单位所在地代码 工作职位类别代码""".split()
db = duckdb.connect()


def read(path):
    return pl.read_excel(path, engine="calamine", columns=NEEDED, schema_overrides=dict.fromkeys(NEEDED, pl.String))


files = sorted(glob.glob(os.path.join(source, "*")))
if files[0].endswith(".csv"):
    db.execute("create view register as select * from read_csv(?, all_varchar = true, union_by_name = true)".replace(
        "?", "[" + ", ".join("'" + f + "'" for f in files) + "]"))
else:
    db.register("register", pl.concat([read(f) for f in files]).to_arrow())
for name in ("province", "partition", "partition_part", "population_member"):
    path = os.path.join(reference, name + ".csv")
    db.execute(f"create table {name} as select * from read_csv('{path}', all_varchar = true)")

college = "院校名称" if scope == "province" else "所在院系"
db.execute(f"""
create table cells as
select left(毕业时间, 4) as cohort, case 学历 when '本科生毕业' then '本科' when '硕士生毕业' then '硕士' end as level,
    {college} as college, 专业 as major, 性别 as gender, p.name as origin, 困难生类别 as difficulty, 城乡生源 as urban_rural,
    毕业去向代码 as destination, count(*) as n
from register left join province as p on left(生源所在地代码, 2) = p.code
group by all""")
db.execute("""
create table dimensions as
select left(毕业时间, 4) as cohort, case 学历 when '本科生毕业' then '本科' when '硕士生毕业' then '硕士' end as level,
    毕业去向代码 as code_of, 性别代码 as gender, 民族代码 as ethnicity, 政治面貌代码 as political, 困难生类别代码 as difficulty,
    left(生源所在地代码, 2) as origin_province, 单位性质代码 as employer_nature, 单位行业代码 as industry,
    工作职位类别代码 as occupation, left(单位所在地代码, 2) as work_province, 毕业去向代码 as destination, count(*) as n
from register group by all""")
PARTS = "employed startup flexible further_study settled_other seeking not_seeking".split()
KEYS = "level college major gender origin difficulty urban_rural".split()
GRAINS = {"school": [], "level": ["level"], "college": ["college"], "college_level": ["level", "college"],
          "major": ["level", "major"], "college_major": ["level", "college", "major"], "gender": ["gender"],
          "gender_level": ["level", "gender"], "origin": ["origin"], "difficulty": ["difficulty"],
          "urban_rural": ["urban_rural"]}
sums = ", ".join(f"sum(case part when '{p}' then n else 0 end)::bigint as {p}" for p in PARTS)
placement = " union all ".join(
    f"""select 'placement' as tab, cohort, p.edition, '{grain}' as grain,
    {", ".join(k if k in keys else f"null as {k}" for k in KEYS)}, sum(n)::bigint as graduates,
    sum(case settled when '1' then n else 0 end)::bigint as settled, {sums}
    from cells as c join partition as p on c.destination = p.code join partition_part as t using (edition, part)
    group by {", ".join(["cohort", "p.edition", *keys])}""" for grain, keys in GRAINS.items())
DIMENSIONS = "gender ethnicity political difficulty origin_province employer_nature industry occupation work_province destination".split()
db.execute("create table placement as " + placement)
counts = " union all ".join(
    f"""select cohort, '{d}' as dimension, population, case when grouping(level) = 1 then '全部' else level end as level,
    coalesce(nullif({d}, ''), '未识别') as code, sum(n)::bigint as n
    from dimensions join population_member on code_of = destination_code
    group by cohort, population, coalesce(nullif({d}, ''), '未识别'), grouping sets ((), (level))""" for d in DIMENSIONS)
db.execute(f"""create table distribution as
select 'distribution' as tab, cohort, dimension, population, level, code, n,
    (sum(n) over (partition by cohort, dimension, population, level))::bigint as total from ({counts})""")

with open(os.path.join(target, "tables.csv"), "wb") as f:
    for name in ("placement", "distribution"):
        f.write(db.table(name).pl().write_csv(include_header=False).encode())


def page(title, query):
    rows = db.execute(query)
    cells = ["<tr>" + "".join(f"<th>{c[0]}" for c in rows.description)]
    cells += ["<tr>" + "".join(f"<td>{html.escape(str(v))}" for v in r if v is not None) for r in rows.fetchall()]
    return f"<h2>{title}</h2><table>{''.join(cells)}</table>"


last = db.execute("select max(cohort) from cells").fetchone()[0]
with open(os.path.join(target, "report.html"), "w", encoding="utf-8") as f:
    f.write(f"<!doctype html><meta charset=utf-8><title>{last}届毕业生就业质量年度报告</title>")
    for grain in GRAINS:
        f.write(page(grain, f"""select *, round(100 * settled / graduates, 2) as rate from placement
            where grain = '{grain}' and (cohort = '{last}' or grain = 'school') order by all"""))
    for d in DIMENSIONS:
        f.write(page(d, f"""select *, round(100 * n / total, 2) as share from distribution
            where dimension = '{d}' and cohort = '{last}' order by all"""))

with open(os.path.join(target, "versions.txt"), "w") as f:
    f.write(f"Python {platform.python_version()}, Polars {pl.__version__}, fastexcel {fastexcel.__version__}, DuckDB {duckdb.__version__}")
