"""parts.py BUILD: seconds of its checks, and of its models written in Go."""

import sys

import duckdb

db = duckdb.connect(sys.argv[1], read_only=True)
checks, in_go = db.execute("""select (select sum(microseconds) from provenance.check_result) / 1e6,
    (select sum(milliseconds) from provenance.step where kind = 'go') / 1000""").fetchone()
print(checks, in_go)
