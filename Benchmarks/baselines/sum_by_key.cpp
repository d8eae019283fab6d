// Every worker makes its share of the numbers, sends each to the worker of its key, and adds up by key what it gets.
//
//     mpirun -np R sum_by_key NUMBERS KEYS, or sum_by_key NUMBERS KEYS --threads T
#include "number_table.hpp"
#include "workers.hpp"

// Numbers for one peer in a round: the buffers of two peers stay in the second-level cache.
constexpr size_t room = 1 << 15;

int main(int argc, char **argv) {
    Options options(argc, argv, 2, "NUMBERS KEYS");
    uint64_t numbers = options.number(0);
    return with_keys(options.number(1), [&](auto keys) {
        return run(argc, argv, options, [&](auto &worker) {
            using Worker = std::remove_reference_t<decltype(worker)>;
            typename Worker::template Exchange<uint64_t> exchange(worker, room);
            NumberTable table;
            std::vector<uint64_t *> ends(worker.count);
            uint64_t next = share(numbers, worker.index, worker.count);
            uint64_t end = share(numbers, worker.index + 1, worker.count);
            bool more = true;
            while (more) {
                for (int peer = 0; peer < worker.count; peer++) ends[peer] = exchange.place(peer);
                // So few that no peer's room can be exceeded.
                uint64_t stop = end - next < room ? end : next + room;
                for (; next < stop; next++) {
                    uint64_t value = scattered(next);
                    *ends[worker_of(hash(value % keys), worker.count)]++ = value;
                }
                more = exchange.round(ends.data(), next < end, [&](const uint64_t *from, const uint64_t *to) {
                    for (; from < to; from++) table.add(*from % keys, *from);
                });
            }
            return worker.sum(table.digest());
        });
    });
}
