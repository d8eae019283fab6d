#!/usr/bin/env bash
# A NaN counts as 0 in ddsketch: the median of 10, 20, 30 and five times NaN is 0.
#
# ddsketch 3.0.1 sorts values into those above, those below and those at zero, and a NaN is neither above nor below. Its count holds them, and its
# mean is NaN; an infinity is an OverflowError. The sketches of datasketches 5.2.0 leave NaN out: their median is 20. One sensor that sends NaN
# so pulls the quantiles of a fleet to 0, and merged sketches don't tell why.
#
# Needs python3 with venv, and Linux on x86-64.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q datasketches==5.2.0 ddsketch==3.0.1
timeout 60 "$folder/venv/bin/python" - <<'PYTHON'
import math
from importlib.metadata import version

import datasketches
import ddsketch

VALUES = [10.0, 20.0, 30.0] + [math.nan] * 5


def show(name, answer, expected):
    print(f"{name}: {answer}")
    assert answer == expected, f"it was {expected}"


sketch = ddsketch.DDSketch(0.01)
kll = datasketches.kll_doubles_sketch(200)
digest = datasketches.tdigest_double(100)
for value in VALUES:
    sketch.add(value)
    kll.update(value)
    digest.update(value)
median = sketch.get_quantile_value(0.5)
show(f"ddsketch {version('ddsketch')}: count, median", (sketch.count, median), (8.0, 0))
assert math.isnan(sketch.avg), "the mean was NaN"
show(f"datasketches {version('datasketches')}, KLL", (kll.n, kll.get_quantile(0.5)), (3, 20.0))
show("datasketches, t-digest", (digest.get_total_weight(), digest.get_quantile(0.5)), (3, 20.0))
try:
    sketch.add(math.inf)
    raise SystemExit("an infinity was an OverflowError")
except OverflowError:
    print("ddsketch, infinity: OverflowError")
PYTHON
