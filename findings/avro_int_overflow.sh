#!/usr/bin/env bash
# fastavro writes 2^40 into a field of Avro's type int, and reads it back; another reader of the same file has 0.
#
# An int has 32 bits and a long 64, but both are written as the same numbers of variable length, so a writer that doesn't look makes a file that only some
# can read. fastavro 1.13.1 and Apache's own avro 1.12.2 read 1099511627776, polars 1.44.2 reads 0 without an error. Apache's avro refuses to
# write it. In a union fastavro takes the first type that any number fits: 2^53 + 1 in ["null", "double", "long"] is rounded to a double.
#
# Needs python3 with venv, and Linux on x86-64.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q avro==1.12.2 fastavro==1.13.1 polars==1.44.2
timeout 60 "$folder/venv/bin/python" - <<'PYTHON'
import io
import json
from importlib.metadata import version

import avro.datafile
import avro.io
import avro.schema
import fastavro
import polars


def schema(kind):
    return {"type": "record", "name": "Row", "fields": [{"name": "n", "type": kind}]}


def written(kind, number):
    file = io.BytesIO()
    fastavro.writer(file, fastavro.parse_schema(schema(kind)), [{"n": number}])
    return file.getvalue()


def show(name, read, expected):
    try:
        answer = read()
    except Exception as error:
        answer = type(error).__name__
    print(f"{name}: {answer}")
    assert answer == expected, f"it was {expected}"


def in_fastavro(data):
    return list(fastavro.reader(io.BytesIO(data)))[0]["n"]


def refuse():
    parsed = avro.schema.parse(json.dumps(schema("int")))
    with avro.datafile.DataFileWriter(io.BytesIO(), avro.io.DatumWriter(), parsed) as writer:
        writer.append({"n": 2**40})


data = written("int", 2**40)
show(f"fastavro {version('fastavro')}", lambda: in_fastavro(data), 2**40)
show(f"avro {version('avro')}", lambda: list(avro.datafile.DataFileReader(io.BytesIO(data), avro.io.DatumReader()))[0]["n"], 2**40)
show(f"polars {polars.__version__}", lambda: polars.read_avro(io.BytesIO(data))["n"].to_list(), [0])
show("avro as a writer", refuse, "AvroTypeException")
show("polars, a long", lambda: polars.read_avro(io.BytesIO(written("long", 2**40)))["n"].to_list(), [2**40])
show('fastavro, ["null", "double", "long"]', lambda: in_fastavro(written(["null", "double", "long"], 2**53 + 1)), float(2**53))
PYTHON
