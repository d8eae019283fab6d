#!/usr/bin/env bash
# Dask's merge loses rows where the keys are times of different units: of 100 days that both tables have, 32 meet.
#
# pandas 3.1.1 counts 2026-01-01 in nanoseconds and in microseconds as the same key, and joins all 100. dask 2026.8.0 first brings equal keys to the
# same partition by a hash of the integers behind them, which differ with the unit; those that come to the same partition by chance are joined.
# It warns that types differ, in the words that it has for integers beside floats, of which nothing is lost. In one partition nothing is lost
# either. Units differ easily: pandas makes microseconds of text, and nanoseconds if there are more than six digits behind the point.
#
# Needs python3 with venv, and Linux on x86-64.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q dask==2026.8.0 pandas==3.1.1 pyarrow==25.0.1
timeout 120 "$folder/venv/bin/python" - <<'PYTHON'
import warnings

import dask
import dask.dataframe
import numpy
import pandas

warnings.simplefilter("ignore")
dask.config.set({"scheduler": "synchronous", "dataframe.shuffle.method": "tasks"})
DAYS = pandas.date_range("2026-01-01", periods=100)


def rows(left, right, partitions):
    """How many rows the merge has: in pandas, and in dask."""
    one, other = (pandas.DataFrame({"key": key, "place": range(len(key))}) for key in (left, right))
    parts = [dask.dataframe.from_pandas(table, npartitions=partitions) for table in (one, other)]
    return len(one.merge(other, on="key")), len(parts[0].merge(parts[1], on="key", broadcast=False).compute())


def show(name, answer, expected):
    print(f"{name}: {answer[0]} rows in pandas {pandas.__version__}, {answer[1]} in dask {dask.__version__}")
    assert answer == expected, f"it was {expected}"


for partitions, expected in ((1, (100, 100)), (3, (100, 32))):
    show(f"ns and us, {partitions} partitions", rows(DAYS.as_unit("ns"), DAYS.as_unit("us"), partitions), expected)
show("ns and s, 3 partitions", rows(DAYS.as_unit("ns"), DAYS.as_unit("s"), 3), (100, 28))
show("us and us, 3 partitions", rows(DAYS.as_unit("us"), DAYS.as_unit("us"), 3), (100, 100))
show("integers and floats, 3 partitions", rows(numpy.arange(100), numpy.arange(100.0), 3), (100, 100))
assert pandas.to_datetime(["2026-01-01T00:00:00.123456"]).unit == "us", "text was in microseconds"
assert pandas.to_datetime(["2026-01-01T00:00:00.1234567"]).unit == "ns", "text with seven digits was in nanoseconds"
PYTHON
