// Every worker makes its share of two streams of pairs and sends each pair to the worker of its key, which keeps those of the one in a table
// with chains and looks those of the other up.
//
//     mpirun -np R join PAIRS, or join PAIRS --threads T
#include <algorithm>

#include "workers.hpp"

constexpr size_t room = 1 << 14;

struct Pair {
    uint64_t key, value;
};

class PairTable {
    std::vector<uint32_t> heads = std::vector<uint32_t>(1 << 12), next;
    std::vector<Pair> pairs;

    void link(uint32_t place) {
        uint32_t &head = heads[hash(pairs[place].key) & (heads.size() - 1)];
        next[place] = head;
        head = place + 1;
    }

public:
    void add(Pair pair) {
        pairs.push_back(pair);
        next.push_back(0);
        if (pairs.size() <= heads.size()) return link(pairs.size() - 1);
        heads.assign(heads.size() * 2, 0);
        for (uint32_t place = 0; place < pairs.size(); place++) link(place);
    }

    template <class Take> void find(uint64_t key, Take take) const {
        for (uint32_t place = heads[hash(key) & (heads.size() - 1)]; place; place = next[place - 1])
            if (pairs[place - 1].key == key) take(pairs[place - 1].value);
    }
};

int main(int argc, char **argv) {
    Options options(argc, argv, 1, "PAIRS");
    uint64_t count = options.number(0);
    return run(argc, argv, options, [&](auto &worker) {
        using Worker = std::remove_reference_t<decltype(worker)>;
        typename Worker::template Exchange<Pair> exchange(worker, room);
        std::vector<Pair *> ends(worker.count);
        // Sends this worker's share of a stream, of which `salt` decides the keys.
        auto move = [&](uint64_t salt, auto take) {
            uint64_t next = share(count, worker.index, worker.count);
            uint64_t end = share(count, worker.index + 1, worker.count);
            bool more = true;
            while (more) {
                for (int peer = 0; peer < worker.count; peer++) ends[peer] = exchange.place(peer);
                uint64_t stop = std::min(end, next + room);
                for (; next < stop; next++) {
                    uint64_t key = hash(next + salt) % count;
                    *ends[worker_of(hash(key), worker.count)]++ = {key, next};
                }
                more = exchange.round(ends.data(), next < end, [&](const Pair *from, const Pair *to) {
                    for (; from < to; from++) take(*from);
                });
            }
        };
        PairTable table;
        Digest digest;
        move(1ull << 40, [&](Pair pair) { table.add(pair); });
        move(1ull << 41, [&](Pair pair) {
            table.find(pair.key, [&](uint64_t value) { digest.add(value, pair.value); });
        });
        return worker.sum(digest);
    });
}
