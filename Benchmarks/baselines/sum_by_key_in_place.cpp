// Adds numbers up by key, in one process and one loop.
//
//     sum_by_key_in_place NUMBERS KEYS
#include <type_traits>

#include "number_table.hpp"

int main(int argc, char **argv) {
    Options options(argc, argv, 2, "NUMBERS KEYS");
    return with_keys(options.number(1), [&](auto keys) {
        uint64_t numbers = options.number(0);
        Stopwatch watch;
        NumberTable table;
        for (uint64_t i = 0; i < numbers; i++) {
            uint64_t value = scattered(i);
            table.add(value % keys, value);
        }
        table.digest().print(watch.seconds());
        print_peak(0);
        return 0;
    });
}
