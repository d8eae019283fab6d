"""Tables in Markdown, and the file that holds them."""

import re

COMPARISON_HEAD = (
    "| case | ranks × threads | ours | baseline | ratio | must | aim | reached | wall ratio | peak, ours | baseline |",
    "|---|---|---|---|---|---|---|---|---|---|---|",
)
SCALING_HEAD = (
    "| over | case | ranks × threads | seconds | ns per record | peak of a rank |",
    "|---|---|---|---|---|---|",
)


# What rows are marked with that were not measured with the others.
EARLIER = "†"


def comparison_row(row, is_earlier=False):
    if row.measure == "start":
        ratio = f"{row.ratio:+.0f} ms ({row.least:+.0f} … {row.most:+.0f})"
        bounds = [f"+{row.must} ms", f"+{row.aim} ms"]
    else:
        ratio = f"{row.ratio:.2f} ({row.least:.2f} … {row.most:.2f})"
        bounds = ["–" if bound is None else f"{bound:g}" for bound in (row.must, row.aim)]
    cells = [
        f"{row.title} {EARLIER}" if is_earlier else row.title, f"{row.ranks} × {row.threads}", f"{row.ours:.3f} s", f"{row.baseline:.3f} s", ratio, *bounds,
        row.verdict, f"{row.wall_ratio:.2f}", f"{row.our_peak:.0f} MiB", f"{row.baseline_peak:.0f} MiB",
    ]
    return "| " + " | ".join(cells) + " |"


def comparison_table(rows, last_commit):
    """The rows; those of other commits than the last one that was measured are marked."""
    lines = [*COMPARISON_HEAD, *(comparison_row(row, row.commit != last_commit) for row in rows)]
    if any(row.commit != last_commit for row in rows):
        lines += ["", f"{EARLIER} measured earlier, at another commit than the other rows."]
    return "\n".join(lines)


def scaling_row(row):
    per_record = f"{row['seconds'] / row['records'] * 1e9:.2f}" if row["records"] else ""
    cells = [
        row["group"], row["title"], f"{row['ranks']} × {row['threads']}", f"{row['seconds']:.3f}", per_record,
        f"{row['peak']:.0f} MiB",
    ]
    return "| " + " | ".join(cells) + " |"


def scaling_table(rows):
    return "\n".join([*SCALING_HEAD, *map(scaling_row, rows)])


def replace_section(path, section, text):
    """Puts `text` between the marks of a section of a Markdown file."""
    begin, end = f"<!-- {section} begins -->", f"<!-- {section} ends -->"
    whole = path.read_text(encoding="utf-8")
    if begin not in whole or end not in whole:
        raise RuntimeError(f"{path} has no section '{section}'")
    pattern = re.compile(re.escape(begin) + ".*?" + re.escape(end), re.DOTALL)
    path.write_text(pattern.sub(lambda _: f"{begin}\n{text}\n{end}", whole), encoding="utf-8")
