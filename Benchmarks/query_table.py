"""Writes a table of sales: query_table.py FILE BYTES

Eight columns: a key of 100,000, four numbers, two texts of which one is quoted now and then, and a date. Always the same for a size.
"""

import os
import random
import sys

ROWS_AT_ONCE = 50_000
KEYS = 100_000
SEED = 1


def write_table(path, size):
    rng = random.Random(SEED)
    names = ["plain", "two words", '"with, comma"', "x", '"said ""so"""']
    partial = f"{path}.partial"
    written = 0
    with open(partial, "w", encoding="ascii") as file:
        written += file.write("key,a,b,c,d,name,kind,day\n")
        while written < size:
            written += file.write(
                "".join(
                    f"k{rng.randrange(KEYS)},{rng.randrange(1_000_000)},{rng.randrange(10**6) / 100},"
                    f"{rng.randrange(10**9)},{rng.random():.6f},{names[rng.randrange(5)]},kind {rng.randrange(20)},"
                    f"2026-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}\n"
                    for _ in range(ROWS_AT_ONCE)
                )
            )
    os.replace(partial, path)


if __name__ == "__main__":
    write_table(sys.argv[1], int(sys.argv[2]))
