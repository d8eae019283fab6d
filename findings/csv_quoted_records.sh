#!/usr/bin/env bash
# Readers of CSV that work in parallel come to other records, or to none, where quoted fields hold what looks like records.
#
# The table is as RFC 4180 has it: 3,000 records of three fields, of which the second is quoted and holds 2,001 lines of three fields each. Whoever
# begins in the middle finds records that fit as well with inside and outside of quotes exchanged. Python's csv has 3,000 records, polars 1.44.2 too.
# DuckDB 1.5.6 refuses the file by an error, with one thread and with two, and reads 3,000 with parallel = false. pyarrow 25.0.1 gives 5,914,828
# records of the three columns without a word, unless it's told newlines_in_values = True.
#
# Needs python3 with venv, and Linux on x86-64; 75 MB in a temporary folder.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q duckdb==1.5.6 polars==1.44.2 pyarrow==25.0.1
timeout 300 "$folder/venv/bin/python" - "$folder/table.csv" <<'PYTHON'
import csv
import sys

import duckdb
import polars
import pyarrow.csv

path = sys.argv[1]
lines = "\n".join(f"{i},x{i},y" for i in range(2000))
with open(path, "w", newline="") as file:
    file.write("id,text,z\n")
    for i in range(3000):
        file.write(f'{i},"\n{lines}\n7,a,",b\n')


def rows(name, read):
    try:
        answer = read()
    except Exception as error:
        answer = type(error).__name__
    print(f"{name}: {answer}")
    return answer


def duck(options):
    return duckdb.sql(f"select count(*) from read_csv('{path}', all_varchar = true{options})").fetchall()[0][0]


with open(path, newline="") as file:
    assert rows("csv", lambda: sum(1 for _ in csv.reader(file)) - 1) == 3000
assert rows(f"polars {polars.__version__}", lambda: polars.read_csv(path).height) == 3000
for threads in (1, 2):
    duckdb.sql(f"set threads = {threads}")
    answer = rows(f"duckdb {duckdb.__version__}, {threads} threads", lambda: duck(""))
    assert answer in ("InvalidInputException", "NotImplementedException"), "it was an error"
    assert rows("the same, parallel = false", lambda: duck(", parallel = false")) == 3000
answer = rows(f"pyarrow {pyarrow.__version__}", lambda: pyarrow.csv.read_csv(path).num_rows)
assert answer == 5914828, "it was 5914828"
options = pyarrow.csv.ParseOptions(newlines_in_values=True)
assert rows("the same, newlines_in_values", lambda: pyarrow.csv.read_csv(path, parse_options=options).num_rows) == 3000
PYTHON
