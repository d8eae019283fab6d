"""Writes a text whose words are as frequent as in a language: zipf_text.py FILE BYTES

200,000 words of 2 to 20 letters, Zipf's law with exponent 1, ten words a line, always the same text for a size.
"""

import itertools
import os
import random
import sys

VOCABULARY = 200_000
WORDS_IN_LINE = 10
LINES_AT_ONCE = 50_000
SEED = 1


def make_vocabulary(rng):
    words = {}
    while len(words) < VOCABULARY:
        length = min(max(round(rng.gauss(6.5, 2.8)), 2), 20)
        words["".join(rng.choices("abcdefghijklmnopqrstuvwxyz", k=length))] = None
    return list(words)


def write_text(path, size):
    rng = random.Random(SEED)
    vocabulary = make_vocabulary(rng)
    weights = list(itertools.accumulate(1 / rank for rank in range(1, VOCABULARY + 1)))
    partial = f"{path}.partial"
    written = 0
    with open(partial, "w", encoding="ascii") as file:
        while written < size:
            words = rng.choices(vocabulary, cum_weights=weights, k=LINES_AT_ONCE * WORDS_IN_LINE)
            lines = (
                " ".join(words[start : start + WORDS_IN_LINE]) for start in range(0, len(words), WORDS_IN_LINE)
            )
            text = "\n".join(lines) + "\n"
            # The last block ends with the line in which the size is reached.
            if written + len(text) > size:
                text = text[: text.index("\n", size - written - 1) + 1]
            written += file.write(text)
    os.replace(partial, path)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    write_text(sys.argv[1], int(sys.argv[2]))
