#!/usr/bin/env bash
# With parallel edges, three libraries have three answers to the core numbers of a graph, and one finds more triangles than there can be.
#
# Of three edges between a and b, and one from b to c, igraph 1.0.0's core numbers are 3, 3, 1, as each edge counts. rustworkx 0.18.1's are 1, 1, 1, and
# networkx 3.6.1 refuses a multigraph. A triangle with one edge twice has a transitivity of 4/3 in rustworkx, which is no share any more, and
# of 1 in igraph. Lists of edges as they are collected (who called whom, which page links to which) hold most edges several times.
#
# Needs python3 with venv, and Linux on x86-64.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q igraph==1.0.0 networkx==3.6.1 numpy==2.4.6 rustworkx==0.18.1
timeout 60 "$folder/venv/bin/python" - <<'PYTHON'
import igraph
import networkx
import rustworkx

THRICE = [(0, 1), (0, 1), (0, 1), (1, 2)]
TRIANGLE = [(0, 1), (0, 1), (1, 2), (2, 0)]


def show(name, compute, expected):
    try:
        answer = compute()
    except Exception as error:
        answer = type(error).__name__
    print(f"{name}: {answer}")
    assert answer == expected, f"it was {expected}"


def in_rustworkx(edges):
    graph = rustworkx.PyGraph()
    graph.extend_from_edge_list(edges)
    return graph


def in_igraph(edges):
    return igraph.Graph(n=3, edges=edges)


rust, net = f"rustworkx {rustworkx.__version__}", f"networkx {networkx.__version__}"
show(f"core numbers, igraph {igraph.__version__}", lambda: in_igraph(THRICE).coreness(), [3, 3, 1])
show(f"core numbers, {rust}", lambda: [number for _, number in sorted(rustworkx.core_number(in_rustworkx(THRICE)).items())], [1, 1, 1])
show(f"core numbers, {net}", lambda: networkx.core_number(networkx.MultiGraph(THRICE)), "NetworkXNotImplemented")
show("transitivity, igraph", lambda: in_igraph(TRIANGLE).transitivity_undirected(), 1.0)
show("transitivity, rustworkx", lambda: rustworkx.transitivity(in_rustworkx(TRIANGLE)), 4 / 3)
show("transitivity, networkx", lambda: networkx.transitivity(networkx.MultiGraph(TRIANGLE)), "NetworkXNotImplemented")
PYTHON
