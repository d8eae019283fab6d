"""The measuring half of scripts/bench, which builds everything first and says how it is used."""

import argparse
import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import cases
import machine
import tables
from comparison import Comparison, compare
from runs import Programs

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / ".build" / "bench"
REPORT = ROOT / "docs" / "benchmarks.md"
RESULTS = BUILD / "results.json"

TEXT_BYTES = 200_000_000
QUICK_TEXT_BYTES = 2_000_000
SCALING_REPEAT = 5


def main():
    options = parse()
    results = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    rows = all_cases(options.quick)
    chosen = [case for case in rows if re.search(options.only, case.name)]
    programs = Programs(options.programs, BUILD / "baselines")
    missed, failed = [], []
    if options.list:
        print("\n".join(case.name for case in rows))
        return 0
    if options.scaling:
        try:
            results["scaling"] = measure_scaling(programs)
        except RuntimeError as error:
            sys.exit(f"✘ {error}")
        save(results, options.quick)
    elif not options.render:
        if not chosen:
            sys.exit(f"scripts/bench: no case matches '{options.only}'; --list shows them")
        if not options.quick:
            print(*tables.COMPARISON_HEAD, sep="\n")
        make_texts(chosen)
        results["commit"] = commit = current_commit()
        for case in chosen:
            try:
                row = compare(case, programs, options.repeat, commit)
            except RuntimeError as error:
                failed.append(case.name)
                print(f"✘ {error}", file=sys.stderr)
                continue
            print(f"✔ {case.name}" if options.quick else tables.comparison_row(row), flush=True)
            results.setdefault("comparisons", {})[case.name] = row.as_json()
            if not row.passes:
                missed.append(row)
            save(results, options.quick)
    if options.write or options.render:
        if options.render or not options.scaling:
            write_comparisons(results, rows)
        if options.render or options.scaling:
            write_scaling(results)
    if options.quick:
        print(f"{len(chosen) - len(failed)} passed, {len(failed)} failed")
    elif missed:
        print("missed: " + ", ".join(f"{row.name} ({row.ratio:.2f}, must be {row.must:g})" for row in missed))
    return 1 if failed or (options.check and missed) else 0


def parse():
    parser = argparse.ArgumentParser(prog="scripts/bench", add_help=False)
    parser.add_argument("--repeat", type=int, default=9)
    parser.add_argument("--only", default="")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--render", action="store_true")
    parser.add_argument("--scaling", action="store_true")
    parser.add_argument("--list", action="store_true")
    # Where our programs are; for scripts/bench.
    parser.add_argument("--programs", type=Path, default=BUILD / "swift" / "release")
    options = parser.parse_args()
    if options.repeat < 1:
        parser.error("--repeat: at least one pair")
    if options.quick and (options.check or options.write or options.render or options.scaling):
        parser.error("--quick gives no figures worth checking or writing")
    if options.quick:
        options.repeat = 1
    return options


def all_cases(quick):
    if quick:
        size, title, factor = QUICK_TEXT_BYTES, "2 MB", 10_000
    else:
        size, title, factor = TEXT_BYTES, "200 MB", 1_000_000
    return cases.cases(text(size), title, lambda millions: millions * factor, table(size), title)


def text(size):
    """Where a Zipf text of `size` bytes is, or will be."""
    return BUILD / "inputs" / f"zipf-{size}.txt"


def table(size):
    """Where a table of numbers of `size` bytes is, or will be."""
    return BUILD / "inputs" / f"numbers-{size}.csv"


def make_texts(chosen):
    """Makes the inputs that cases need and that are not there yet."""
    for size in (QUICK_TEXT_BYTES, TEXT_BYTES):
        if any(str(text(size)) in case.ours.arguments for case in chosen):
            make_text(size)
        if any(str(table(size)) in case.ours.arguments for case in chosen):
            make_input(table(size), "number_table.py", size)


def make_text(size):
    make_input(text(size), "zipf_text.py", size)


def make_input(path, maker, size):
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        print(f"making {path.relative_to(ROOT)}", file=sys.stderr)
        subprocess.run([sys.executable, ROOT / "Benchmarks" / maker, path, str(size)], check=True)


def measure_scaling(programs):
    sizes = (2_000_000, 20_000_000, 200_000_000)
    for size in sizes:
        make_text(size)
    texts = [(text(size), f"{size // 1_000_000} MB") for size in sizes]
    print(*tables.SCALING_HEAD, sep="\n")
    rows = []
    for group, title, records, side in cases.scaling(texts, lambda millions: millions * 1_000_000):
        runs = [programs.run(side) for _ in range(SCALING_REPEAT)]
        rows.append(
            {
                "group": group,
                "title": title,
                "ranks": side.ranks,
                "threads": side.threads,
                "records": records,
                # Without a second program to compare with, the run that was disturbed least says most.
                "seconds": min(run.seconds for run in runs),
                "peak": max(run.peak_mib for run in runs),
            }
        )
        print(tables.scaling_row(rows[-1]), flush=True)
    return rows


def save(results, quick):
    if quick:
        return
    results["machine"] = machine.describe()
    partial = RESULTS.with_suffix(".partial")
    partial.write_text(json.dumps(results, indent=1), encoding="utf-8")
    partial.replace(RESULTS)


def write_comparisons(results, rows):
    """Writes all rows that have been measured, with today's titles and bounds."""
    measured = results.get("comparisons", {})
    comparisons = [
        replace(Comparison(**measured[case.name]), title=case.title, must=case.must, aim=case.aim)
        for case in rows
        if case.name in measured
    ]
    tables.replace_section(REPORT, "machine", results.get("machine", ""))
    tables.replace_section(REPORT, "results", tables.comparison_table(comparisons, results.get("commit")))


def write_scaling(results):
    if "scaling" in results:
        tables.replace_section(REPORT, "scaling", tables.scaling_table(results["scaling"]))


def current_commit():
    done = subprocess.run(
        ["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return done.stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
