#!/usr/bin/env bash
# The first record of a table is in one of the sliding windows that hold it, all others are in each of theirs: polars begins with that window.
#
# With windows of 10 each 2, a record belongs to five. polars 1.44.2's group_by_dynamic cuts the time of the first record to a multiple of 2 and
# makes no window that begins before it: a record at 11 is in one window if it comes first, and in five if there is one at -3 before it. So
# the sums of a series depend on where its file begins, and sums of two files, or of two ranks that have a part each, are others than those of
# one. The streaming engine does the same. The same windows made by a join of records and starts have all five.
#
# Needs python3 with venv, and Linux on x86-64.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q polars==1.44.2
timeout 60 "$folder/venv/bin/python" - <<'PYTHON'
import polars

SIZE, STEP = 10, 2


def windows(times, engine):
    """The starts of windows and how many records each has."""
    frame = polars.LazyFrame({"time": times}, schema={"time": polars.Int64})
    groups = frame.group_by_dynamic("time", every=f"{STEP}i", period=f"{SIZE}i").agg(polars.len())
    return groups.collect(engine=engine).rows()


def all_windows(times):
    starts = range((min(times) - SIZE) // STEP * STEP, max(times) + 1, STEP)
    counts = [(start, sum(start <= time < start + SIZE for time in times)) for start in starts]
    return [(start, count) for start, count in counts if count > 0]


for times, holding in (([11], 1), ([-3, 11], 5), ([10, 11, 15], 1)):
    print(f"records at {times}; all windows: {all_windows(times)}")
    for engine in ("in-memory", "streaming"):
        answer = windows(times, engine)
        print(f"  polars {polars.__version__}, {engine}: {answer}")
        found = sum(start <= 11 < start + SIZE for start, _ in answer)
        assert set(answer) < set(all_windows(times)), "they were some of all"
        assert found == holding, f"{holding} held the record at 11"
PYTHON
