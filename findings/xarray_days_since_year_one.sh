#!/usr/bin/env bash
# Days since the year 1 in a file are two days earlier in xarray than the same number of days by Python's or numpy's calendar.
#
# Without a calendar attribute, CF's default for "days since 0001-01-01" is the mixed calendar: Julian until 1582, by which the year 1 began two days earlier
# than by the one that Python counts back. xarray 2026.9.0 and cftime 1.6.6.1, which netCDF4 decodes times with, make 1999-12-31 of the number
# that Python calls 2000-01-02, also in datetime64, which knows no such calendar. With days since 1700, or with calendar =
# "proleptic_gregorian", both agree; whoever writes days that Python has counted has to say the latter.
#
# Needs python3 with venv, and Linux on x86-64.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q cftime==1.6.6.1 numpy==2.4.6 pandas==3.1.1 xarray==2026.9.0
timeout 60 "$folder/venv/bin/python" - <<'PYTHON'
import datetime

import cftime
import numpy
import xarray

DAYS = 730120


def in_python(since):
    return str(datetime.date.fromisoformat(since) + datetime.timedelta(days=DAYS))


def in_numpy(since):
    return str(numpy.datetime64(since) + numpy.timedelta64(DAYS, "D"))


def in_cftime(since, **attributes):
    return cftime.num2date(DAYS, f"days since {since}", **attributes).strftime("%Y-%m-%d")


def in_xarray(since, **attributes):
    times = xarray.Dataset({"time": ("time", [DAYS], {"units": f"days since {since}", **attributes})})
    decoded = xarray.decode_cf(times).time.values
    assert decoded.dtype.kind == "M", "they were numpy's times"
    return str(decoded[0].astype("M8[D]"))


def show(name, answer, expected):
    print(f"{name}: {answer}")
    assert answer == expected, f"it was {expected}"


print(f"{DAYS} days since 0001-01-01")
show("python", in_python("0001-01-01"), "2000-01-02")
show(f"numpy {numpy.__version__}", in_numpy("0001-01-01"), "2000-01-02")
show(f"cftime {cftime.__version__}", in_cftime("0001-01-01"), "1999-12-31")
show(f"xarray {xarray.__version__}", in_xarray("0001-01-01"), "1999-12-31")
show("xarray, proleptic_gregorian", in_xarray("0001-01-01", calendar="proleptic_gregorian"), "2000-01-02")
print(f"{DAYS} days since 1700-01-01")
for name, convert in (("python", in_python), ("cftime", in_cftime)):
    show(name, convert("1700-01-01"), in_numpy("1700-01-01"))
PYTHON
