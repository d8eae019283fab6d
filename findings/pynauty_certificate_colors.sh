#!/usr/bin/env bash
# certificate() of pynauty 2.8.8.1 knows nothing of the colours of vertices: graphs that aren't isomorphic have the same one.
#
# Whoever counts coloured graphs by their different certificates, as one does with uncoloured ones, gets too few: of four vertices in
# two colours 46 instead of 90. pynauty.isomorphic() tells them apart, as it compares sizes of colours beside certificates; a key has to
# have these sizes in it, too. The right numbers are found by trying all renamings.
#
# Needs python3 with venv.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/python"
"$folder/python/bin/pip" install -q pynauty==2.8.8.1

cat >"$folder/count.py" <<'PYTHON'
import itertools
import pynauty


def classes(vertices):
    """Numbers of classes: by certificates, by certificates with the sizes of colours, and by all renamings."""
    pairs = list(itertools.combinations(range(vertices), 2))
    certificates, with_sizes, least = set(), set(), set()
    for chosen in itertools.product((False, True), repeat=len(pairs)):
        edges = [pair for pair, is_chosen in zip(pairs, chosen) if is_chosen]
        neighbours = {v: [b for a, b in edges if a == v] for v in range(vertices)}
        for colors in itertools.product((0, 1), repeat=vertices):
            parts = [{v for v in range(vertices) if colors[v] == color} for color in (0, 1)]
            graph = pynauty.Graph(vertices, adjacency_dict=neighbours, vertex_coloring=[part for part in parts if part])
            certificate = pynauty.certificate(graph)
            certificates.add(certificate)
            with_sizes.add((len(parts[0]), certificate))
            least.add(
                min(
                    (
                        tuple(sorted((order[v], colors[v]) for v in range(vertices))),
                        tuple(sorted(tuple(sorted((order[a], order[b]))) for a, b in edges)),
                    )
                    for order in itertools.permutations(range(vertices))
                )
            )
    return len(certificates), len(with_sizes), len(least)


for vertices, seen in ((2, (2, 6, 6)), (3, (8, 20, 20)), (4, (46, 90, 90))):
    found = classes(vertices)
    print(f"{vertices} vertices of two colours: {found[0]} certificates, {found[1]} with sizes, {found[2]} classes")
    assert found == seen, f"it was {seen}"
plain, colored = pynauty.Graph(2), pynauty.Graph(2, vertex_coloring=[{0}, {1}])
assert pynauty.certificate(plain) == pynauty.certificate(colored) and not pynauty.isomorphic(plain, colored)
PYTHON
"$folder/python/bin/python" "$folder/count.py"
