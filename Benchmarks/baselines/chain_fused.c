// As chain.c, but with the source in the same loop: nothing is put into memory.
#include "chain.h"

static uint64_t sum(uint64_t numbers) {
    uint64_t total = 0;
    for (uint64_t x = 0; x < numbers; x++) {
        uint64_t tripled = x * 3;
        if ((tripled & 1) == 0) total += tripled + 7;
    }
    return total;
}

int main(int argc, char **argv) { return run_chain(argc, argv, sum); }
