// A text in memory, its words, and a table that counts them.
#pragma once
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#ifdef __AVX2__
#include <immintrin.h>
#endif

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

// Bit i says whether byte i of the 64 at `p` is no white space of ASCII's (9 ... 13 or 32).
inline uint64_t text64(const char *p) {
#ifdef __AVX2__
    auto spaces32 = [](const char *p) -> uint64_t {
        __m256i bytes = _mm256_loadu_si256(reinterpret_cast<const __m256i *>(p));
        __m256i moved = _mm256_sub_epi8(bytes, _mm256_set1_epi8(9));
        __m256i low = _mm256_cmpeq_epi8(_mm256_min_epu8(moved, _mm256_set1_epi8(4)), moved);
        __m256i blank = _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(' '));
        return static_cast<uint32_t>(_mm256_movemask_epi8(_mm256_or_si256(low, blank)));
    };
    return ~(spaces32(p) | spaces32(p + 32) << 32);
#else
    uint64_t bits = 0;
    for (int i = 0; i < 64; i++) {
        uint8_t byte = static_cast<uint8_t>(p[i]);
        bits |= static_cast<uint64_t>((static_cast<uint8_t>(byte - 9) > 4) & (byte != ' ')) << i;
    }
    return bits;
#endif
}

// The words of a text, runs of bytes that are not white space, one after the other. It looks at 64 bytes at a time, and goes
// from one edge between words and white space to the next.
class Words {
    const char *block, *end;  // the 64 bytes behind those that were looked at
    uint64_t edges = 0;       // of the 64 before, those that are still ahead
    uint64_t last = 0;        // whether their last byte is of a word

    void look() {
        uint64_t text;
        if (end - block >= 64) {
            text = text64(block);
        } else {
            char rest[64];
            memset(rest, ' ', sizeof rest);
            memcpy(rest, block, end - block);
            text = text64(rest);
        }
        edges = text ^ (text << 1 | last);
        last = text >> 63;
        block += 64;
    }

    const char *edge() {
        while (edges == 0) {
            if (block >= end) return end;
            look();
        }
        const char *place = block - 64 + __builtin_ctzll(edges);
        edges &= edges - 1;
        return place;
    }

public:
    Words(const char *begin, const char *end) : block(begin), end(end) {}

    // Whether there is another word; then `start` and `length` are its.
    bool next(const char *&start, uint32_t &length) {
        start = edge();
        if (start == end) return false;
        length = static_cast<uint32_t>(edge() - start);
        return true;
    }
};

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
