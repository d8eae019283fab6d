#!/usr/bin/env bash
# Of a key that comes twice in a JSON object, polars takes the first value when it reads lines and the last one by a path.
#
# RFC 8259 leaves it open; Python's json, pandas 3.1.1 and orjson 3.13.0 take the last one, which is what one gets used to. polars 1.44.2 has
# both: read_ndjson and json_decode the first value, json_path_match the last. DuckDB 1.5.6 refuses such a line when it reads a table, and takes
# the first value by ->> of the same line. pyarrow 25.0.1 refuses it. A proxy or a logger that adds its own "time" or "host" to an
# object that has one makes such lines.
#
# Needs python3 with venv, and Linux on x86-64.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q duckdb==1.5.6 orjson==3.13.0 pandas==3.1.1 polars==1.44.2 pyarrow==25.0.1
timeout 60 "$folder/venv/bin/python" - "$folder/lines.jsonl" <<'PYTHON'
import json
import sys

import duckdb
import orjson
import pandas
import polars
import pyarrow
import pyarrow.json

path = sys.argv[1]
LINE = '{"host": "first", "host": "last"}'
with open(path, "w") as file:
    file.write(LINE + "\n")


def show(name, read, expected):
    try:
        answer = read()
    except Exception as error:
        answer = type(error).__name__
    print(f"{name}: {answer}")
    assert answer == expected, f"it was {expected}"


line = polars.Series([LINE])
show("json", lambda: json.loads(LINE)["host"], "last")
show(f"orjson {orjson.__version__}", lambda: orjson.loads(LINE)["host"], "last")
show(f"pandas {pandas.__version__}", lambda: pandas.read_json(path, lines=True).host[0], "last")
show(f"polars {polars.__version__}, read_ndjson", lambda: polars.read_ndjson(path)["host"][0], "first")
show("polars, json_decode", lambda: line.str.json_decode(polars.Struct({"host": polars.String}))[0]["host"], "first")
show("polars, json_path_match", lambda: line.str.json_path_match("$.host")[0], "last")
show(f"duckdb {duckdb.__version__}, read_json", lambda: duckdb.sql(f"from read_json('{path}')").fetchall(), "InvalidInputException")
query = f"select line->>'host' from read_json_objects('{path}') lines(line)"
show("duckdb, ->>", lambda: duckdb.sql(query).fetchall()[0][0], "first")
show(f"pyarrow {pyarrow.__version__}", lambda: pyarrow.json.read_json(path), "ArrowInvalid")
PYTHON
