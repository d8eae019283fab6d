"""Whether two files have the same shape and numbers that are nearly the same: python3 close.py EXPECTED FOUND TOLERANCE

Numbers may differ by TOLERANCE, or by as much of the larger one.
"""

import math
import re
import sys


def read(file):
    with open(file) as text:
        return [[float(cell) for cell in re.split("[,\t]", line)] for line in text]


expected, found, tolerance = read(sys.argv[1]), read(sys.argv[2]), float(sys.argv[3])
same = [len(row) for row in expected] == [len(row) for row in found] and all(
    math.isclose(one, other, rel_tol=tolerance, abs_tol=tolerance)
    for row, line in zip(expected, found)
    for one, other in zip(row, line)
)
sys.exit(not same)
