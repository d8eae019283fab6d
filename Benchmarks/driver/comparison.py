"""Runs both sides of a case in turn, and compares them pair by pair."""

from dataclasses import asdict, dataclass
from statistics import median


@dataclass(frozen=True)
class Comparison:
    """Medians over pairs of runs; of a "start" case, seconds are wall times and `ratio` is a difference in ms."""

    name: str
    title: str
    ranks: int
    threads: int
    pairs: int
    ours: float
    baseline: float
    ratio: float
    least: float
    most: float
    wall_ratio: float
    our_peak: float
    baseline_peak: float
    must: float | None
    aim: float | None
    measure: str
    commit: str

    @property
    def passes(self):
        return self.must is None or self.ratio <= self.must

    @property
    def verdict(self):
        if self.must is None:
            return "–"
        if self.ratio <= self.aim:
            return "aim"
        return "must" if self.passes else "**missed**"

    def as_json(self):
        return asdict(self)


def compare(case, programs, pairs, commit):
    """Runs `pairs` pairs, each in the other order than the one before.

    Raises RuntimeError if a run fails, or the answers differ.
    """
    our_runs, baseline_runs = [], []
    for pair in range(pairs):
        sides = [(case.ours, our_runs), (case.baseline, baseline_runs)]
        for side, runs in sides if pair % 2 == 0 else reversed(sides):
            runs.append(programs.run(side))
    answers = {run.answer for run in our_runs + baseline_runs}
    if len(answers) != 1:
        raise RuntimeError(f"{case.name}: the answers differ:\n  " + "\n  ".join(sorted(answers)))

    def seconds(run):
        return run.wall if case.measure == "start" else run.seconds

    if case.measure == "start":
        ratios = [(a.wall - b.wall) * 1000 for a, b in zip(our_runs, baseline_runs)]
    else:
        ratios = [a.seconds / max(b.seconds, 1e-9) for a, b in zip(our_runs, baseline_runs)]
    return Comparison(
        name=case.name,
        title=case.title,
        ranks=case.ours.ranks,
        threads=case.ours.threads,
        pairs=pairs,
        ours=median(map(seconds, our_runs)),
        baseline=median(map(seconds, baseline_runs)),
        ratio=median(ratios),
        least=min(ratios),
        most=max(ratios),
        wall_ratio=median(a.wall / b.wall for a, b in zip(our_runs, baseline_runs)),
        our_peak=median(run.peak_mib for run in our_runs),
        baseline_peak=median(run.peak_mib for run in baseline_runs),
        must=case.must,
        aim=case.aim,
        measure=case.measure,
        commit=commit,
    )
