#!/usr/bin/env bash
# A Pajek file that has edges and arcs, as the format allows, is all directed in one reader and not directed at all in another.
#
# Under *Edges stand pairs without a direction, under *Arcs pairs with one. igraph 1.0.0 makes a directed graph of such a file, in which an edge leads one way
# only, the way in which its vertices happen to be written. networkx 3.6.1 makes an undirected one, in which one may go arcs backwards. Of the
# edge 1 2 and the arc 2 3, networkx comes from 3 to 1, and igraph from 1 to 3 but not from 2 to 1; in the file, 2 and 1 reach each other,
# and nobody leaves 3. Neither says anything.
#
# Needs python3 with venv, and Linux on x86-64.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q igraph==1.0.0 networkx==3.6.1 numpy==2.4.6
printf '*Vertices 3\n1 "a"\n2 "b"\n3 "c"\n*Edges\n1 2\n*Arcs\n2 3\n' >"$folder/graph.net"
timeout 60 "$folder/venv/bin/python" - "$folder/graph.net" <<'PYTHON'
import sys

import igraph
import networkx

path = sys.argv[1]


def show(name, reached, expected):
    print(f"{name}: " + ", ".join(f"{start} reaches {''.join(ends)}" for start, ends in zip("abc", reached)))
    assert reached == expected, f"it was {expected}"


graph = igraph.Graph.Read_Pajek(path)
reached = [sorted("abc"[end] for end in graph.subcomponent(start, mode="out")) for start in range(3)]
show(f"igraph {igraph.__version__}", ["".join(ends) for ends in reached], ["abc", "bc", "c"])
graph = networkx.read_pajek(path)
assert not graph.is_directed(), "it was undirected"
reached = [sorted({start} | networkx.descendants(graph, start)) for start in "abc"]
show(f"networkx {networkx.__version__}", ["".join(ends) for ends in reached], ["abc", "abc", "abc"])
print("in the file: a reaches abc, b reaches abc, c reaches c")
PYTHON
