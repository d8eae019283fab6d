"""What the figures were measured on."""

import os
import re
import subprocess
from datetime import date
from pathlib import Path


def describe():
    """A line of text: processor, memory, system, compilers, MPI and day."""
    return "; ".join(
        part
        for part in (
            f"{processor()}, {os.cpu_count()} cores{caches()}",
            f"{memory_gib()} GiB",
            f"Linux {os.uname().release}",
            first_match(["swift", "--version"], r"Swift version \S+"),
            first_match(["mpicxx", "--version"], r"^.+"),
            first_match(["mpirun", "--version"], r"Open MPI\)? \S+").replace(")", ""),
            date.today().isoformat(),
        )
        if part
    )


def processor():
    match = re.search(r"^model name\s*: (.*)$", read("/proc/cpuinfo"), re.MULTILINE)
    return re.sub(r"\s+", " ", match.group(1)) if match else os.uname().machine


def caches():
    sizes = []
    for level in (2, 3):
        size = read(f"/sys/devices/system/cpu/cpu0/cache/index{level}/size").strip()
        if size:
            sizes.append(f"L{level} {size}")
    return f" ({', '.join(sizes)})" if sizes else ""


def memory_gib():
    match = re.search(r"^MemTotal:\s*(\d+) kB", read("/proc/meminfo"), re.MULTILINE)
    return round(int(match.group(1)) / 2**20) if match else "?"


def read(path):
    try:
        return Path(path).read_text(encoding="utf-8")
    except OSError:
        return ""


def first_match(command, pattern):
    try:
        output = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False).stdout
    except OSError:
        return ""
    match = re.search(pattern, output, re.MULTILINE)
    return match.group(0) if match else ""
