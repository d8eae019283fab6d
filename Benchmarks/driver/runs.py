"""Starts a program on its ranks, and reads what it prints."""

import re
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

# No run takes as long, unless it stands still.
LIMIT_SECONDS = 600


@dataclass(frozen=True)
class Run:
    answer: str
    # Between start-up and answer, by the program's own clock.
    seconds: float
    # From outside: with the launcher, start-up and end.
    wall: float
    # Of the rank that has had most memory.
    peak_mib: float


class Programs:
    def __init__(self, ours: Path, baselines: Path):
        self.ours = ours
        self.baselines = baselines

    def command(self, side):
        folder = self.ours if side.is_ours else self.baselines
        command = [str(folder / side.program), *side.arguments]
        if side.is_ours or side.threads > 1:
            command += ["--threads", str(side.threads)]
        if side.ranks > 1:
            command = ["mpirun", "-np", str(side.ranks), *command]
        return command

    def run(self, side):
        command = self.command(side)
        start = time.monotonic()
        try:
            done = subprocess.run(
                command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=LIMIT_SECONDS, check=False
            )
        except subprocess.TimeoutExpired as error:
            raise RuntimeError(f"{' '.join(command)}: not over after {LIMIT_SECONDS} s") from error
        wall = time.monotonic() - start
        if done.returncode != 0:
            raise RuntimeError(f"{' '.join(command)}: exit code {done.returncode}\n{done.stdout}{done.stderr}")
        answers = re.findall(r"^(.*) elapsed_s=([0-9.e+-]+)$", done.stdout, re.MULTILINE)
        peaks = [int(peak) for peak in re.findall(r"^rank=\d+ peak_kib=(\d+)$", done.stdout, re.MULTILINE)]
        if len(answers) != 1 or len(peaks) != side.ranks:
            raise RuntimeError(f"{' '.join(command)}: no answer of all ranks in\n{done.stdout}{done.stderr}")
        answer, seconds = answers[0]
        return Run(answer, float(seconds), wall, max(peaks) / 1024)
