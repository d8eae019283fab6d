#!/usr/bin/env bash
# A sum of integers that DuckDB writes into a Parquet file is no longer exact, and an interval loses its microseconds.
#
# sum() of a bigint is a hugeint in DuckDB 1.5.6, for which Parquet has no type: it's written as a double without a word, and 9007199254740993 is read
# as 9007199254740992, by DuckDB, too. An interval becomes Parquet's INTERVAL, whose smallest unit is the millisecond: 1.234567 s are read
# as 1.234. So a step of a pipeline that hands its result to the next one in a file computes something else than the same two steps in
# one query. sum(x)::bigint and a number of microseconds come through.
#
# Needs python3 with venv, and Linux on x86-64.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q duckdb==1.5.6 pyarrow==25.0.1
timeout 60 "$folder/venv/bin/python" - "$folder/step.parquet" <<'PYTHON'
import datetime
import sys

import duckdb
import pyarrow.parquet

path = sys.argv[1]


def show(expression, expected):
    query = f"select {expression} from (values (9007199254740992), (1)) amounts(x)"
    before = duckdb.sql(query).fetchall()[0][0]
    duckdb.sql(f"copy ({query}) to '{path}'")
    after = duckdb.sql(f"from '{path}'").fetchall()[0][0]
    kind = str(pyarrow.parquet.read_schema(path).types[0])
    print(f"duckdb {duckdb.__version__}, {expression}: {before}, from the file {after}, a {kind}")
    assert (before, after, kind) == expected, f"it was {expected}"


exact = 9007199254740993
show("sum(x)", (exact, 9007199254740992.0, "double"))
show("sum(x)::bigint", (exact, exact, "int64"))
interval = datetime.timedelta(microseconds=1234567)
show("max(interval '1234567 microseconds')", (interval, datetime.timedelta(milliseconds=1234), "fixed_size_binary[12]"))
PYTHON
