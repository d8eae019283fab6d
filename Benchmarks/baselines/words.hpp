// A text in memory, its words, and a table that counts them.
#pragma once
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <memory>
#include <vector>

#include "support.hpp"

// The lines of a file that begin in one worker's share of its bytes, mapped.
class Text {
    char *map = nullptr;
    size_t mapped = 0;

public:
    const char *begin = nullptr, *end = nullptr;

    Text(const char *path, int index, int count) {
        int file = open(path, O_RDONLY);
        struct stat status;
        if (file < 0 || fstat(file, &status) != 0) {
            perror(path);
            exit(6);
        }
        size_t size = status.st_size;
        if (size == 0) return;
        map = static_cast<char *>(mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0));
        if (map == MAP_FAILED) {
            perror(path);
            exit(6);
        }
        mapped = size;
        close(file);
        begin = map + line_start(share(size, index, count), size);
        end = map + line_start(share(size, index + 1, count), size);
        // Its own pages only, all at once: a fault for each costs more.
        char *first = reinterpret_cast<char *>(reinterpret_cast<uintptr_t>(begin) & ~uintptr_t(4095));
        madvise(first, end - first, MADV_POPULATE_READ);
    }
    Text(const Text &) = delete;
    ~Text() {
        if (mapped > 0) munmap(map, mapped);
    }

private:
    size_t line_start(size_t place, size_t size) const {
        while (place > 0 && place < size && map[place - 1] != '\n') place++;
        return place;
    }
};

inline uint64_t read8(const char *p) {
    uint64_t value;
    memcpy(&value, p, 8);
    return value;
}

inline uint64_t read4(const char *p) {
    uint32_t value;
    memcpy(&value, p, 4);
    return value;
}

// wyhash, for words.
inline uint64_t hash(const char *p, size_t count) {
    const uint64_t s0 = 0xa0761d6478bd642full, s1 = 0xe7037ed1a0b428dbull;
    uint64_t a = 0, b = 0;
    if (count <= 16) {
        if (count >= 4) {
            size_t middle = count >> 3 << 2;
            a = read4(p) << 32 | read4(p + middle);
            b = read4(p + count - 4) << 32 | read4(p + count - 4 - middle);
        } else if (count > 0) {
            a = uint64_t(uint8_t(p[0])) << 16 | uint64_t(uint8_t(p[count >> 1])) << 8 | uint8_t(p[count - 1]);
        }
        return fold_multiply(s1 ^ count, fold_multiply(a ^ s1, b ^ s0));
    }
    uint64_t seed = s0;
    const char *q = p;
    for (size_t rest = count; rest > 16; rest -= 16, q += 16) seed = fold_multiply(read8(q) ^ s1, read8(q + 8) ^ seed);
    return fold_multiply(s1 ^ count, fold_multiply(read8(p + count - 16) ^ s1, read8(p + count - 8) ^ seed));
}

inline uint64_t fnv1a(const char *p, size_t count) {
    uint64_t value = 0xCBF29CE484222325ull;
    for (size_t i = 0; i < count; i++) value = (value ^ uint8_t(p[i])) * 0x100000001B3ull;
    return value;
}

// Whether both begin with the same `count` bytes; without a call for words of usual length.
inline bool equal(const char *a, const char *b, size_t count) {
    if (count > 16) return memcmp(a, b, count) == 0;
    if (count >= 8) return ((read8(a) ^ read8(b)) | (read8(a + count - 8) ^ read8(b + count - 8))) == 0;
    if (count >= 4) return ((read4(a) ^ read4(b)) | (read4(a + count - 4) ^ read4(b + count - 4))) == 0;
    return a[0] == b[0] && a[count >> 1] == b[count >> 1] && a[count - 1] == b[count - 1];
}

// Calls `body(start, count)` for each run of bytes that are not white space.
template <class Body> inline void for_each_word(const char *p, const char *end, Body body) {
    while (p < end) {
        while (p < end && uint8_t(*p) <= ' ') p++;
        const char *start = p;
        while (p < end && uint8_t(*p) > ' ') p++;
        if (p > start) body(start, static_cast<uint32_t>(p - start));
    }
}

// Memory for words that outlive the buffer they came in.
class Arena {
    static constexpr size_t block = 1 << 20;
    std::vector<std::unique_ptr<char[]>> blocks;
    char *next = nullptr;
    size_t left = 0;

public:
    const char *keep(const char *p, size_t count) {
        if (count > left) {
            left = count > block ? count : block;
            blocks.emplace_back(new char[left]);
            next = blocks.back().get();
        }
        char *kept = static_cast<char *>(memcpy(next, p, count));
        next += count;
        left -= count;
        return kept;
    }
};

// Counts of words, in an open-addressing table with linear probing; two slots share a cache line.
class WordTable {
public:
    struct Slot {
        uint64_t hash = 0;  // never 0 for a word
        const char *start = nullptr;
        uint64_t count = 0;
        uint32_t length = 0;
    };
    std::vector<Slot> slots = std::vector<Slot>(4096);

    // `keep(start)` gives the place where a word that is new stays.
    template <class Keep> void add(const char *start, uint32_t length, uint64_t hash, uint64_t count, Keep keep) {
        hash |= 1;
        uint64_t i = hash >> 1 & mask;
        for (;; i = (i + 1) & mask) {
            Slot &slot = slots[i];
            if (slot.hash == hash && slot.length == length && equal(slot.start, start, length)) {
                slot.count += count;
                return;
            }
            if (slot.hash != 0) continue;
            slot = {hash, keep(start), count, length};
            if (++used * 2 > mask) grow();
            return;
        }
    }

    Digest digest() const {
        Digest digest;
        for (const Slot &slot : slots)
            if (slot.hash != 0) digest.add(fnv1a(slot.start, slot.length), slot.count);
        return digest;
    }

private:
    uint64_t mask = 4095;
    size_t used = 0;

    __attribute__((noinline)) void grow() {
        std::vector<Slot> old(slots.size() * 2);
        old.swap(slots);
        mask = slots.size() - 1;
        for (const Slot &slot : old) {
            if (slot.hash == 0) continue;
            uint64_t i = slot.hash >> 1 & mask;
            while (slots[i].hash != 0) i = (i + 1) & mask;
            slots[i] = slot;
        }
    }
};
