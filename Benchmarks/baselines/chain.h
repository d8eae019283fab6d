// What the baselines of a chain of operators share: the program around the sum.
#pragma once
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "peak.h"

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec * 1e-9;
}

// Prints what `sum` makes of as many numbers as the first argument says, and how long it takes.
static int run_chain(int argc, char **argv, uint64_t (*sum)(uint64_t numbers)) {
    if (argc < 2) {
        fprintf(stderr, "usage: %s NUMBERS\n", argv[0]);
        return 2;
    }
    uint64_t numbers = strtoull(argv[1], NULL, 10);
    double start = now();
    uint64_t total = sum(numbers);
    double elapsed = now() - start;
    printf("sum=%" PRIu64 " elapsed_s=%.6f\n", total, elapsed);
    print_peak(0);
    return 0;
}
