// Sums by key, in an open-addressing table with linear probing. Keys below 2^64 - 1.
#pragma once
#include <vector>

#include "support.hpp"

class NumberTable {
    static constexpr uint64_t none = ~0ull;
    struct Slot {
        uint64_t key = none, sum = 0;
    };
    std::vector<Slot> slots = std::vector<Slot>(4096);
    uint64_t mask = 4095;
    size_t used = 0;

    __attribute__((noinline)) void grow() {
        std::vector<Slot> old(slots.size() * 2);
        old.swap(slots);
        mask = slots.size() - 1;
        for (const Slot &slot : old) {
            if (slot.key == none) continue;
            uint64_t i = hash(slot.key) & mask;
            while (slots[i].key != none) i = (i + 1) & mask;
            slots[i] = slot;
        }
    }

public:
    void add(uint64_t key, uint64_t value) {
        uint64_t i = hash(key) & mask;
        for (;; i = (i + 1) & mask) {
            Slot &slot = slots[i];
            if (__builtin_expect(slot.key == key, 1)) {
                slot.sum += value;
                return;
            }
            if (slot.key != none) continue;
            slot = {key, value};
            if (++used * 2 > mask) grow();
            return;
        }
    }

    template <class Take> void each(Take take) const {
        for (const Slot &slot : slots)
            if (slot.key != none) take(slot.key, slot.sum);
    }

    Digest digest() const {
        Digest digest;
        each([&](uint64_t key, uint64_t sum) { digest.add(key, sum); });
        return digest;
    }
};

// Calls `body` with a constant for each number of keys that is measured, so that the division is by a constant.
template <class Body> auto with_keys(uint64_t keys, Body body) {
    switch (keys) {
    case 1009: return body(std::integral_constant<uint64_t, 1009>());
    case 1 << 16: return body(std::integral_constant<uint64_t, 1 << 16>());
    case 1 << 20: return body(std::integral_constant<uint64_t, 1 << 20>());
    case 1 << 24: return body(std::integral_constant<uint64_t, 1 << 24>());
    }
    fprintf(stderr, "KEYS is 1009, 65536, 1048576 or 16777216\n");
    exit(2);
}

// Numbers whose remainders jump about, as those of real keys do.
inline uint64_t scattered(uint64_t i) { return i * 0x9E3779B97F4A7C15ull >> 20; }
