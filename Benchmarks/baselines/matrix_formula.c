// One loop of C for sum(sqrt(abs(a * 2 + b) - c) * d): prints seconds and the sum.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

int main(int argc, char **argv) {
    size_t count = argc > 1 ? (size_t)atoll(argv[1]) : 100000000;
    double *a = malloc(count * 8), *b = malloc(count * 8), *c = malloc(count * 8), *d = malloc(count * 8);
    if (!a || !b || !c || !d) return 1;
    for (size_t i = 0; i < count; i++) {
        a[i] = (double)(i % 1000);
        b[i] = (double)(i % 77) + 1;
        c[i] = (double)(i % 3) * 0.25;
        d[i] = (double)(i % 11) * 0.5;
    }
    for (int run = 0; run < 3; run++) {
        double start = now(), sum = 0;
        for (size_t i = 0; i < count; i++) sum += sqrt(fabs(a[i] * 2 + b[i]) - c[i]) * d[i];
        printf("elapsed_s=%.4f sum=%.17g\n", now() - start, sum);
    }
    return 0;
}
