#!/usr/bin/env python3
"""Writes the texts over which word counts are compared, one file each.

    make_texts.py FOLDER [NAME ...]

Without names it writes all but the large one. Every text is a function of its name alone, so a failure can be
repeated from the name.
"""

import random
import sys
from collections.abc import Iterator
from pathlib import Path

SPACES = b" \t\n\v\f\r"
NOT_SPACES = bytes(byte for byte in range(256) if byte not in SPACES)


def zipf(rng: random.Random, size: int) -> bytes:
    """About `size` bytes in lines, of words whose frequency falls with their rank as in a natural text."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    words = ["".join(rng.choices(letters, k=1 + rank.bit_length() // 2)) for rank in range(1, 30_001)]
    weights = [1 / rank for rank in range(1, len(words) + 1)]
    chosen = rng.choices(words, weights, k=size // 5)
    return "\n".join(" ".join(chosen[i : i + 11]) for i in range(0, len(chosen), 11)).encode() + b"\n"


def empty(rng: random.Random) -> bytes:
    return b""


def white_space_only(rng: random.Random) -> bytes:
    return bytes(rng.choices(SPACES, k=100_000))


def newline(rng: random.Random) -> bytes:
    return b"\n"


def empty_lines(rng: random.Random) -> bytes:
    return b"\n" * 100_000 + b"alone\n" + b"\r\n" * 100_000


def tiny(rng: random.Random) -> bytes:
    """Shorter than there are replicas to share it."""
    return b"b a"


def no_final_newline(rng: random.Random) -> bytes:
    return zipf(rng, 20_000) + b"the last word"


def crlf(rng: random.Random) -> bytes:
    return zipf(rng, 50_000).replace(b"\n", b"\r\n")


def byte_order_mark(rng: random.Random) -> bytes:
    """A mark at the start belongs to the first word, as any other bytes do."""
    return b"\xef\xbb\xbfword word\n\xef\xbb\xbf word\n"


def nul_bytes(rng: random.Random) -> bytes:
    pieces = [b"\0", b"a\0", b"a", b"a\0b", b"\0\0", b"a\0\0", b"ab"]
    return b" ".join(rng.choices(pieces, k=20_000)) + b"\n\0"


def invalid_utf8(rng: random.Random) -> bytes:
    """Truncated, overlong and stray sequences; and an accented letter in its two spellings, which are two words."""
    pieces = [b"\xff", b"\xfe\xff", b"\xc3", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\x80", b"\xc3\x28"]
    pieces += ["é".encode(), "e\u0301".encode(), "\ufffd".encode()]
    return b"\n".join(rng.choices(pieces, k=20_000))


def other_separators(rng: random.Random) -> bytes:
    """White space to Unicode and to some libraries, but not to us: parts of words."""
    pieces = ["\u00a0", "\u0085", "\u2028", "\u3000", "\x1c", "\x1d", "\x1e", "\x1f", "\u200b"]
    return " ".join(f"a{rng.choice(pieces)}b" for _ in range(5_000)).encode()


def all_bytes(rng: random.Random) -> bytes:
    return bytes(range(256)) * 3 + bytes(rng.randrange(256) for _ in range(300_000))


def word_lengths(rng: random.Random) -> bytes:
    """Words of 1 to 40 bytes, most of 14 to 18, where a short form may give way to a long one."""
    lengths = list(range(1, 41)) + [14, 15, 16, 17, 18] * 40
    stock = [bytes(rng.choices(NOT_SPACES, k=rng.choice(lengths))) for _ in range(500)]
    stock += [b"x" * length for length in range(1, 41)]
    return b" ".join(rng.choices(stock, k=30_000)) + b"\n"


def long_word(rng: random.Random) -> bytes:
    """A word of one megabyte, twice, and its neighbours that differ in the last byte and in length."""
    word = bytes(rng.choices(b"abcdefgh", k=1_000_000))
    return b" ".join([b"short", word, b"short", word + b"i", word[:-1], word[:-1] + b"z", word, b"end"])


def ties(rng: random.Random) -> bytes:
    """Equal counts, so that only the order of bytes decides: unsigned, and a prefix before what it begins."""
    words = [bytes([byte]) for byte in NOT_SPACES] + [b"a" * n for n in range(1, 30)] + [b"a\x80", b"a\x7f", b"a\0"]
    words = sorted(set(words)) * 3
    rng.shuffle(words)
    return b"\n".join(words)


def distinct_words(rng: random.Random) -> bytes:
    words = [b"%x" % (n * 2_654_435_761 % 2**32) for n in range(200_000)]
    return b" ".join(words + words[:1000])


def zipf_text(rng: random.Random) -> bytes:
    return zipf(rng, 5_000_000)


def long_line(rng: random.Random) -> Iterator[bytes]:
    """One line of 300 MB."""
    block = b" ".join(rng.randbytes(rng.randrange(4, 24)).hex().encode() for _ in range(40_000)) + b" "
    for _ in range(300_000_000 // len(block) + 1):
        yield block


TEXTS = [
    empty, white_space_only, newline, empty_lines, tiny, no_final_newline, crlf, byte_order_mark, nul_bytes,
    invalid_utf8, other_separators, all_bytes, word_lengths, long_word, ties, distinct_words, zipf_text,
]  # fmt: skip
LARGE_TEXTS = [long_line]


def main() -> None:
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    folder = Path(sys.argv[1])
    makers = {maker.__name__: maker for maker in TEXTS + LARGE_TEXTS}
    for name in sys.argv[2:] or [maker.__name__ for maker in TEXTS]:
        if name not in makers:
            sys.exit(f"no text is called {name}; there are: {' '.join(makers)}")
        content = makers[name](random.Random(name))
        with open(folder / name, "wb") as file:
            file.writelines([content] if isinstance(content, bytes) else content)
        print(name)


if __name__ == "__main__":
    main()
