#!/usr/bin/env bash
# A single coarse sketch in a union makes all of it as coarse: an error of 1 % becomes one of 28 %, without a word.
#
# Sketches of different sizes can be united in datasketches 5.2.0; the result has the size of the smallest one, also where hll_union(12) asks for more. 100
# values in a sketch of 2^4 registers, united with 10,000 in one of 2^12, lead to a standard error of 28 % for all. As long as
# the small one holds so few values that it keeps them one by one, nothing happens, so tests with a handful of values don't show it.
# get_result().lg_config_k tells.
#
# Needs python3 with venv, and Linux on x86-64.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q datasketches==5.2.0
timeout 120 "$folder/venv/bin/python" - <<'PYTHON'
from importlib.metadata import version

import datasketches

VALUES, SERIES = 10000, 200


def estimate(series, few):
    """The relative error, and the size of the union, of all values in a large sketch and some of them again in a small one."""
    large, small, union = datasketches.hll_sketch(12), datasketches.hll_sketch(4), datasketches.hll_union(12)
    for value in range(VALUES):
        large.update(value * SERIES + series)
    for value in range(few):
        small.update(value * SERIES + series)
    union.update(large)
    union.update(small)
    result = union.get_result()
    return result.get_estimate() / VALUES - 1, result.lg_config_k


for few, size, least, most in ((1, 12, 0, 0.02), (100, 4, 0.2, 0.4)):
    answers = [estimate(series, few) for series in range(SERIES)]
    error = (sum(error**2 for error, _ in answers) / SERIES) ** 0.5
    sizes = {size for _, size in answers}
    print(f"datasketches {version('datasketches')}, {few} of the values in the small sketch: 2^{sizes} registers, error {error:.3f}")
    assert sizes == {size} and least <= error <= most, f"it was 2^{size}, from {least} to {most}"
PYTHON
