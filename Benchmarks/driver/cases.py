"""What is measured against what, and how much slower we may be."""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Side:
    """A program of ours ("renoir-bench") or a baseline, with its arguments, on ranks × threads."""

    program: str
    arguments: tuple
    ranks: int = 1
    threads: int = 1

    @property
    def is_ours(self):
        return self.program == "renoir-bench"


@dataclass(frozen=True)
class Case:
    """One row of the table."""

    name: str
    title: str
    ours: Side
    baseline: Side
    # Bounds of ours ÷ baseline, or of ours − baseline in milliseconds where `measure` is "start"; None for none.
    must: float | None
    aim: float | None
    # "job": the seconds that the program itself takes between its start-up and its answer; "start": wall time.
    measure: str = "job"


def ours(*arguments, ranks=1, threads=1):
    return Side("renoir-bench", tuple(str(argument) for argument in arguments), ranks, threads)


def theirs(program, *arguments, ranks=1, threads=1):
    return Side(program, tuple(str(argument) for argument in arguments), ranks, threads)


def same(name, title, our_name, program, arguments, must, aim, ranks=1, threads=1):
    """A case whose baseline takes the same arguments on the same ranks × threads."""
    return Case(
        f"{name} {ranks}x{threads}",
        title,
        ours(our_name, *arguments, ranks=ranks, threads=threads),
        theirs(program, *arguments, ranks=ranks, threads=threads),
        must,
        aim,
    )


# Keys, and how they are written.
KEYS = ((1009, "1,009"), (1 << 16, "64 K"), (1 << 20, "1 M"))
PAIRS = ((2, 1), (1, 2))


def cases(text, text_title, millions, table, table_title):
    """All rows, for a text, a table of numbers and `millions`, which gives a number of records for the one that is asked for."""
    chain = f"map, filter, map, sum of {count(millions(1000))} integers"
    rows = [
        same("chain", f"{chain}, against a loop over batches", "chain", "chain", [millions(1000)], 1.5, 1.15),
        same(
            "chain-fused", f"{chain}, against one loop without batches", "chain", "chain_fused", [millions(1000)],
            1.35, 1.0,
        ),
    ]
    for ranks, threads in ((1, 1), *PAIRS):
        rows.append(
            same(
                "wordcount-combined", f"word count, combined before moving, {text_title}", "wordcount-combined",
                "wordcount_combined", [text], 1.3, 1.0, ranks, threads,
            )
        )
    for ranks, threads in PAIRS:
        rows.append(
            same(
                "wordcount-moved", f"word count, every word moved, {text_title}", "wordcount-moved",
                "wordcount_moved", [text], 1.3, 1.0, ranks, threads,
            )
        )
    numbers = millions(100)
    for keys, keys_title in KEYS:
        for ranks, threads in PAIRS:
            rows.append(
                same(
                    f"sum-by-key {keys}", f"shuffle and sum of {count(numbers)} `UInt64`, {keys_title} keys",
                    "sum-by-key", "sum_by_key", [numbers, keys], 1.3, 0.9, ranks, threads,
                )
            )
    for keys, keys_title in KEYS:
        rows.append(
            same(
                f"sum-by-key-in-place {keys}", f"group and fold {count(numbers)} integers in place, {keys_title} keys",
                "sum-by-key-in-place", "sum_by_key_in_place", [numbers, keys], 1.2, 0.8,
            )
        )
    for keys, keys_title in KEYS[:2]:
        for ranks, threads in PAIRS:
            rows.append(
                same(
                    f"sum-combined {keys}", f"sum of {count(numbers)} `UInt64` combined before moving, {keys_title} keys",
                    "sum-combined", "sum_combined", [numbers, keys], 1.1, 0.9, ranks, threads,
                )
            )
    rows.append(
        same(
            "sum-by-scattered-key", f"group and fold {count(numbers)} integers in place, 1 M scattered keys",
            "sum-by-scattered-key", "sum_by_scattered_key", [numbers], 1.2, 0.8,
        )
    )
    for name, title, arguments in (
        ("wordcount-combined", f"word count, combined, {text_title}: 4 ranks against 2", [text]),
        ("wordcount-moved", f"word count, every word moved, {text_title}: 4 ranks against 2", [text]),
        ("sum-by-key", f"shuffle and sum of {count(numbers)} `UInt64`, 64 K keys: 4 ranks against 2",
         [numbers, 1 << 16]),
    ):
        two = ours(name, *arguments, ranks=2)
        rows.append(Case(f"4-ranks {name}", title, replace(two, ranks=4), two, 1.25, 1.1))
    for name, title in (("combined", "combined"), ("moved", "every word moved")):
        bytes_version = ours(f"wordcount-{name}", text, ranks=2)
        rows += [
            Case(
                f"strings-{name} 2x1", f"word count, {title}: `String` words of `String` lines, against `ByteString`s",
                ours(f"strings-{name}", text, ranks=2), bytes_version, 2.0, 1.4,
            ),
            Case(
                f"string-keys-{name} 2x1",
                f"word count, {title}: `String` words of `ByteString` lines, against `ByteString`s",
                ours(f"string-keys-{name}", text, ranks=2), bytes_version, None, None,
            ),
        ]
    rows += [
        same("sort", f"sort {count(millions(50))} `UInt64`, against `std::sort`", "sort", "sort", [millions(50)], 1.2, 0.9, 2),
        same("distinct", f"one of each of {count(millions(100))} `UInt64`, 1 M different", "distinct", "distinct",
             [millions(100)], 1.3, 0.8, 2),
    ] + [
        same("join", f"join of {count(millions(5))} × {count(millions(5))} pairs", "join", "join", [millions(5)], 1.3, 0.9,
             ranks, threads)
        for ranks, threads in PAIRS
    ]
    events = millions(20)
    for ranks, threads in PAIRS:
        rows += [
            Case(f"tumbling {ranks}x{threads}", f"sums of {count(events)} events, 1,000 keys, in windows of a minute",
                 ours("tumbling", events, ranks=ranks, threads=threads),
                 theirs("windows", events, 60, ranks=ranks, threads=threads), 1.2, 1.0),
            Case(f"sliding {ranks}x{threads}", f"sums of {count(events)} events, 1,000 keys, in windows of a minute, one a second",
                 ours("sliding", events, ranks=ranks, threads=threads),
                 theirs("windows", events, 1, ranks=ranks, threads=threads), None, None),
        ]
    records = millions(10)
    rows += [
        same("records", f"{count(records)} records with a `String` through a shuffle, `WireCodable`",
             "records", "records", [records], 2.0, 1.3, 2),
        Case("records-codable 2x1", f"{count(records)} records with a `String` through a shuffle, `Codable`",
             ours("records-codable", records, ranks=2), theirs("records", records, ranks=2), 10, 4),
        same("iterations", "an iteration of a loop with nothing to do, against `MPI_Allreduce` and an empty `MPI_Alltoallv`",
             "iterations", "iteration", [millions(100) // 10_000], 3.0, 2.0, 2),
        same("csv-columns", f"four numeric columns of a table of {table_title}, in place", "csv-columns", "csv_columns",
             [table], 1.5, 1.0),
        same("csv-columns", f"four numeric columns of a table of {table_title}, in place", "csv-columns", "csv_columns",
             [table], 1.5, 1.0, threads=2),
        Case("csv-decodable 1x1", "the same by `Decodable`, against in place", ours("csv-decodable", table),
             ours("csv-columns", table), 6, 3),
        Case("limit 2x1", "a thousand records of sources without end, against sources that have no more",
             ours("limit", 1000, ranks=2), ours("count", 1000, ranks=2), 100, 20, "start"),
        Case("empty 2x1", "start-up: an empty job, against an empty MPI program", ours("empty", ranks=2),
             theirs("empty", ranks=2), 50, 15, "start"),
    ]
    return rows


def scaling(texts, millions):
    """Ours alone, over sizes, keys, ranks and threads: (group, title, records, side)."""
    rows = []
    for size in (1, 10, 100, 1000):
        rows.append(("size", f"chain, {count(millions(size))} integers", millions(size), ours("chain", millions(size))))
    for size in (1, 10, 100, 1000):
        rows.append(
            ("size", f"shuffle and sum, {count(millions(size))}, 64 K keys", millions(size),
             ours("sum-by-key", millions(size), 1 << 16, ranks=2))
        )
    for keys, title in (*KEYS, (1 << 24, "16 M")):
        rows.append(
            ("keys", f"shuffle and sum, {count(millions(100))}, {title} keys", millions(100),
             ours("sum-by-key", millions(100), keys, ranks=2))
        )
    for ranks, threads in ((1, 1), (2, 1), (4, 1), (8, 1), (1, 2), (1, 4), (2, 2)):
        rows.append(
            ("ranks × threads", f"shuffle and sum, {count(millions(100))}, 64 K keys", millions(100),
             ours("sum-by-key", millions(100), 1 << 16, ranks=ranks, threads=threads))
        )
    for text, title in texts:
        rows.append(("size", f"word count, every word moved, {title}", None, ours("wordcount-moved", text, ranks=2)))
    return rows


def count(number):
    """A number as one says it: 1 G, 100 M, 64 K."""
    for factor, unit in ((10**9, " G"), (10**6, " M"), (10**3, " K")):
        if number >= factor and number % factor == 0:
            return f"{number // factor}{unit}"
    return f"{number:,}"
