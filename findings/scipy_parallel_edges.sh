#!/usr/bin/env bash
# The length of a path in scipy's sparse graphs changes when somebody asks whether the matrix is in canonical form.
#
# Two edges of weights 5 and 3 lead from one vertex to another. scipy 1.17.1's dijkstra takes the lighter one, 3, as networkx's MultiDiGraph and
# igraph do, if the matrix is of rows (CSR) that hold both. After sum_duplicates(), which many operations call by the way, it's 8, and
# 8 from the start if the matrix was made of coordinates (COO), which is how lists of edges are read. networkx's DiGraph keeps the edge that
# came last. The minimum spanning tree goes the same way.
#
# Needs python3 with venv, and Linux on x86-64.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q igraph==1.0.0 networkx==3.6.1 numpy==2.4.6 scipy==1.17.1
timeout 60 "$folder/venv/bin/python" - <<'PYTHON'
import igraph
import networkx
import numpy
import scipy
import scipy.sparse
from scipy.sparse.csgraph import dijkstra, minimum_spanning_tree

WEIGHTS = [3.0, 5.0]
EDGES = [(0, 1, weight) for weight in WEIGHTS]


def show(name, answer, expected):
    print(f"{name}: {answer}")
    assert answer == expected, f"it was {expected}"


def lengths(matrix):
    return float(dijkstra(matrix, indices=0)[1]), float(minimum_spanning_tree(matrix).sum())


rows = scipy.sparse.csr_array((numpy.array(WEIGHTS), numpy.array([1, 1]), numpy.array([0, 2, 2])), shape=(2, 2))
show(f"scipy {scipy.__version__}, rows: path, tree", lengths(rows), (3.0, 3.0))
rows.sum_duplicates()
show("the same after sum_duplicates()", lengths(rows), (8.0, 8.0))
places = scipy.sparse.coo_array((WEIGHTS, ([0, 0], [1, 1])), shape=(2, 2))
show("coordinates", lengths(places), (8.0, 8.0))
for kind, expected in ((networkx.MultiDiGraph, 3.0), (networkx.DiGraph, 5.0)):
    graph = kind()
    graph.add_weighted_edges_from(EDGES)
    show(f"networkx {networkx.__version__}, {kind.__name__}", networkx.dijkstra_path_length(graph, 0, 1), expected)
graph = igraph.Graph(n=2, edges=[edge[:2] for edge in EDGES], directed=True)
show(f"igraph {igraph.__version__}", graph.distances(0, 1, weights=WEIGHTS)[0][0], 3.0)
PYTHON
