#!/usr/bin/env bash
# Two of three readers of pcapng place packets in 1970 that were captured in 2023, because they pass over the offset of an interface's clock.
#
# An interface may have an option if_tsoffset: seconds that are added to each of its times, which some devices write whose clocks count from another
# moment. dpkt 1.9.8 adds them: 1700000005. scapy 2.8.0 and python-pcapng 2.1.1 give 5, without a word, though they honour the option beside it,
# if_tsresol (5,000,000,000 ns are 5 s in all three). Packets of several interfaces of one file are then in another order as well.
#
# Needs python3 with venv.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q dpkt==1.9.8 python-pcapng==2.1.1 scapy==2.8.0
cat >"$folder/read.py" <<'PYTHON'
import struct
from importlib.metadata import version

import dpkt
import pcapng
from scapy.utils import rdpcap

PATH = "capture.pcapng"


def block(kind, body):
    length = struct.pack("<I", 12 + len(body))
    return struct.pack("<I", kind) + length + body + length


def option(code, value):
    return struct.pack("<HH", code, len(value)) + value + bytes(-len(value) % 4)


def capture(time, options):
    """A file with one interface (Ethernet) and one packet."""
    header = block(0x0A0D0D0A, struct.pack("<IHHq", 0x1A2B3C4D, 1, 0, -1))
    interface = block(1, struct.pack("<HHI", 1, 0, 65535) + options + option(0, b""))
    packet = bytes(12) + b"\x08\x00" + bytes(50)
    return header + interface + block(6, struct.pack("<IIIII", 0, time >> 32, time & 0xFFFFFFFF, 64, 64) + packet)


def read():
    with open(PATH, "rb") as file:
        by_dpkt = [float(time) for time, _ in dpkt.pcapng.Reader(file)]
    with open(PATH, "rb") as file:
        by_pcapng = [float(block.timestamp) for block in pcapng.FileScanner(file) if hasattr(block, "timestamp")]
    return {"dpkt": by_dpkt[0], "scapy": float(rdpcap(PATH)[0].time), "python-pcapng": by_pcapng[0]}


OFFSET = option(14, struct.pack("<q", 1700000000))
NANOSECONDS = option(9, b"\x09")
for name, time, options, expected in (
    ("microseconds", 5_000_000, b"", (5, 5, 5)),
    ("nanoseconds", 5_000_000_000, NANOSECONDS, (5, 5, 5)),
    ("offset 1700000000", 5_000_000, OFFSET, (1700000005, 5, 5)),
):
    with open(PATH, "wb") as file:
        file.write(capture(time, options))
    answer = read()
    print(f"{name}: " + ", ".join(f"{reader} {version(reader)} {time:.0f}" for reader, time in answer.items()))
    assert tuple(answer.values()) == expected, f"it was {expected}"
PYTHON
(cd "$folder" && timeout 60 venv/bin/python read.py)
