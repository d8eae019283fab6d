"""Looks for calls in the loops of the engine's kernels: kernels.py PROGRAM PLANTED

PROGRAM has kernels over trivially copyable records only: their loops may call nothing. PLANTED has kernels that do call
something for each record, and must be found out. Reads the machine code as objdump prints it.
"""

import re
import subprocess
import sys
from dataclasses import dataclass, field

# A kernel takes a `Cursor`, and is a closure of one of these functions, or a method that closures share; so many must be there
# at least.
OPERATORS = {
    "StreamContext.parallelStream<A>": 1,
    "DataStream.map<A, B>": 2,
    "DataStream.filter<A>": 2,
    "DataStream.foldLocally<A, B>": 2,
    "DataStream.groupBy<A, B>": 2,
    "KeyedRecords.mapped<A>": 3,
    "KeyedRecords.aggregated<A, B>": 8,
    "KeyedRecords.combined<A>": 2,
    "KeyedStates.emitPairs<A>": 2,
    "KeyedRecords<>.grouped": 2,
}
# These do something for each run of records of one window, and call functions for it; but nothing that they don't know.
RUN_OPERATORS = {
    "KeyedRecords.tumbling<A, B, C>": 1,
    "KeyedRecords.sliding<A, B, C>": 1,
}
PLANTED_OPERATORS = (
    "DataStream.map<A, B>",
    "DataStream.filter<A>",
    "DataStream.groupBy<A, B>",
    "KeyedRecords.aggregated<A, B>",
)

# What a key costs when it comes for the first time, not each record: the way that leads there isn't part of a loop.
RARE = re.compile(r"10KeyedTable[CV](6insert|13chooseFreeTag)")
# Kernels of the engine's own that are about text; sources of `String`s have them.
TEXT = re.compile(r"10ByteStringV")

KERNEL = re.compile(r"(?:merged )?specialized (?:closure #\d+ in )?(?P<operator>.*)\(.*\)$")
FUNCTION = re.compile(r"^[0-9a-f]+ <(.+)>:$")
INSTRUCTION = re.compile(r"^\s*([0-9a-f]+):\s+(?:(?:bnd|notrack|rep|repz|lock)\s+)*(\S+)\s*(.*)$")
TARGET = re.compile(r"^([0-9a-f]+)\b")
CALLEE = re.compile(r"<([^+>]+)(?:\+0x[0-9a-f]+)?>")


@dataclass
class Kernel:
    name: str
    symbol: str
    # Address, mnemonic and operands of each instruction.
    code: list = field(default_factory=list)


def read_kernels(program):
    """The kernels in a program, by operator."""
    listing = subprocess.run(
        ["objdump", "--disassemble", "--no-show-raw-insn", program], capture_output=True, text=True, check=True
    ).stdout
    functions, code = {}, None
    for line in listing.splitlines():
        if match := FUNCTION.match(line):
            # Closures may be merged into one function, but no two have the same symbol.
            code = functions.setdefault(match[1], [])
        elif code is not None and (match := INSTRUCTION.match(line)):
            code.append((int(match[1], 16), match[2], match[3]))
    candidates = [
        symbol for symbol in functions if "6CursorVz" in symbol and "6Renoir" in symbol and not TEXT.search(symbol)
    ]
    kernels = {}
    for symbol, name in zip(candidates, demangle(candidates)):
        match = KERNEL.match(name)
        operator = match and match["operator"]
        if operator in OPERATORS or operator in RUN_OPERATORS:
            kernels.setdefault(operator, []).append(Kernel(name, symbol, functions[symbol]))
    return kernels


def demangle(symbols):
    return subprocess.run(
        ["swift", "demangle", "--simplified"], input="\n".join(symbols), capture_output=True, text=True, check=True
    ).stdout.splitlines()


def successors(kernel):
    """For each instruction, those that may follow it, by index; none follows a call that is rare."""
    index_of = {address: index for index, (address, _, _) in enumerate(kernel.code)}
    following = []
    for index, (_, mnemonic, operands) in enumerate(kernel.code):
        next_ones = []
        following.append(next_ones)
        if mnemonic.startswith("call") and RARE.search(operands):
            continue
        if mnemonic.startswith("j"):
            target = TARGET.match(operands)
            if target and (place := index_of.get(int(target[1], 16))) is not None:
                next_ones.append(place)
        if not (mnemonic.startswith(("jmp", "ret", "ud2", "hlt"))) and index + 1 < len(kernel.code):
            next_ones.append(index + 1)
    return following


def in_loops(following):
    """The indices of instructions that may come again: those of strongly connected components with an edge (Tarjan)."""
    count = len(following)
    number, low, on_stack = [None] * count, [0] * count, [False] * count
    stack, looping, counter = [], set(), 0
    for root in range(count):
        if number[root] is not None:
            continue
        work = [(root, 0)]
        while work:
            node, edge = work.pop()
            if edge == 0:
                number[node] = low[node] = counter
                counter += 1
                stack.append(node)
                on_stack[node] = True
            descended = False
            for position in range(edge, len(following[node])):
                other = following[node][position]
                if number[other] is None:
                    work += [(node, position + 1), (other, 0)]
                    descended = True
                    break
                if on_stack[other]:
                    low[node] = min(low[node], number[other])
            if descended:
                continue
            if low[node] == number[node]:
                component = []
                while not component or component[-1] != node:
                    component.append(stack.pop())
                    on_stack[component[-1]] = False
                if len(component) > 1 or node in following[node]:
                    looping.update(component)
            if work:
                parent = work[-1][0]
                low[parent] = min(low[parent], low[node])
    return looping


def calls_in_loops(kernel):
    """What the loops of a kernel call, each with its address; and whether there is a loop."""
    looping = in_loops(successors(kernel))
    calls = []
    for index in sorted(looping):
        address, mnemonic, operands = kernel.code[index]
        if mnemonic.startswith("call"):
            callee = CALLEE.search(operands)
            calls.append((address, callee[1] if callee else operands))
    names = demangle([name for _, name in calls]) if calls else []
    return [(address, name) for (address, _), name in zip(calls, names)], bool(looping)


def check(program):
    """The faults of a program whose kernels must be clean, and how many kernels were looked at."""
    kernels, faults = read_kernels(program), []
    for operator, least in (OPERATORS | RUN_OPERATORS).items():
        found = kernels.get(operator, [])
        with_loops = 0
        for kernel in found:
            calls, has_loop = calls_in_loops(kernel)
            with_loops += has_loop
            if operator in RUN_OPERATORS:
                calls = [(address, name) for address, name in calls if name.startswith("*")]
            faults += [f"{operator}: its loop calls {name} at {address:x}" for address, name in calls]
        if with_loops < least:
            faults.append(f"{operator}: {with_loops} kernels with a loop are found, {least} must be there")
    return faults, sum(map(len, kernels.values()))


def unfound(program):
    """The operators of the planted program in whose kernels no call is found."""
    kernels = read_kernels(program)
    return [
        operator
        for operator in PLANTED_OPERATORS
        if not any(calls_in_loops(kernel)[0] for kernel in kernels.get(operator, []))
    ]


def main(program, planted):
    faults, count = check(program)
    faults += [f"{operator}: the call that was planted is not found" for operator in unfound(planted)]
    for fault in faults:
        print(f"✘ {fault}", file=sys.stderr)
    clean = count + len(PLANTED_OPERATORS)
    print(f"{max(clean - len(faults), 0)} passed, {len(faults)} failed")
    return 1 if faults else 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
