#!/usr/bin/env bash
# A time that is converted to whole seconds is rounded down, toward 1970 or to the nearest second: three answers of five libraries.
#
# numpy 2.4.6, pandas 3.1.1 and polars 1.44.2 round down, before 1970 too. pyarrow 25.0.1's cast (safe=False) cuts the number, so it rounds up before 1970: the
# second before and the one behind become one. DuckDB 1.5.6 rounds to the nearest second when it converts to timestamp_s, and down in date_trunc: an
# event at 2025-12-31 23:59:59.6 is in the next year by the one and in the old one by the other. Records so fall into another window or
# partition when a column is made smaller.
#
# Needs python3 with venv, and Linux on x86-64.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q duckdb==1.5.6 numpy==2.4.6 pandas==3.1.1 polars==1.44.2 pyarrow==25.0.1
timeout 60 "$folder/venv/bin/python" - <<'PYTHON'
import duckdb
import numpy
import pandas
import polars
import pyarrow


def in_numpy(time):
    return str(numpy.datetime64(time, "us").astype("M8[s]"))


def in_pandas(time):
    return str(pandas.DatetimeIndex([time]).as_unit("s")[0]).replace(" ", "T")


def in_polars(time):
    # polars has no seconds: a thousandth of the time, from microseconds to milliseconds.
    micros = int(numpy.datetime64(time, "us").astype(int))
    millis = polars.Series([micros // 1000], dtype=polars.Datetime("us")).cast(polars.Datetime("ms")).to_physical()[0]
    return str(numpy.datetime64(millis, "s"))


def in_pyarrow(time):
    micros = int(numpy.datetime64(time, "us").astype(int))
    seconds = pyarrow.array([micros], pyarrow.timestamp("us")).cast(pyarrow.timestamp("s"), safe=False).cast("int64")[0].as_py()
    return str(numpy.datetime64(seconds, "s"))


def in_duckdb(time):
    return duckdb.sql(f"select timestamp '{time}'::timestamp_s").fetchall()[0][0].isoformat()


def by_date_trunc(time):
    return duckdb.sql(f"select date_trunc('second', timestamp '{time}')").fetchall()[0][0].isoformat()


DOWN = (in_numpy, in_pandas, in_polars, by_date_trunc)
for time, down, cut, nearest in (
    ("1969-12-31T23:59:58.400000", "1969-12-31T23:59:58", "1969-12-31T23:59:59", "1969-12-31T23:59:58"),
    ("1969-12-31T23:59:59.600000", "1969-12-31T23:59:59", "1970-01-01T00:00:00", "1970-01-01T00:00:00"),
    ("2025-12-31T23:59:59.600000", "2025-12-31T23:59:59", "2025-12-31T23:59:59", "2026-01-01T00:00:00"),
):
    print(time)
    for convert in (*DOWN, in_pyarrow, in_duckdb):
        answer = convert(time)
        print(f"  {convert.__name__}: {answer}")
        expected = down if convert in DOWN else cut if convert is in_pyarrow else nearest
        assert answer == expected, f"it was {expected}"
PYTHON
