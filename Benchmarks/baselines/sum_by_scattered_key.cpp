// Adds numbers up by a million keys that no rule puts next to each other, in one process and one loop.
//
//     sum_by_scattered_key NUMBERS
#include "number_table.hpp"

int main(int argc, char **argv) {
    Options options(argc, argv, 1, "NUMBERS");
    uint64_t numbers = options.number(0);
    Stopwatch watch;
    NumberTable table;
    for (uint64_t i = 0; i < numbers; i++) {
        uint64_t value = scattered(i);
        uint64_t key = value % (1 << 20) * 0xbf58476d1ce4e5b9ull;
        table.add((key ^ key >> 31) * 0x94d049bb133111ebull, value);
    }
    table.digest().print(watch.seconds());
    print_peak(0);
}
