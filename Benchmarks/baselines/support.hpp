// What the baselines share: options, clocks, hashes, and the digest of keyed results.
#pragma once
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "peak.h"

struct Options {
    const char *argument[4] = {};
    int count = 0;
    int threads = 1;

    Options(int argc, char **argv, int wanted, const char *usage) {
        for (int i = 1; i < argc; i++) {
            if (!strcmp(argv[i], "--threads") && i + 1 < argc) threads = atoi(argv[++i]);
            else if (count < 4) argument[count++] = argv[i];
        }
        if (count != wanted || threads < 1) {
            fprintf(stderr, "usage: %s %s [--threads T]\n", argv[0], usage);
            exit(2);
        }
    }

    uint64_t number(int index) const { return strtoull(argument[index], nullptr, 10); }
};

class Stopwatch {
    std::chrono::steady_clock::time_point start = std::chrono::steady_clock::now();

public:
    double seconds() const {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    }
};

// The full product of both, folded: the mixing step of wyhash.
inline uint64_t fold_multiply(uint64_t a, uint64_t b) {
    __uint128_t product = static_cast<__uint128_t>(a) * b;
    return static_cast<uint64_t>(product) ^ static_cast<uint64_t>(product >> 64);
}

inline uint64_t hash(uint64_t key) { return fold_multiply(key ^ 0xa0761d6478bd642full, 0xe7037ed1a0b428dbull); }

// The worker of a hash: its top bits decide; tables use the low ones.
inline int worker_of(uint64_t hash, int workers) { return static_cast<int>((hash >> 48) * workers >> 16); }

// What all keys and their results come to, whatever their order; as the engine's benchmarks compute it.
struct Digest {
    uint64_t keys = 0, total = 0, check = 0;

    void add(uint64_t mark, uint64_t result) {
        keys++;
        total += result;
        check += (mark | 1) * (result ^ 0x9E3779B97F4A7C15ull);
    }

    void add(const Digest &other) {
        keys += other.keys;
        total += other.total;
        check += other.check;
    }

    void print(double seconds) const {
        printf("count=%lu total=%lu check=%lu elapsed_s=%.6f\n", keys, total, check, seconds);
    }
};

// The part of `count` things that worker `i` of `n` has begins here.
inline uint64_t share(uint64_t count, int i, int n) { return static_cast<__uint128_t>(count) * i / n; }
