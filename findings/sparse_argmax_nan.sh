#!/usr/bin/env bash
# In a sparse matrix of scipy that holds a NaN, argmax gives the place of a number that isn't the greatest, nor the NaN.
#
# Of the row 1, NaN, 2, 0 numpy's argmax is 1, where the NaN is, as max() is NaN. scipy 1.17.1's sparse max() is NaN as well, but argmax() of the same row is 3,
# where the 0 is: it compares the NaN with the zeros that aren't stored. argmin() gives the same place. Without a NaN, and with a NaN in a row
# without zeros, the places are numpy's. Whoever looks up the element at argmax gets 0 for the greatest of 1 and 2.
#
# Needs python3 with venv, and Linux on x86-64.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q numpy==2.4.6 scipy==1.17.1
timeout 60 "$folder/venv/bin/python" - <<'PYTHON'
import math

import numpy
import scipy
import scipy.sparse

NAN = math.nan


def show(row, expected):
    dense = numpy.array([row])
    sparse = scipy.sparse.csr_array(dense)
    answer = [int(matrix.argmax(axis=1)[0]) for matrix in (dense, sparse)]
    print(f"{row}: greatest at {answer[0]} in numpy {numpy.__version__}, at {answer[1]} in scipy {scipy.__version__}")
    assert answer == expected, f"it was {expected}"
    greatest = sparse.max(axis=1).toarray()[0]
    assert numpy.array_equal(greatest, dense.max(axis=1)[0], equal_nan=True), "max() was the same in both"


show([1.0, 2.0, 0.0, 0.0], [1, 1])
show([1.0, NAN, 2.0, 0.0], [1, 3])
show([NAN, 1.0, 2.0, 3.0], [0, 0])
show([1.0, NAN, 2.0, 3.0], [1, 1])
sparse = scipy.sparse.csr_array([[1.0, NAN, 2.0, 0.0]])
assert int(sparse.argmin(axis=1)[0]) == 3, "argmin was the same place"
PYTHON
