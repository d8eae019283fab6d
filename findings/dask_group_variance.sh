#!/usr/bin/env bash
# The variance of a column's groups is 0 in dask, and their covariance negative, where the column's own variance is right: for numbers near 10^9.
#
# Of 10^9, 10^9 + 1 … 10^9 + 9, pandas 3.1.1 has 9.1666… in all ways. dask 2026.8.0 has it for a column without groups; groupby().var() subtracts sums of
# squares, whose last digits are lost, and comes to 0.0, and groupby().cov() to -227.6 of a column with itself. Times in seconds, prices in
# cents and places in metres are such numbers. Subtracting a constant before helps.
#
# Needs python3 with venv, and Linux on x86-64.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q dask==2026.8.0 numpy==2.4.6 pandas==3.1.1 pyarrow==25.0.1
timeout 120 "$folder/venv/bin/python" - <<'PYTHON'
import dask
import dask.dataframe
import numpy
import pandas

dask.config.set(scheduler="synchronous")


def show(name, answer, expected):
    print(f"{name}: {answer:.4f}")
    assert abs(answer - expected) < 0.001, f"it was {expected}"


table = pandas.DataFrame({"key": 1, "x": numpy.arange(10) + 1e9, "y": numpy.arange(10) + 1e9})
parts = dask.dataframe.from_pandas(table, npartitions=3)
right = 55 / 6
show(f"pandas {pandas.__version__}, variance of the group", table.groupby("key").x.var()[1], right)
show("pandas, covariance of the group", table.groupby("key").cov().loc[(1, "x"), "y"], right)
show(f"dask {dask.__version__}, variance of the column", parts.x.var().compute(), right)
show("dask, variance of the group", parts.groupby("key").x.var().compute()[1], 0)
show("dask, covariance of the columns", parts[["x", "y"]].cov().compute().loc["x", "y"], right)
show("dask, covariance of the group", parts.groupby("key").cov().compute().loc[(1, "x"), "y"], -227.5556)
shifted = parts.assign(x=parts.x - 1e9)
show("dask, variance of the group less 10^9", shifted.groupby("key").x.var().compute()[1], right)
PYTHON
