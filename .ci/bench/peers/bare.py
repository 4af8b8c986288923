"""Bare DuckDB: a workspace's models in their order from its store into one file.

bare.py PLAN OUTPUT. What is no SQL (code tables, models written in Go and those
that call Go's functions) is copied from the finished build, so this is a limit
that the program's own build cannot reach."""

import json
import os
import sys

import duckdb

plan = json.load(open(sys.argv[1], encoding="utf-8"))
target = os.path.join(sys.argv[2], "bare.duckdb")
if os.path.exists(target):
    os.remove(target)
db = duckdb.connect(config={"memory_limit": plan["memory"], "temp_directory": os.path.join(sys.argv[2], "spill")})
db.execute("set enable_progress_bar = false")
for statement in plan["prelude"]:
    db.execute(statement.replace("TARGET", target))
for step in plan["steps"]:
    db.execute(step)
db.execute("checkpoint build")
db.close()
with open(os.path.join(sys.argv[2], "versions.txt"), "w") as f:
    f.write(f"DuckDB {duckdb.__version__}")
