#!/usr/bin/env bash
# zstandard for Python decompresses the first frame of a buffer, and drops those behind it without a word.
#
# Files of zstd are often several frames: appended logs, `cat a.zst b.zst`, what pzstd and many writers make. zstd's own tool, DuckDB, polars and
# pyarrow read all of them, and so does zstandard 0.25.0 from a stream; its decompress() gives the first.
#
# Needs python3 with venv, and Linux on x86-64.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q zstandard==0.25.0 duckdb==1.5.6
timeout 60 "$folder/venv/bin/python" - "$folder/table.csv.zst" <<'PYTHON'
import sys

import duckdb
import zstandard

path = sys.argv[1]
frames = [
    zstandard.compress(b"n\n" + b"".join(b"%d\n" % i for i in range(1000))),
    zstandard.compress(b"".join(b"%d\n" % i for i in range(1000, 2000))),
]
with open(path, "wb") as file:
    file.write(b"".join(frames))
with open(path, "rb") as file:
    streamed = zstandard.ZstdDecompressor().stream_reader(file).read().count(b"\n") - 1
whole = zstandard.decompress(b"".join(frames)).count(b"\n") - 1
duck = duckdb.sql(f"select count(*) from read_csv('{path}')").fetchall()[0][0]
print(f"zstandard {zstandard.__version__}: {streamed} records from a stream, {whole} by decompress(); duckdb {duckdb.__version__}: {duck}")
assert (streamed, whole, duck) == (2000, 1000, 2000), "it was 2000, 1000, 2000"
PYTHON
