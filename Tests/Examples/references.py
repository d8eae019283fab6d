"""Answers of the examples, computed without the engine: writes inputs, command lines and expected outputs into a folder.

    python3 references.py FOLDER

Each case is a folder: `command` holds the program and its arguments, one a line, `expected` its standard output. Arguments that name
inputs are relative to FOLDER. If there is `close`, numbers may differ by what it says.
"""

import collections
import fractions
import heapq
import math
import pathlib
import random
import subprocess
import sys

ROOT = pathlib.Path(sys.argv[1])
DICE = random.Random(20260112)


def case(name, command, lines, close=None):
    folder = ROOT / "cases" / name
    folder.mkdir(parents=True)
    (folder / "command").write_text("".join(f"{word}\n" for word in command))
    output = lines if isinstance(lines, bytes) else "".join(f"{line}\n" for line in lines).encode()
    (folder / "expected").write_bytes(output)
    if close is not None:
        (folder / "close").write_text(f"{close}\n")


def decimals(number, digits):
    text = f"{number:.{digits}f}"
    return text[1:] if text.startswith("-") and not text.strip("-0.") else text


# Graphs.
def write_graph(name, edges, separator=" ", head=""):
    rows = (separator.join(str(number) for number in edge) for edge in edges)
    (ROOT / name).write_text(head + "".join(f"{row}\n" for row in rows))


def random_edges(vertices, edges, weights=False):
    for _ in range(edges):
        edge = (DICE.randrange(vertices), DICE.randrange(vertices))
        yield edge + (DICE.randrange(1, 10),) if weights else edge


def components(edges):
    root = {}

    def find(vertex):
        root.setdefault(vertex, vertex)
        while root[vertex] != vertex:
            vertex = root[vertex]
        return vertex

    for one, other, *_ in edges:
        one, other = find(one), find(other)
        root[max(one, other)] = min(one, other)
    return [f"{vertex}\t{find(vertex)}" for vertex in sorted(root)]


def neighbours(edges):
    result = collections.defaultdict(set)
    for one, other, *_ in edges:
        result[one], result[other]
        if one != other:
            result[one].add(other)
            result[other].add(one)
    return result


def triangles(edges):
    near = neighbours(edges)
    return [sum(len(near[a] & near[b]) for a in near for b in near[a]) // 6]


def closure(edges):
    out = collections.defaultdict(set)
    for one, other, *_ in edges:
        out[one].add(other)
    pairs = []
    for start in sorted({vertex for edge in edges for vertex in edge[:2]}):
        reached, open_ = set(), [start]
        while open_:
            for other in out[open_.pop()]:
                if other not in reached:
                    reached.add(other)
                    open_.append(other)
        pairs += [f"{start}\t{other}" for other in sorted(reached)]
    return pairs


def shortest(edges, start):
    out = collections.defaultdict(list)
    for one, other, *weight in edges:
        out[one].append((other, weight[0] if weight else 1))
    lengths, queue = {}, [(0, start)]
    while queue:
        length, vertex = heapq.heappop(queue)
        if vertex in lengths:
            continue
        lengths[vertex] = length
        for other, weight in out[vertex]:
            heapq.heappush(queue, (length + weight, other))
    return [f"{vertex}\t{lengths[vertex]}" for vertex in sorted(lengths)]


def cores(edges):
    near = neighbours(edges)
    rest, core, level = {vertex: set(others) for vertex, others in near.items()}, {}, 0
    while rest:
        vertex = min(rest, key=lambda vertex: (len(rest[vertex]), vertex))
        level = max(level, len(rest[vertex]))
        core[vertex] = level
        for other in rest.pop(vertex):
            rest[other].discard(vertex)
    return [f"{vertex}\t{core[vertex]}" for vertex in sorted(core)]


def pagerank(edges, iterations, damping=0.85):
    vertices = sorted({vertex for edge in edges for vertex in edge[:2]})
    leaving = collections.Counter(edge[0] for edge in edges)
    ranks = {vertex: 1 / len(vertices) for vertex in vertices}
    for _ in range(iterations):
        lost = math.fsum(rank for vertex, rank in ranks.items() if not leaving[vertex])
        come = collections.defaultdict(list)
        for one, other, *_ in edges:
            come[other].append(ranks[one] / leaving[one])
        ranks = {
            vertex: (1 - damping) / len(vertices) + damping * (math.fsum(come[vertex]) + lost / len(vertices))
            for vertex in vertices
        }
    assert abs(sum(ranks.values()) - 1) < 1e-9
    return [f"{vertex}\t{ranks[vertex]:.9f}" for vertex in vertices]


# Numbers.
def kmeans(points, clusters, iterations):
    centroids = points[:clusters]
    for _ in range(iterations):
        groups = [[] for _ in range(clusters)]
        for point in points:
            distances = [math.fsum((a - b) ** 2 for a, b in zip(point, centroid)) for centroid in centroids]
            groups[distances.index(min(distances))].append(point)
        centroids = [
            tuple(math.fsum(column) / len(group) for column in zip(*group)) if group else centroid
            for group, centroid in zip(groups, centroids)
        ]
    return ["\t".join(decimals(number, 6) for number in centroid) for centroid in centroids]


def logistic(rows, iterations, rate):
    weights = [0.0] * len(rows[0])
    for _ in range(iterations):
        errors = []
        for row in rows:
            inputs = (1.0,) + row[:-1]
            total = math.fsum(weight * number for weight, number in zip(weights, inputs))
            errors.append((1 / (1 + math.exp(-total)) - row[-1], inputs))
        weights = [
            weight - rate * math.fsum(error * inputs[place] for error, inputs in errors) / len(rows)
            for place, weight in enumerate(weights)
        ]
    return [decimals(weight, 6) for weight in weights]


def collatz(last):
    best = (-1, 0)
    for start in range(1, last + 1):
        number, steps = start, 0
        while number != 1:
            number, steps = (number // 2 if number % 2 == 0 else 3 * number + 1), steps + 1
        best = max(best, (steps, -start))
    return [f"{-best[1]}\t{best[0]}"]


# Matrices.
def write_matrix(name, rows):
    (ROOT / name).write_text("".join(",".join(map(repr, row)) + "\n" for row in rows))


def random_matrix(rows, columns, scale=1.0):
    return [[DICE.gauss(0, scale) for _ in range(columns)] for _ in range(rows)]


def cells(rows):
    return [",".join(repr(float(number)) for number in row) for row in rows]


def product(left, right):
    """Each element from the first product on, rounded each time, as the engine promises."""
    result = []
    for row in left:
        sums = [0.0] * len(right[0])
        for factor, other in zip(row, right):
            sums = [total + factor * number for total, number in zip(sums, other)]
        result.append(sums)
    return result


def regression(rows, targets):
    """Without rounding: normal equations in fractions."""
    rows = [[fractions.Fraction(1)] + [fractions.Fraction(number) for number in row] for row in rows]
    size = len(rows[0])
    system = [
        [sum(row[one] * row[other] for row in rows) for other in range(size)]
        + [sum(row[one] * fractions.Fraction(target) for row, target in zip(rows, targets))]
        for one in range(size)
    ]
    for place in range(size):
        pivot = next(row for row in range(place, size) if system[row][place])
        system[place], system[pivot] = system[pivot], system[place]
        system[place] = [number / system[place][place] for number in system[place]]
        for row in range(size):
            if row != place:
                factor = system[row][place]
                system[row] = [one - factor * other for one, other in zip(system[row], system[place])]
    return [repr(float(row[-1])) for row in system]


def principal(rows, count):
    """By powers of the covariances, from which what is found is taken out."""
    columns = list(zip(*rows))
    means = [math.fsum(column) / len(rows) for column in columns]
    centred = [[number - mean for number in column] for column, mean in zip(columns, means)]
    matrix = [[math.fsum(a * b for a, b in zip(one, other)) for other in centred] for one in centred]
    found = []
    for _ in range(count):
        vector = [1.0 + place for place in range(len(matrix))]
        for _ in range(500):
            vector = [math.fsum(a * b for a, b in zip(row, vector)) for row in matrix]
            length = math.sqrt(math.fsum(a * a for a in vector))
            vector = [a / length for a in vector]
        value = math.fsum(
            a * math.fsum(b * c for b, c in zip(row, vector)) for a, row in zip(vector, matrix)
        )
        matrix = [
            [number - value * vector[row] * vector[column] for column, number in enumerate(line)]
            for row, line in enumerate(matrix)
        ]
        sign = 1 if max(vector, key=abs) > 0 else -1
        found.append([sign * a for a in vector])
    return cells(found)


def graph_cases():
    graphs = {
        # Loops, parallel edges, vertices without edges that leave.
        "sparse": (list(random_edges(60, 70)), " ", "# a comment\n\n"),
        "dense": (list(random_edges(40, 500)), "\t", ""),
        "weighted": (list(random_edges(80, 300, weights=True)), ",", "% a comment\n"),
        "far": ([(-5, 10**12), (10**12, 7), (7, 7), (3, 4), (4, 3)], " ", ""),
        "loop": ([(1, 1)], " ", ""),
        "empty": ([], " ", "# nothing\n"),
    }
    for name, (edges, separator, head) in graphs.items():
        file = f"{name}.txt"
        write_graph(file, edges, separator, head)
        case(f"components-{name}", ["components", file], components(edges))
        case(f"triangles-{name}", ["triangles", file], triangles(edges))
        case(f"closure-{name}", ["closure", file], closure(edges))
        case(f"closure-count-{name}", ["closure", file, "--count"], [len(closure(edges))])
        case(f"kcore-{name}", ["kcore", file], cores(edges))
        start = edges[0][0] if edges else 0
        case(f"sssp-{name}", ["sssp", file, "--from", str(start)], shortest(edges, start))
        if edges:
            case(f"pagerank-{name}", ["pagerank", file, "--iterations", "7"], pagerank(edges, 7))
            case(f"matrix-pagerank-{name}", ["pagerank-matrix", file, "--iterations", "7"], pagerank(edges, 7))
    case(
        "pagerank-damping", ["pagerank", "sparse.txt", "--iterations", "3", "--damping", "0.5"],
        pagerank(graphs["sparse"][0], 3, 0.5),
    )
    # A matrix that is written as its lower half.
    half = sorted({(max(edge), min(edge)) for edge in random_edges(20, 30)})
    (ROOT / "half.mtx").write_text(
        f"%%MatrixMarket matrix coordinate pattern symmetric\n% a comment\n20 20 {len(half)}\n"
        + "".join(f"{one + 1} {other + 1}\n" for one, other in half)
    )
    both = [(one + 1, other + 1) for one, other in half]
    both += [(other, one) for one, other in both if one != other]
    case("closure-matrix", ["closure", "half.mtx"], closure(both))
    case("pagerank-matrix", ["pagerank", "half.mtx", "--iterations", "5"], pagerank(both, 5))


def number_cases():
    points = [tuple(DICE.randrange(-1000, 1000) / 16 for _ in range(3)) for _ in range(1500)]
    (ROOT / "points.csv").write_text("".join(",".join(map(str, point)) + "\n" for point in points))
    case("kmeans", ["kmeans", "points.csv", "--clusters", "5", "--iterations", "6"], kmeans(points, 5, 6))
    # The same point twice at the start: the first of the two is nearest, the second has none and stays.
    twice = [points[0]] * 2 + points[:50]
    (ROOT / "twice.csv").write_text("".join(",".join(map(str, point)) + "\n" for point in twice))
    case("kmeans-twice", ["kmeans", "twice.csv", "--clusters", "3", "--iterations", "2"], kmeans(twice, 3, 2))
    for name, start in (("", points), ("-twice", twice)):
        file = "twice.csv" if name else "points.csv"
        case(
            f"matrix-kmeans{name}", ["kmeans-matrix", file, "--clusters", "3", "--iterations", "2"],
            kmeans(start, 3, 2),
        )
    rows = []
    for _ in range(700):
        row = tuple(DICE.randrange(-64, 64) / 32 for _ in range(4))
        rows.append(row + (int(row[0] - row[2] + DICE.random() > 0.5),))
    (ROOT / "labels.csv").write_text("".join(",".join(map(str, row)) + "\n" for row in rows))
    case(
        "logistic", ["logistic", "labels.csv", "--iterations", "12", "--rate", "0.5"], logistic(rows, 12, 0.5)
    )
    for last in (1, 10, 3000):
        case(f"collatz-{last}", ["collatz", str(last)], collatz(last))


# Tables.
def written(cells):
    if cells == [""]:
        return '""'
    return ",".join(
        '"' + cell.replace('"', '""') + '"' if any(character in cell for character in ',"\n\r') else cell for cell in cells
    )


def join(left, right, on, kind):
    (left_head, *lefts), (right_head, *rights) = left, right
    key, other = left_head.index(on), right_head.index(on)

    def rest(row):
        return row[:other] + row[other + 1 :]

    rows, met = [], set()
    for row in lefts:
        matches = [place for place, candidate in enumerate(rights) if row[key] and candidate[other] == row[key]]
        met.update(matches)
        if kind == "semi" and matches or kind == "anti" and not matches:
            rows.append(row)
        elif kind not in ("semi", "anti"):
            rows += [row + rest(rights[place]) for place in matches]
            if not matches and kind in ("left", "full"):
                rows.append(row + [""] * (len(right_head) - 1))
    if kind in ("right", "full"):
        for place, row in enumerate(rights):
            if place not in met:
                rows.append([row[other] if at == key else "" for at in range(len(left_head))] + rest(row))
    head = left_head if kind in ("semi", "anti") else left_head + rest(right_head)
    return [written(head)] + sorted((written(row) for row in rows), key=lambda text: text.encode())


def table_cases():
    texts = ["", "plain", "with, comma", 'say "so"', "two\nlines", "é", " x "]
    keys = ["", "k1", "k,2", 'k"3', "k4", "k5\nb", "k6"]
    tables = {
        "left": [["name", "on", "text"]] + [[f"l{n}", DICE.choice(keys[:6]), DICE.choice(texts)] for n in range(40)],
        "right": [["on", "value"]] + [[DICE.choice(keys[:1] + keys[2:]), DICE.choice(texts)] for n in range(25)],
        "keys": [["on"]] + [[key] for key in keys[:3]],
        "none": [["other", "on"]],
    }
    for name, rows in tables.items():
        (ROOT / f"{name}.csv").write_text("".join(written(row) + "\n" for row in rows), newline="")
    for left, right in (("left", "right"), ("left", "keys"), ("none", "right"), ("left", "none")):
        for kind in ("inner", "left", "right", "full", "semi", "anti"):
            for strategy in ("hash", "sort-merge", "broadcast"):
                if strategy == "broadcast" and kind in ("right", "full"):
                    continue
                case(
                    f"csvjoin-{left}-{right}-{kind}-{strategy}",
                    ["csvjoin", f"{left}.csv", f"{right}.csv", "--on", "on", "--kind", kind, "--strategy", strategy],
                    join(tables[left], tables[right], "on", kind),
                )


# Lines.
def line_cases():
    def lines(count):
        texts = ["", "a", "b", "B", "ä", "a b", "10", "9", "-1", "-1.50", "-1.5", "+3", "  7", "\t8", "0x1", "1e3", ".5", "5.", "007"]
        return [DICE.choice(texts) + DICE.choice(["", "", " x", "\r", "\0"]) for _ in range(count)]

    files = {"some": lines(300), "more": lines(80), "none": [], "long": ["x" * DICE.randrange(30_000) for _ in range(40)]}
    for name, rows in files.items():
        text = "\n".join(rows) + ("\n" if name == "more" else "")
        (ROOT / f"{name}.lines").write_bytes(text.encode())
    orders = ["", "--reverse", "--unique", "--numeric", "--numeric --reverse", "--numeric --unique"]
    for name, used, some in (
        ("one", ["some"], orders),
        ("several", ["more", "none", "some"], ["--numeric", "--numeric --unique --reverse", "--unique"]),
        ("none", ["none"], [""]),
        ("long", ["long"], ["--reverse"]),
    ):
        used = [f"{file}.lines" for file in used]
        for order in some:
            options = order.split()
            flags = [f"-{option[2]}" for option in options]
            sort = subprocess.run(["sort", *flags, *used], cwd=ROOT, env={"LC_ALL": "C"}, stdout=subprocess.PIPE, check=True)
            case(f"sortlines-{name}{order.replace(' ', '')}", ["sortlines", *used, *options], sort.stdout)


def matrix_cases():
    for name, rows, inner, columns in (("small", 2, 3, 2), ("one", 1, 1, 1), ("tall", 40, 5, 1), ("flat", 3, 70, 33)):
        left, right = random_matrix(rows, inner), random_matrix(inner, columns)
        write_matrix(f"{name}-a.csv", left)
        write_matrix(f"{name}-b.csv", right)
        case(f"matmul-{name}", ["matmul", f"{name}-a.csv", f"{name}-b.csv"], cells(product(left, right)))
    whole = [[DICE.randrange(-9, 10) for _ in range(6)] for _ in range(6)]
    write_matrix("whole.csv", whole)
    case("matmul-itself", ["matmul", "whole.csv", "whole.csv"], cells(product(whole, whole)))
    for name, rows, columns, offset in (("line", 5, 1, 0), ("some", 90, 3, 0), ("far", 60, 2, 2000)):
        inputs = [[offset + number for number in row] for row in random_matrix(rows, columns)]
        targets = [3 - 2 * row[0] + DICE.gauss(0, 0.1) for row in inputs]
        write_matrix(f"{name}-x.csv", inputs)
        write_matrix(f"{name}-y.csv", [[target] for target in targets])
        case(f"linreg-{name}", ["linreg", f"{name}-x.csv", f"{name}-y.csv"], regression(inputs, targets), close=1e-9)
    # Variances far enough apart.
    inputs = [[a, 5 + 3 * b + a, 0.3 * c - b, 9 * d] for a, b, c, d in random_matrix(80, 4)]
    write_matrix("directions.csv", inputs)
    for count in (1, 3):
        case(
            f"pca-{count}", ["pca", "directions.csv", "--components", str(count)], principal(inputs, count), close=1e-9
        )


graph_cases()
line_cases()
matrix_cases()
number_cases()
table_cases()


# The words that come most often, as a text goes on.
def top_words(lines, size, every, top):
    windows = collections.defaultdict(collections.Counter)
    for number, line in enumerate(lines):
        start = number // every * every
        while start + size > number:
            windows[start + size].update(line.split())
            start -= every
    for end in sorted(windows):
        best = sorted(windows[end].items(), key=lambda item: (-item[1], item[0].encode()))
        for word, count in best[:top]:
            yield f"{end}\t{word}\t{count}"


TEXT = [" ".join(DICE.choice(("to", "be", "or", "not", "fro", "and", "a")) for _ in range(DICE.randrange(6))) for _ in range(300)]
(ROOT / "text.txt").write_text("".join(f"{line}\n" for line in TEXT))
case("topwords", ["topwords", "text.txt", "--lines", "40", "--every", "15", "--top", "3"], top_words(TEXT, 40, 15, 3))
case("topwords-tumbling", ["topwords", "text.txt", "--lines", "50"], top_words(TEXT, 50, 50, 5))
