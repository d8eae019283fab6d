#!/usr/bin/env bash
# The mean of 33,554,432 ones is 0.5 in bottleneck, and in numpy if the ones are columns of a matrix.
#
# A float32 can't be counted up beyond 2^24: 16777216 + 1 is 16777216. numpy 2.4.6 adds a vector in pairs and comes to 1.0; along the rows of a matrix
# it adds one after the other, and the means of two such columns are 0.5. bottleneck 1.6.0, which is there to make numpy's functions
# faster, has 0.5 for vectors, too; numexpr 2.14.2 and scipy 1.17.1's sparse matrices come to a sum of 16777216. pandas 3.1.1 has 1.0 in
# both cases, also where bottleneck is installed.
#
# Needs python3 with venv, and Linux on x86-64; 1 GB of memory.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q bottleneck==1.6.0 numexpr==2.14.2 numpy==2.4.6 pandas==3.1.1 scipy==1.17.1
timeout 120 "$folder/venv/bin/python" - <<'PYTHON'
import bottleneck
import numexpr
import numpy
import pandas
import scipy.sparse

COUNT = 2**25


def show(name, answer, expected):
    answer = numpy.asarray(answer).tolist()
    print(f"{name}: {answer}")
    assert answer == expected, f"it was {expected}"


ones = numpy.ones(COUNT, numpy.float32)
columns = numpy.ones((COUNT, 2), numpy.float32)
show(f"numpy {numpy.__version__}, mean of a vector", ones.mean(), 1.0)
show("numpy, means of two columns", columns.mean(axis=0), [0.5, 0.5])
show("numpy, means of two columns by float64", columns.mean(axis=0, dtype=float), [1.0, 1.0])
show(f"bottleneck {bottleneck.__version__}, mean of a vector", bottleneck.nanmean(ones), 0.5)
show(f"numexpr {numexpr.__version__}, sum of a vector", numexpr.evaluate("sum(ones)"), 2.0**24)
show(f"scipy {scipy.__version__}, sum of a sparse column", scipy.sparse.csr_array(ones[:, None]).sum(axis=0), [2.0**24])
show(f"pandas {pandas.__version__}, means of two columns", pandas.DataFrame(columns).mean(), [1.0, 1.0])
show("pandas, mean of a series", pandas.Series(ones).mean(), 1.0)
PYTHON
