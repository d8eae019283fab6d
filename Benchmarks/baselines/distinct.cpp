// Every worker keeps one of each of its numbers, and sends those to the worker of their hash, which does the same.
//
//     mpirun -np R distinct NUMBERS, or distinct NUMBERS --threads T
#include <algorithm>

#include "workers.hpp"

constexpr size_t room = 1 << 15;
constexpr uint64_t different = 1'000'000;

// Numbers by linear probing; 0 has a flag of its own.
class NumberSet {
    std::vector<uint64_t> slots = std::vector<uint64_t>(1 << 12);
    bool has_zero = false;

    void grow() {
        std::vector<uint64_t> old(slots.size() * 2);
        old.swap(slots);
        for (uint64_t number : old)
            if (number) put(number);
    }

    bool put(uint64_t number) {
        size_t mask = slots.size() - 1;
        for (size_t place = hash(number) & mask;; place = (place + 1) & mask) {
            if (slots[place] == number) return false;
            if (!slots[place]) {
                slots[place] = number;
                return true;
            }
        }
    }

public:
    size_t count = 0;

    void add(uint64_t number) {
        if (!number) {
            count += !has_zero;
            has_zero = true;
        } else if (put(number) && ++count * 2 > slots.size()) {
            grow();
        }
    }

    std::vector<uint64_t> all() const {
        std::vector<uint64_t> numbers;
        numbers.reserve(count);
        if (has_zero) numbers.push_back(0);
        for (uint64_t number : slots)
            if (number) numbers.push_back(number);
        return numbers;
    }
};

int main(int argc, char **argv) {
    Options options(argc, argv, 1, "NUMBERS");
    uint64_t numbers = options.number(0);
    return run(argc, argv, options, [&](auto &worker) {
        using Worker = std::remove_reference_t<decltype(worker)>;
        NumberSet mine, got;
        uint64_t last = share(numbers, worker.index + 1, worker.count);
        for (uint64_t i = share(numbers, worker.index, worker.count); i < last; i++) mine.add(hash(i) % different);
        std::vector<uint64_t> kept = mine.all();
        typename Worker::template Exchange<uint64_t> exchange(worker, room);
        std::vector<uint64_t *> ends(worker.count);
        size_t next = 0;
        bool more = true;
        while (more) {
            for (int peer = 0; peer < worker.count; peer++) ends[peer] = exchange.place(peer);
            size_t stop = std::min(kept.size(), next + room);
            for (; next < stop; next++) *ends[worker_of(hash(kept[next]), worker.count)]++ = kept[next];
            more = exchange.round(ends.data(), next < kept.size(), [&](const uint64_t *from, const uint64_t *to) {
                for (; from < to; from++) got.add(*from);
            });
        }
        Digest digest;
        for (uint64_t number : got.all()) digest.add(number, number);
        return worker.sum(digest);
    });
}
