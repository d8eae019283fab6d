#!/usr/bin/env bash
# The sum of three positive decimals is negative in pyarrow: three times 10^38 - 1 are -40282366920938463463374607431768211459.
#
# decimal128(38, 0) has 38 digits, and the 128 bits behind it wrap beyond 2^127, as those of an int64 do. An error is what one expects of a type that
# is there for exact amounts, and what polars 1.44.2 and DuckDB 1.5.6 have. In pyarrow 25.0.1 even the addition of two of these numbers is an
# error, because the result would have 39 digits; the sum of a column, or of a group, isn't. As decimal256 it's right.
#
# Needs python3 with venv, and Linux on x86-64.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q duckdb==1.5.6 polars==1.44.2 pyarrow==25.0.1
timeout 60 "$folder/venv/bin/python" - <<'PYTHON'
import decimal

import duckdb
import polars
import pyarrow
import pyarrow.compute

NINES = "9" * 38
AMOUNTS = [decimal.Decimal(NINES)] * 3


def show(name, compute, expected):
    try:
        answer = str(compute())
    except Exception as error:
        answer = type(error).__name__
    print(f"{name}: {answer}")
    assert answer == expected, f"it was {expected}"


def in_groups():
    table = pyarrow.table({"key": [1] * 3, "amount": pyarrow.array(AMOUNTS, pyarrow.decimal128(38))})
    return table.group_by("key").aggregate([("amount", "sum")])["amount_sum"][0]


wrapped = "-40282366920938463463374607431768211459"
narrow = pyarrow.array(AMOUNTS, pyarrow.decimal128(38))
show(f"pyarrow {pyarrow.__version__}, decimal128", lambda: pyarrow.compute.sum(narrow), wrapped)
show("pyarrow, decimal128, of a group", in_groups, wrapped)
show("pyarrow, decimal256", lambda: pyarrow.compute.sum(narrow.cast(pyarrow.decimal256(76))), "2" + "9" * 37 + "7")
show(f"polars {polars.__version__}", lambda: polars.Series(AMOUNTS, dtype=polars.Decimal(38, 0)).sum(), "ComputeError")
query = f"select sum(amount) from (select {NINES}::decimal(38, 0) amount from range(3))"
show(f"duckdb {duckdb.__version__}", lambda: duckdb.sql(query).fetchall()[0][0], "OutOfRangeException")
show("pyarrow, the addition of two", lambda: pyarrow.compute.add(narrow[0], narrow[1]), "ArrowInvalid")
PYTHON
