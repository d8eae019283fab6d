"""Writes a table of numbers: number_table.py FILE BYTES

Four columns: integers of up to 7 and of 10 digits, numbers with two decimals, and numbers with as many digits as a `double` has. Always the
same table for a size.
"""

import os
import random
import sys

ROWS_AT_ONCE = 50_000
SEED = 1


def write_table(path, size):
    rng = random.Random(SEED)
    partial = f"{path}.partial"
    written = 0
    with open(partial, "w", encoding="ascii") as file:
        written += file.write("a,b,x,y\n")
        while written < size:
            written += file.write(
                "".join(
                    f"{rng.randrange(-5_000_000, 5_000_000)},{rng.randrange(10**10)},"
                    f"{rng.randrange(10**6) / 100},{rng.random()}\n"
                    for _ in range(ROWS_AT_ONCE)
                )
            )
    os.replace(partial, path)


if __name__ == "__main__":
    write_table(sys.argv[1], int(sys.argv[2]))
