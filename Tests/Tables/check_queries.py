"""Compares csvquery with the same queries in plain Python: check_queries.py PROGRAM FOLDER COMMAND…

Tables with quoted line ends, empty cells and ties of all kinds are made by dice. The commands start the program, "" for one process. Each query
runs by the first of them and by another one in turn, or by all if FOLDER has a plus behind it; all have to give the same bytes.
"""

import csv
import io
import math
import random
import subprocess
import sys

COLUMNS = ["key", "a", "b", "text", "mixed"]
TEXTS = ["", "plain", "with, comma", 'say "so"', "two\nlines", "cr\r\nlf", "é", "-", " x"]


def make_table(path, seed, rows, line_end):
    rng = random.Random(seed)
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator=line_end)
        writer.writerow(COLUMNS)
        for _ in range(rows):
            writer.writerow(
                [
                    rng.choice(["k", "key, quoted", "ü", ""]) + str(rng.randrange(7)),
                    rng.choice(["", rng.randrange(-100, 100), rng.randrange(-(2**54), 2**54)]),
                    rng.choice(["", rng.random() * 10 ** rng.randrange(-30, 30), rng.randrange(5), -rng.random()]),
                    rng.choice(TEXTS),
                    rng.choice(["", "12", "7", "x", "100"]),
                ]
            )


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def number(cell):
    try:
        return int(cell)
    except ValueError:
        return float(cell)


def is_number(cell):
    try:
        return math.isfinite(number(cell))
    except ValueError:
        return False


def column_kind(rows, column):
    cells = [row[column] for row in rows if row[column]]
    numeric = all(map(is_number, cells))
    return numeric, numeric and all(isinstance(number(cell), int) for cell in cells)


def result(flag, cells, kind, fraction):
    numeric, integral = kind
    if flag == "count":
        return len(cells)
    if flag == "distinct":
        return len(set(cells))
    if flag in ("min", "max"):
        chosen = min if flag == "min" else max
        if not cells:
            return ""
        if not numeric:
            return chosen(cells, key=lambda cell: cell.encode())
        return chosen(map(number, cells)) if integral else float(chosen(map(number, cells)))
    numbers = [number(cell) for cell in cells]
    if flag == "sum":
        return sum(numbers) if integral else exact_sum(numbers)
    if not numbers:
        return ""
    if flag == "mean":
        return exact_sum(numbers) / len(numbers)
    numbers = sorted(map(float, numbers))
    place = fraction * (len(numbers) - 1)
    lower = math.floor(place)
    if lower + 1 == len(numbers):
        return numbers[-1]
    low, high, part = numbers[lower], numbers[lower + 1], place - lower
    return low + (high - low) * part if part < 0.5 else high - (high - low) * (1 - part)


def exact_sum(numbers):
    from fractions import Fraction

    return float(sum(map(Fraction, numbers), Fraction(0)))


OPERATORS = {
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}


def holds(row, condition, numeric):
    column, sign, value = condition
    cell = row[column]
    if not cell:
        return False
    if numeric and is_number(value):
        return OPERATORS[sign](number(cell), number(value))
    return OPERATORS[sign](cell.encode(), value.encode())


def answer(tables, query):
    rows = [row for table in tables for row in table]
    for condition in query.get("where", []):
        numeric = column_kind(rows, condition[0])[0]
        query.setdefault("numeric", {})[condition[0]] = numeric
    kept = [row for row in rows if all(holds(row, c, query["numeric"][c[0]]) for c in query.get("where", []))]
    names = query["group"] + [f"{flag}({column})" for flag, column, _ in query["flags"]]
    groups = {}
    for row in kept:
        groups.setdefault(tuple(row[name] for name in query["group"]), []).append(row)
    if not query["group"]:
        groups.setdefault((), [])
    lines = []
    for key in sorted(groups, key=lambda key: [cell.encode() for cell in key]):
        line = list(key)
        for flag, column, fraction in query["flags"]:
            cells = [row[column] for row in groups[key] if row[column]]
            line.append(str(result(flag, cells, column_kind(kept, column), fraction)))
        lines.append(line)
    if "sort" in query:
        name, _, order = query["sort"].partition(":")
        place = names.index(name)
        full = [line for line in lines if line[place]]
        numeric = all(is_number(line[place]) for line in full)
        full.sort(key=lambda line: number(line[place]) if numeric else line[place].encode(), reverse=order == "desc")
        lines = full + [line for line in lines if not line[place]]
    if "limit" in query:
        lines = lines[: query["limit"]]
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows([names] + lines)
    return out.getvalue().encode()


def arguments(query):
    words = []
    if query["group"]:
        words += ["--group", ",".join(query["group"])]
    for flag, column, fraction in query["flags"]:
        words += [f"--{flag}", *([str(fraction)] if flag == "quantile" else []), column]
    for condition in query.get("where", []):
        words += ["--where", *condition]
    for option in ("sort", "limit"):
        if option in query:
            words += [f"--{option}", str(query[option])]
    return words


ALL = [(flag, column, 0) for column in ("a", "b") for flag in ("sum", "mean", "min", "max", "count", "distinct")]
QUERIES = [
    {"group": ["key"], "flags": ALL},
    {"group": [], "flags": [("sum", "a", 0), ("quantile", "b", 0.5), ("quantile", "a", 0.9), ("max", "mixed", 0)]},
    {"group": ["text", "mixed"], "flags": [("count", "a", 0)], "sort": "count(a):desc", "limit": 9},
    {"group": ["key"], "flags": [("mean", "b", 0)], "where": [("a", ">", "-20")], "sort": "mean(b)"},
    {"group": ["text"], "flags": [], "where": [("mixed", ">=", "12"), ("b", "!=", "3")]},
    {"group": ["mixed"], "flags": [("min", "text", 0), ("distinct", "text", 0)], "sort": "min(text):desc"},
    {"group": [], "flags": [("count", "a", 0), ("sum", "a", 0), ("min", "b", 0)], "where": [("key", "=", "nothing")]},
]


def main():
    program, folder, *commands = sys.argv[1:]
    runs_all = folder.endswith("+")
    folder = folder.rstrip("+")
    files = [f"{folder}/1.csv", f"{folder}/2.csv"]
    make_table(files[0], 1, 400, "\n")
    make_table(files[1], 2, 300, "\r\n")
    tables = [read(file) for file in files]
    failed = 0
    runs = 0
    for index, query in enumerate(QUERIES):
        expected = answer(tables, query)
        others = commands[1:]
        for command in commands[:1] + (others if runs_all else others[index % len(others) :][:1]):
            runs += 1
            words = [*command.split(), program, *files, *arguments(query), "--quiet", "--threads", "2"]
            done = subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=False)
            if done.returncode != 0 or done.stdout != expected:
                failed += 1
                print(f"✘ {' '.join(words)}: exit code {done.returncode}", file=sys.stderr)
                print(done.stderr.decode(), f"expected:\n{expected.decode()}printed:\n{done.stdout.decode()}", file=sys.stderr)
    print(f"{runs - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
