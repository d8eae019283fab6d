#!/usr/bin/env python3
"""Counts words independently of the engine: the oracle of scripts/test-wordcount.

    count_words.py FILE

Words are runs of bytes other than space, \\t, \\n, \\v, \\f and \\r. Prints `word<TAB>count`, by count descending, then
by the bytes of the word ascending.
"""

import sys
from collections import Counter

CHUNK = 1 << 24


def count_words(path: str) -> Counter[bytes]:
    counts: Counter[bytes] = Counter()
    rest = b""
    with open(path, "rb") as file:
        while chunk := file.read(CHUNK):
            chunk = rest + chunk
            # bytes.split() without argument splits at exactly the six bytes above, and so does isspace().
            words = chunk.split()
            # The last word may go on in the next chunk.
            rest = words.pop() if words and not chunk[-1:].isspace() else b""
            counts.update(words)
    if rest:
        counts[rest] += 1
    return counts


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    counts = count_words(sys.argv[1])
    for word, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        sys.stdout.buffer.write(b"%s\t%d\n" % (word, count))


if __name__ == "__main__":
    main()
