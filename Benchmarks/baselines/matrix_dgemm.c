// OpenBLAS alone, one thread: the product of two square matrices. Prints seconds.
#include <cblas.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

int main(int argc, char **argv) {
    int n = argc > 1 ? atoi(argv[1]) : 4096;
    size_t count = (size_t)n * (size_t)n;
    double *a = malloc(count * 8), *b = malloc(count * 8), *c = malloc(count * 8);
    if (!a || !b || !c) return 1;
    for (size_t i = 0; i < count; i++) {
        a[i] = (double)(i % 1000) * 0.001;
        b[i] = (double)(i % 777) * 0.001;
        c[i] = 0;
    }
    openblas_set_num_threads(1);
    for (int run = 0; run < 3; run++) {
        double start = now();
        cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, n, n, n, 1, a, n, b, n, 0, c, n);
        printf("elapsed_s=%.4f corner=%.17g\n", now() - start, c[count - 1]);
    }
    return 0;
}
