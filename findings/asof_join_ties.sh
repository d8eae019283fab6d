#!/usr/bin/env bash
# As-of joins disagree on which of several records counts that have the same time, and on which side is nearer at equal distances.
#
# A quote at 5, then three at 10; trades at 10 and 12. pandas 3.1.1 and polars 1.44.2 give the quote that stands last in the table, DuckDB 1.5.6 the one
# that stands first, in whichever order the three stand. With "nearest", a trade at 10 between quotes at 8 and 12 gets the earlier one in pandas and
# the later one in polars. None of them says a word of it. A price that was corrected within the same tick is thus the old one in DuckDB.
#
# Needs python3 with venv, and Linux on x86-64; some 250 MB in a temporary folder.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q duckdb==1.5.6 pandas==3.1.1 polars==1.44.2
timeout 300 "$folder/venv/bin/python" - <<'PYTHON'
import duckdb
import pandas
import polars

TRADES = [10, 12]


def in_pandas(times, quotes, direction="backward"):
    left = pandas.DataFrame({"time": times})
    right = pandas.DataFrame(quotes, columns=["time", "price"])
    return pandas.merge_asof(left, right, on="time", direction=direction).price.tolist()


def in_polars(times, quotes, strategy="backward"):
    left = polars.DataFrame({"time": times})
    right = polars.DataFrame(quotes, schema=["time", "price"], orient="row")
    return left.join_asof(right, on="time", strategy=strategy).get_column("price").to_list()


def in_duckdb(times, quotes):
    connection = duckdb.connect()
    connection.execute("create table trades (time bigint)")
    connection.execute("create table quotes (time bigint, price bigint)")
    connection.executemany("insert into trades values (?)", [[time] for time in times])
    connection.executemany("insert into quotes values (?, ?)", [list(quote) for quote in quotes])
    query = "select price from trades asof join quotes on trades.time >= quotes.time order by trades.time"
    return [price for (price,) in connection.execute(query).fetchall()]


def show(name, answer, expected):
    print(f"{name}: {answer}")
    assert answer == expected, f"it was {expected}"


for same in ([1, 2, 3], [3, 1, 2]):
    quotes = [(5, 0)] + [(10, price) for price in same]
    print(f"quotes at 10, in this order: {same}")
    show(f"  pandas {pandas.__version__}", in_pandas(TRADES, quotes), [same[-1]] * 2)
    show(f"  polars {polars.__version__}", in_polars(TRADES, quotes), [same[-1]] * 2)
    show(f"  duckdb {duckdb.__version__}", in_duckdb(TRADES, quotes), [same[0]] * 2)
print("nearest of quotes at 8 and 12 to a trade at 10")
show("  pandas", in_pandas([10], [(8, 8), (12, 12)], "nearest"), [8])
show("  polars", in_polars([10], [(8, 8), (12, 12)], "nearest"), [12])
PYTHON
