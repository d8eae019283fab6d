#!/usr/bin/env bash
# pyarrow's CSV loses records of a table of one column when it reads what it has written: those without a value.
#
# A null is written as an empty field, which is an empty line if there is no other column, and pyarrow 25.0.1 passes over empty lines:
# [1, null, 2] comes back as [1, 2]. With two columns it's there. polars 1.44.2 and DuckDB 1.5.6 write the same lines and read three records; so
# files of theirs have fewer records in pyarrow and in pandas 3.1.1, which passes over empty lines as well. pandas writes two quotes instead, of
# which pyarrow and DuckDB make a null, and polars a column of texts. ParseOptions(ignore_empty_lines=False) gives all three.
#
# Needs python3 with venv, and Linux on x86-64.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q duckdb==1.5.6 pandas==3.1.1 polars==1.44.2 pyarrow==25.0.1
timeout 60 "$folder/venv/bin/python" - "$folder/table.csv" <<'PYTHON'
import sys

import duckdb
import pandas
import polars
import pyarrow
import pyarrow.csv

path = sys.argv[1]
NUMBERS = [1, None, 2]
KEEP = pyarrow.csv.ParseOptions(ignore_empty_lines=False)
WRITERS = {
    f"pyarrow {pyarrow.__version__}": lambda: pyarrow.csv.write_csv(pyarrow.table({"n": NUMBERS}), path),
    f"polars {polars.__version__}": lambda: polars.DataFrame({"n": NUMBERS}).write_csv(path),
    f"duckdb {duckdb.__version__}": lambda: duckdb.sql(f"copy (select unnest({NUMBERS}::int[]) n) to '{path}'".replace("None", "null")),
    f"pandas {pandas.__version__}": lambda: pandas.DataFrame({"n": NUMBERS}, dtype="Int64").to_csv(path, index=False),
}
READERS = {
    "pyarrow": lambda: pyarrow.csv.read_csv(path)["n"].to_pylist(),
    "pyarrow, ignore_empty_lines=False": lambda: pyarrow.csv.read_csv(path, parse_options=KEEP)["n"].to_pylist(),
    "pandas": lambda: [None if pandas.isna(n) else n for n in pandas.read_csv(path)["n"]],
    "polars": lambda: polars.read_csv(path)["n"].to_list(),
    "duckdb": lambda: [n for (n,) in duckdb.sql(f"from read_csv('{path}')").fetchall()],
}
for writer, write in WRITERS.items():
    write()
    with open(path) as file:
        print(f"{writer} writes {file.read()!r}")
    for reader, read in READERS.items():
        answer = read()
        print(f"  {reader}: {answer}")
        quotes = writer.startswith("pandas")
        expected = [1, 2] if reader in ("pyarrow", "pandas") and not quotes else NUMBERS
        expected = ["1", "", "2"] if reader == "polars" and quotes else expected
        assert answer == expected, f"it was {expected}"
pyarrow.csv.write_csv(pyarrow.table({"n": NUMBERS, "m": [1, 2, 3]}), path)
assert pyarrow.csv.read_csv(path)["n"].to_pylist() == NUMBERS, "with a second column nothing was lost"
PYTHON
