// As chain.c, but with the source in the same loop: nothing is put into memory.
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "peak.h"

// Not inlined, so that it is compiled for any count.
__attribute__((noinline)) static uint64_t sum(uint64_t count) {
    uint64_t total = 0;
    for (uint64_t x = 0; x < count; x++) {
        uint64_t tripled = x * 3;
        if ((tripled & 1) == 0) total += tripled + 7;
    }
    return total;
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec * 1e-9;
}

int main(int argc, char **argv) {
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
}
