// Every worker makes its share of the numbers, sends each to the worker of its range, by bounds from samples of all, and sorts what it gets
// with std::sort.
//
//     mpirun -np R sort NUMBERS, or sort NUMBERS --threads T
#include <algorithm>

#include "workers.hpp"

constexpr size_t room = 1 << 15;
constexpr size_t samples = 1 << 12;

int main(int argc, char **argv) {
    Options options(argc, argv, 1, "NUMBERS");
    uint64_t numbers = options.number(0);
    return run(argc, argv, options, [&](auto &worker) {
        using Worker = std::remove_reference_t<decltype(worker)>;
        uint64_t first = share(numbers, worker.index, worker.count);
        uint64_t last = share(numbers, worker.index + 1, worker.count);
        std::vector<uint64_t> mine(last - first), got, sample;
        for (uint64_t i = first; i < last; i++) mine[i - first] = hash(i);
        std::vector<uint64_t *> ends(worker.count);
        {
            typename Worker::template Exchange<uint64_t> exchange(worker, samples);
            for (int peer = 0; peer < worker.count; peer++) {
                uint64_t *place = exchange.place(peer);
                for (size_t i = 0; i < samples && !mine.empty(); i++) *place++ = mine[i * mine.size() / samples];
                ends[peer] = place;
            }
            exchange.round(ends.data(), false,
                           [&](const uint64_t *from, const uint64_t *to) { sample.insert(sample.end(), from, to); });
        }
        std::sort(sample.begin(), sample.end());
        std::vector<uint64_t> bounds;
        for (int i = 1; i < worker.count; i++) bounds.push_back(sample[sample.size() * i / worker.count]);
        got.reserve(mine.size() + mine.size() / 8);
        typename Worker::template Exchange<uint64_t> exchange(worker, room);
        size_t next = 0;
        bool more = true;
        while (more) {
            for (int peer = 0; peer < worker.count; peer++) ends[peer] = exchange.place(peer);
            size_t stop = std::min(mine.size(), next + room);
            for (; next < stop; next++) {
                auto bound = std::upper_bound(bounds.begin(), bounds.end(), mine[next]);
                *ends[bound - bounds.begin()]++ = mine[next];
            }
            more = exchange.round(ends.data(), next < mine.size(), [&](const uint64_t *from, const uint64_t *to) {
                got.insert(got.end(), from, to);
            });
        }
        std::vector<uint64_t>().swap(mine);
        std::sort(got.begin(), got.end());
        Digest digest;
        uint64_t before = 0;
        for (uint64_t number : got) {
            digest.add(number, number >= before ? number : 0);
            before = number;
        }
        return worker.sum(digest);
    });
}
