"""Writes random steps of matrices for Tests/MatricesProgram, with what NumPy makes of them, or compares results with that.

    oracle.py write FOLDER SEED STEPS     inputs, steps.txt and expected/
    oracle.py compare FOLDER RESULTS…     results of different numbers of ranks: close to NumPy's, and of the same bits
"""
import os
import sys
import warnings

import numpy as np

warnings.simplefilter("ignore")


def quantiles(a):
    """As NumPy's, but what lies between two equal infinities, or at an element, is that."""
    result = np.quantile(a, [0.1, 0.5, 0.9], axis=0)
    for column in range(a.shape[1]):
        if np.isfinite(a[:, column]).all() or np.isnan(a[:, column]).any():
            continue
        values = np.sort(a[:, column])
        for row, share in enumerate([0.1, 0.5, 0.9]):
            place = share * (len(values) - 1)
            low, high = values[int(place)], values[min(int(place) + 1, len(values) - 1)]
            rest = place - int(place)
            result[row, column] = low if rest == 0 or low == high else low + (high - low) * rest
    return result


UNARY = {
    "negative": np.negative, "abs": np.abs, "sign": np.sign, "exp": np.exp, "log": np.log, "sqrt": np.sqrt,
    "rint": np.rint, "floor": np.floor, "ceil": np.ceil, "isnan": np.isnan, "sin": np.sin, "cos": np.cos,
    "tan": np.tan, "arctan": np.arctan, "tanh": np.tanh, "transpose": np.transpose,
    "rowsums": lambda a: a.sum(axis=1, keepdims=True), "colsums": lambda a: a.sum(axis=0, keepdims=True),
    "rowmeans": lambda a: a.mean(axis=1, keepdims=True), "colmeans": lambda a: a.mean(axis=0, keepdims=True),
    "sum": lambda a: a.sum(keepdims=True), "mean": lambda a: a.mean(keepdims=True),
    "sort": lambda a: np.sort(a, axis=0), "csv": np.copy, "binary": np.copy, "market": np.copy, "place": np.copy,
}
# Those that need elements.
EXTREMES = {
    "min": lambda a: a.min(keepdims=True), "max": lambda a: a.max(keepdims=True),
    "rowmin": lambda a: a.min(axis=1, keepdims=True), "rowmax": lambda a: a.max(axis=1, keepdims=True),
    "colmin": lambda a: a.min(axis=0, keepdims=True), "colmax": lambda a: a.max(axis=0, keepdims=True),
    "rowargmin": lambda a: a.argmin(axis=1, keepdims=True), "rowargmax": lambda a: a.argmax(axis=1, keepdims=True),
    "colargmin": lambda a: a.argmin(axis=0, keepdims=True), "colargmax": lambda a: a.argmax(axis=0, keepdims=True),
    "quantiles": quantiles,
}
BINARY = {
    "add": np.add, "subtract": np.subtract, "multiply": np.multiply, "divide": np.divide, "power": np.power,
    "mod": np.mod, "minimum": np.minimum, "maximum": np.maximum, "and": np.logical_and, "or": np.logical_or,
    "equal": np.equal, "not_equal": np.not_equal, "less": np.less, "less_equal": np.less_equal,
    "greater": np.greater, "greater_equal": np.greater_equal,
    "formula": lambda a, b: (np.sqrt(np.abs(a * 2 + b)) - b) * a,
}
SIZES = [0, 1, 1, 2, 3, 5, 8, 13]


class Writer:
    def __init__(self, folder, seed):
        self.folder = folder
        self.random = np.random.default_rng(seed)
        self.lines = []
        self.values = {}
        os.makedirs(f"{folder}/expected", exist_ok=True)

    def choose(self, things):
        return things[self.random.integers(len(things))]

    def matrix(self, rows, columns):
        kind = self.random.integers(4)
        if kind == 0:
            a = self.random.integers(-3, 4, (rows, columns)).astype(float)
        else:
            a = self.random.normal(0, 10, (rows, columns))
        if kind == 3:
            for value in (np.nan, np.inf, -np.inf, 0.0):
                a[self.random.random((rows, columns)) < 0.08] = value
        name = f"m{len(self.values)}"
        np.save(f"{self.folder}/{name}.npy", np.asfortranarray(a) if self.random.random() < 0.3 else a)
        self.lines.append(f"{name} load {name}.npy {self.choose(['rows', 'root', 'all'])}")
        self.values[name] = a
        return name

    def result(self, step, value):
        name = f"m{len(self.values)}"
        value = np.asarray(value, dtype=float)
        self.lines.append(f"{name} {step}")
        self.lines.append(f"RESULTS/{name}.npy save {name}")
        np.save(f"{self.folder}/expected/{name}.npy", value)
        self.values[name] = value

    def step(self):
        rows, columns, inner = (self.choose(SIZES) for _ in range(3))
        a = self.matrix(rows, columns)
        x = self.values[a]
        for _ in range(3):
            operation = self.choose(list(UNARY))
            more = f" RESULTS/{a}.{operation}" if operation in ("csv", "binary", "market") else ""
            more = f" {self.choose(['rows', 'root', 'all'])}" if operation == "place" else more
            # A matrix without columns has no lines, nor has one without rows a number of columns.
            if x.size > 0 or operation != "csv":
                self.result(f"{operation} {a}{more}", UNARY[operation](x))
        if x.size > 0:
            for _ in range(2):
                operation = self.choose(list(EXTREMES))
                self.result(f"{operation} {a}", EXTREMES[operation](x))
        b = self.matrix(self.choose([rows, 1]), self.choose([columns, 1]))
        for _ in range(3):
            operation = self.choose(list(BINARY))
            left, right = (a, b) if self.random.random() < 0.7 else (b, a)
            self.result(f"{operation} {left} {right}", BINARY[operation](self.values[left], self.values[right]))
        self.result(f"where {b} {a} {b}", np.where(self.values[b] != 0, x, self.values[b]))
        c, d = self.matrix(columns, inner), self.matrix(rows, inner)
        self.result(f"times {a} {c}", x @ self.values[c])
        self.result(f"ttimes {a} {d}", x.T @ self.values[d])
        self.result(f"cbind {a} {d}", np.hstack([x, self.values[d]]))
        e = self.matrix(inner, columns)
        self.result(f"rbind {a} {e}", np.vstack([x, self.values[e]]))
        r = sorted(self.random.integers(0, rows + 1, 2))
        s = sorted(self.random.integers(0, columns + 1, 2))
        self.result(f"slice {a} {r[0]} {r[1]} {s[0]} {s[1]}", x[r[0]:r[1], s[0]:s[1]])
        f = self.matrix(rows, 1)
        labels = np.mod(np.abs(np.floor(np.where(np.isfinite(self.values[f]), self.values[f], 0))), 3)
        self.result(f"labels {f}", labels)
        name = f"m{len(self.values) - 1}"
        self.result(f"onehot {name}", (labels == np.arange(3)).astype(float))
        sums = np.zeros((3, columns))
        for row, label in enumerate(labels[:, 0].astype(int)):
            sums[label] += x[row]
        self.result(f"groupsums {a} {name}", sums)


def write(folder, seed, steps):
    writer = Writer(folder, int(seed))
    for _ in range(int(steps)):
        writer.step()
    with open(f"{folder}/steps.txt", "w") as file:
        file.write("\n".join(writer.lines) + "\n")


def compare(folder, results):
    wrong = 0
    steps = dict(line.split(" ", 1) for line in open(f"{folder}/steps.txt").read().splitlines())
    names = sorted(os.listdir(f"{folder}/expected"))
    for name in names:
        expected = np.load(f"{folder}/expected/{name}")
        first = None
        for result in results:
            found = np.load(f"{result}/{name}")
            if first is None:
                first = found
            size = np.abs(expected[np.isfinite(expected)]).max(initial=1)
            good = found.shape == expected.shape and np.allclose(found, expected, 1e-9, 1e-11 * size, equal_nan=True)
            same = found.shape == first.shape and np.array_equal(found, first, equal_nan=True)
            if not good or not same:
                wrong += 1
                reason = "" if good else f"{found.tolist()} instead of {expected.tolist()}"
                print(f"{result}: {name} = {steps[name[:-4]]}: {reason if not good else 'other bits than before'}"[:400])
    print(f"{len(names)} results of {len(results)} numbers of ranks, {wrong} wrong")
    return wrong == 0 and len(names) > 0


if sys.argv[1] == "write":
    write(*sys.argv[2:5])
else:
    sys.exit(0 if compare(sys.argv[2], sys.argv[3:]) else 1)
