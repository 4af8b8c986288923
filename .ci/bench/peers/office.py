"""The office's script: pandas and openpyxl, from registers to a page of tables.

office.py INPUT OUTPUT LEVEL REFERENCE; tables.csv is what is compared."""

import glob
import os
import platform
import sys

import openpyxl
import pandas as pd

source, target, scope, reference = sys.argv[1:5]
NEEDED = """性别代码 性别 民族代码 政治面貌代码 院校名称 学历 专业 生源所在地代码 城乡生源 毕业时间 困难生类别代码 困难生类别
所在院系 毕业去向代码 单位性质代码 单位行业代码 单位所在地代码 工作职位类别代码""".split()
LEVELS = {"本科生毕业": "本科", "硕士生毕业": "硕士"}
PARTS = "employed startup flexible further_study settled_other seeking not_seeking".split()
KEYS = "level college major gender origin difficulty urban_rural".split()
GRAINS = {"school": [], "level": ["level"], "college": ["college"], "college_level": ["level", "college"],
          "major": ["level", "major"], "college_major": ["level", "college", "major"], "gender": ["gender"],
          "gender_level": ["level", "gender"], "origin": ["origin"], "difficulty": ["difficulty"],
          "urban_rural": ["urban_rural"]}
DIMENSIONS = {"gender": "性别代码", "ethnicity": "民族代码", "political": "政治面貌代码", "difficulty": "困难生类别代码",
              "origin_province": "origin_code", "employer_nature": "单位性质代码", "industry": "单位行业代码",
              "occupation": "工作职位类别代码", "work_province": "work_code", "destination": "goes_to"}


def table(name):
    return pd.read_csv(os.path.join(reference, name + ".csv"), dtype=str)


def read(path):
    if path.endswith(".csv"):
        return pd.read_csv(path, dtype=str, usecols=NEEDED, keep_default_na=False)
    return pd.read_excel(path, dtype=str, usecols=NEEDED, keep_default_na=False, engine="openpyxl")


people = pd.concat([read(f) for f in sorted(glob.glob(os.path.join(source, "*")))], ignore_index=True)
provinces = table("province").set_index("code")["name"]
people["cohort"] = people["毕业时间"].str[:4]
people["level"] = people["学历"].map(LEVELS)
people["college"] = people["院校名称" if scope == "province" else "所在院系"]
people["major"], people["gender"] = people["专业"], people["性别"]
people["origin_code"] = people["生源所在地代码"].str[:2]
people["origin"] = people["origin_code"].map(provinces)
people["difficulty"], people["urban_rural"] = people["困难生类别"], people["城乡生源"]
people["work_code"] = people["单位所在地代码"].str[:2]
people["destination"] = people["goes_to"] = people["毕业去向代码"]
for column in DIMENSIONS.values():
    people[column] = people[column].replace("", "未识别").fillna("未识别")

partition = table("partition").merge(table("partition_part")[["edition", "part", "settled"]], on=["edition", "part"])
placements = []
for grain, keys in GRAINS.items():
    counts = people.groupby(["cohort", "destination", *keys]).size().rename("n").reset_index()
    counts = counts.merge(partition, left_on="destination", right_on="code")
    counts["graduates"] = counts["n"]
    counts["settled"] = counts["n"].where(counts["settled"] == "1", 0)
    for part in PARTS:
        counts[part] = counts["n"].where(counts["part"] == part, 0)
    summed = counts.groupby(["cohort", "edition", *keys])[["graduates", "settled", *PARTS]].sum().reset_index()
    placements.append(summed.assign(table="placement", grain=grain))
placement = pd.concat(placements).reindex(
    columns=["table", "cohort", "edition", "grain", *KEYS, "graduates", "settled", *PARTS])

members = table("population_member")
distributions = []
for dimension, column in DIMENSIONS.items():
    cells = people.groupby(["cohort", "level", "destination", column]).size().rename("n").reset_index()
    cells = cells.rename(columns={column: "code"}).merge(members, left_on="destination", right_on="destination_code")
    for level in (cells["level"], "全部"):
        some = cells.assign(level=level).groupby(["cohort", "population", "level", "code"])["n"].sum().reset_index()
        distributions.append(some.assign(table="distribution", dimension=dimension))
distribution = pd.concat(distributions)
distribution["total"] = distribution.groupby(["cohort", "dimension", "population", "level"])["n"].transform("sum")
distribution = distribution[["table", "cohort", "dimension", "population", "level", "code", "n", "total"]]

with open(os.path.join(target, "tables.csv"), "w", encoding="utf-8", newline="") as f:
    for frame in (placement, distribution):
        frame.to_csv(f, index=False, header=False, lineterminator="\n")

last = people["cohort"].max()
with open(os.path.join(target, "report.html"), "w", encoding="utf-8") as f:
    f.write(f"<!doctype html><meta charset=utf-8><title>{last}届毕业生就业质量年度报告</title>")
    placement["rate"] = (100 * placement["settled"] / placement["graduates"]).round(2)
    for grain in GRAINS:
        rows = placement[(placement["grain"] == grain) & ((placement["cohort"] == last) | (grain == "school"))]
        f.write(f"<h2>{grain}</h2>" + rows.dropna(axis=1, how="all").to_html(index=False))
    now = distribution[(distribution["cohort"] == last)]
    for (dimension, population), rows in now.groupby(["dimension", "population"]):
        rows = rows.assign(share=(100 * rows["n"] / rows["total"]).round(2))
        f.write(f"<h2>{dimension} {population}</h2>" + rows.to_html(index=False))

with open(os.path.join(target, "versions.txt"), "w") as f:
    f.write(f"Python {platform.python_version()}, pandas {pd.__version__}, openpyxl {openpyxl.__version__}")
