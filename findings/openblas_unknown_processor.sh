#!/usr/bin/env bash
# OpenBLAS 0.3.21 (Debian 12) takes a processor that it doesn't know for one of 2004, and a row of a product depends on how many rows
# there are.
#
# On Intel's processors with AMX ("Sapphire Rapids") it says `Prescott`, and multiplies by SSE3, several times slower than the processor
# can; OPENBLAS_CORETYPE=SkylakeX in the environment chooses other kernels, and must be there before the program starts. A
# product of 300 × 200 and 200 × 150 in 4 calls of 75 rows differs in some hundred elements from that in one call, by the kernels for
# Prescott and Haswell, not by those for SkylakeX: what is left over by a kernel's blocks of rows is summed in another order. Whoever divides
# rows among processes gets other last digits at another number of them.
#
# Needs cc, pkg-config and libopenblas-dev.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat >"$folder/rows.c" <<'END'
#include <cblas.h>
#include <stdio.h>
#include <string.h>

enum { rows = 300, depth = 200, columns = 150 };
static double a[rows * depth], b[depth * columns], whole[rows * columns], parts[rows * columns];

static void multiply(int from, int to, double *c) {
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, to - from, columns, depth, 1, a + from * depth, depth, b, columns, 0,
        c + from * columns, columns);
}

int main(void) {
    openblas_set_num_threads(1);
    unsigned seed = 1;
    for (int i = 0; i < rows * depth; i++) a[i] = (seed = seed * 1664525u + 1013904223u) / 4294967296.0;
    for (int i = 0; i < depth * columns; i++) b[i] = (seed = seed * 1664525u + 1013904223u) / 4294967296.0;
    multiply(0, rows, whole);
    printf("%s:", openblas_get_corename());
    for (int count = 2; count <= 7; count++) {
        int differ = 0;
        for (int part = 0; part < count; part++) multiply(rows * part / count, rows * (part + 1) / count, parts);
        for (int i = 0; i < rows * columns; i++) differ += parts[i] != whole[i];
        printf(" %d parts %d,", count, differ);
    }
    printf(" of %d elements differ\n", rows * columns);
}
END
read -ra flags <<<"$(pkg-config --cflags --libs openblas)"
cc -O1 -o "$folder/rows" "$folder/rows.c" "${flags[@]}"
for core in '' Prescott Haswell SkylakeX; do
    printf '%-9s -> ' "${core:-found}"
    env ${core:+OPENBLAS_CORETYPE=$core} "$folder/rows"
done
