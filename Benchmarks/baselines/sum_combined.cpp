// Every worker adds up its share of the numbers by key, sends each key's sum to the worker of the key, and adds up what it gets.
//
//     mpirun -np R sum_combined NUMBERS KEYS, or sum_combined NUMBERS KEYS --threads T
#include <algorithm>

#include "number_table.hpp"
#include "workers.hpp"

constexpr size_t room = 1 << 14;

struct KeySum {
    uint64_t key, sum;
};

int main(int argc, char **argv) {
    Options options(argc, argv, 2, "NUMBERS KEYS");
    uint64_t numbers = options.number(0);
    return with_keys(options.number(1), [&](auto keys) {
        return run(argc, argv, options, [&](auto &worker) {
            using Worker = std::remove_reference_t<decltype(worker)>;
            NumberTable mine, table;
            uint64_t last = share(numbers, worker.index + 1, worker.count);
            for (uint64_t i = share(numbers, worker.index, worker.count); i < last; i++) {
                uint64_t value = scattered(i);
                mine.add(value % keys, value);
            }
            std::vector<KeySum> sums;
            mine.each([&](uint64_t key, uint64_t sum) { sums.push_back({key, sum}); });
            typename Worker::template Exchange<KeySum> exchange(worker, room);
            std::vector<KeySum *> ends(worker.count);
            size_t next = 0;
            bool more = true;
            while (more) {
                for (int peer = 0; peer < worker.count; peer++) ends[peer] = exchange.place(peer);
                size_t stop = std::min(sums.size(), next + room);
                for (; next < stop; next++) *ends[worker_of(hash(sums[next].key), worker.count)]++ = sums[next];
                more = exchange.round(ends.data(), next < sums.size(), [&](const KeySum *from, const KeySum *to) {
                    for (; from < to; from++) table.add(from->key, from->sum);
                });
            }
            return worker.sum(table.digest());
        });
    });
}
