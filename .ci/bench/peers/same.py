"""same.py BUILD BARE: compares every table of two builds, prints how many."""

import sys

import duckdb

db = duckdb.connect()
db.execute(f"attach '{sys.argv[1]}' as ours (read_only)")
db.execute(f"attach '{sys.argv[2]}' as bare (read_only)")
tables = db.execute("""select schema_name, table_name from duckdb_tables()
    where database_name = 'ours' and schema_name in ('reference', 'warehouse', 'marts') order by all""").fetchall()
for schema, table in tables:
    # a row's hash, added up: the order of rows does not count
    sums = [db.execute(f"select count(*), sum(hash(t)::hugeint) from {side}.{schema}.{table} as t").fetchone()
            for side in ("ours", "bare")]
    if sums[0] != sums[1]:
        sys.exit(f"{schema}.{table}: {sums[0]} | {sums[1]}")
print(len(tables))
