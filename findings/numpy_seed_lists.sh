#!/usr/bin/env bash
# Ranks that seed numpy's generator with [seed, rank] share numbers with others: rank 0 has those of the seed alone.
#
# A list of integers is made longer by zeros, so default_rng([5, 0]) and default_rng(5) of numpy 2.4.6 give the same numbers; one integer is cut into
# words of 32 bits, so default_rng(2**32 + 7), as a time in nanoseconds may be, is default_rng([7, 1]), rank 1 of seed 7. In [rank, seed] no
# rank has the numbers of the plain seed, unless that is 0. SeedSequence(5).spawn() isn't apart from lists either: its child 1 is
# [5, 0, 0, 0, 1]. Python's own random.seed(-1) is random.seed(1).
#
# Needs python3 with venv, and Linux on x86-64.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q numpy==2.4.6
timeout 60 "$folder/venv/bin/python" - <<'PYTHON'
import random

import numpy
from numpy.random import SeedSequence


def show(one, other, expected):
    first, second = (numpy.random.default_rng(seed).integers(2**62, size=4).tolist() for seed in (one, other))
    one, other = (getattr(seed, "spawn_key", None) and "child 1 of 5" or seed for seed in (one, other))
    print(f"numpy {numpy.__version__}: {one} and {other} give {'the same' if first == second else 'different'} numbers")
    assert (first == second) == expected, "it was the other way round"


show(5, [5, 0], True)
show([5], [5, 0, 0, 0], True)
show(5, [5, 1], False)
show(5, [0, 5], False)
show(0, [0, 0], True)
show(2**32 + 7, [7, 1], True)
show(SeedSequence(5).spawn(2)[1], [5, 0, 0, 0, 1], True)
numbers = []
for seed in (1, -1):
    random.seed(seed)
    numbers.append(random.random())
print(f"random: 1 and -1 give {numbers}")
assert numbers[0] == numbers[1], "they were the same"
PYTHON
