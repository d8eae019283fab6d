// The sum of 3x + 7 over the even 3x, for x from 0 to NUMBERS: map, filter, map and sum in one loop, which reads what
// another one, the source, has put into a buffer of 64 KiB, as large as a batch of the engine's.
#include "chain.h"

enum { batch_count = (64 << 10) / sizeof(uint64_t) };

static uint64_t batch[batch_count];

// Not inlined: each stands for a loop over a batch that somebody else has filled.
__attribute__((noinline)) static void fill(uint64_t first, int count) {
    for (int i = 0; i < count; i++) batch[i] = first + i;
}

__attribute__((noinline)) static uint64_t sum_batch(int count) {
    uint64_t total = 0;
    for (int i = 0; i < count; i++) {
        uint64_t tripled = batch[i] * 3;
        if ((tripled & 1) == 0) total += tripled + 7;
    }
    return total;
}

static uint64_t sum(uint64_t numbers) {
    uint64_t total = 0;
    for (uint64_t first = 0; first < numbers; first += batch_count) {
        int count = numbers - first < batch_count ? (int)(numbers - first) : batch_count;
        fill(first, count);
        total += sum_batch(count);
    }
    return total;
}

int main(int argc, char **argv) { return run_chain(argc, argv, sum); }
