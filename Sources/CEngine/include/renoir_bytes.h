#ifndef RENOIR_BYTES_H
#define RENOIR_BYTES_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/// The two words of a short byte string, bytes in memory order, unused bytes zero.
typedef struct renoir_words {
    uint64_t low, high;
} renoir_words;

static inline uint64_t renoir_load8(const void *p) {
    uint64_t v;
    memcpy(&v, p, 8);
    return v;
}

static inline uint64_t renoir_load4(const void *p) {
    uint32_t v;
    memcpy(&v, p, 4);
    return v;
}

/// The first `count` <= 16 bytes at `p`. Reads 16 bytes, which all must be readable.
static inline renoir_words renoir_pack_wide(const void *p, size_t count) {
    static const uint8_t keep[32] = {255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
                                     255, 255, 255, 255, 255, 0};
    renoir_words words = {renoir_load8(p) & renoir_load8(keep + 16 - count),
                          renoir_load8((const char *)p + 8) & renoir_load8(keep + 24 - count)};
    return words;
}

/// The `count` <= 15 bytes at `p`. Reads nothing else: two loads overlap instead.
static inline renoir_words renoir_pack(const void *p, size_t count) {
    const uint8_t *b = (const uint8_t *)p;
    renoir_words words = {0, 0};
    if (count >= 8) {
        words.low = renoir_load8(b);
        // Two shifts, because 16 - 8 bytes are a whole word and C forbids shifting by that.
        words.high = renoir_load8(b + count - 8) >> 8 >> (8 * (15 - count));
    } else if (count >= 4) {
        words.low = renoir_load4(b) | renoir_load4(b + count - 4) << (8 * (count - 4));
    } else if (count > 0) {
        size_t middle = count / 2, last = count - 1;
        words.low = (uint64_t)b[0] | (uint64_t)b[middle] << (8 * middle) | (uint64_t)b[last] << (8 * last);
    }
    return words;
}

typedef uint8_t renoir_byte16 __attribute__((ext_vector_type(16)));
typedef int8_t renoir_flag16 __attribute__((ext_vector_type(16)));

/// Bit i says whether flag i is set; compilers turn this into their machine's "move mask".
static inline uint64_t renoir_bits16(renoir_flag16 flags) {
    typedef _Bool bool16 __attribute__((ext_vector_type(16)));
    bool16 set = __builtin_convertvector(flags != 0, bool16);
    uint16_t bits;
    memcpy(&bits, &set, 2);
    return bits;
}

/// Bit i says whether byte i of the 16 at `p` is no ASCII white space (9...13 or 32).
static inline uint64_t renoir_text16(const void *p) {
    renoir_byte16 bytes;
    memcpy(&bytes, p, 16);
    return renoir_bits16((renoir_flag16)(((bytes - 9) > 4) & (bytes != 32)));
}

/// The same for the 64 bytes at `p`.
static inline uint64_t renoir_text64(const void *p) {
    const char *b = (const char *)p;
    return renoir_text16(b) | renoir_text16(b + 16) << 16 | renoir_text16(b + 32) << 32 | renoir_text16(b + 48) << 48;
}

/// The same for the `count` < 64 bytes before `end`, of which at least 16 must be readable.
static inline uint64_t renoir_text_before(const void *end, size_t count) {
    const char *b = (const char *)end - count;
    uint64_t bits = 0;
    size_t done = 0;
    for (; done + 16 <= count; done += 16) bits |= renoir_text16(b + done) << done;
    // The last 16 bytes overlap those before; what was seen already is shifted out.
    size_t rest = count - done;
    if (rest) bits |= renoir_text16((const char *)end - 16) >> (16 - rest) << done;
    return bits;
}

/// `word`, which the optimiser keeps out of vectors: 128-bit products have to be taken apart again there.
static inline uint64_t renoir_scalar(uint64_t word) {
    __asm__("" : "+r"(word));
    return word;
}

static inline int renoir_compare(const void *a, const void *b, size_t count) { return memcmp(a, b, count); }

/// The offset of the first `byte`, or `count`.
static inline size_t renoir_find(const void *p, uint8_t byte, size_t count) {
    const void *found = count ? memchr(p, byte, count) : 0;
    return found ? (size_t)((const char *)found - (const char *)p) : count;
}

/// The offset of the first occurrence of the `length` bytes at `part`, or `count`; 0 if there are none to look for.
static inline size_t renoir_search(const void *p, size_t count, const void *part, size_t length) {
    if (length == 0) return 0;
    const char *start = (const char *)p;
    uint8_t first = *(const uint8_t *)part;
    // The first byte of an occurrence has `length` - 1 bytes behind it.
    for (size_t place = 0; count - place >= length; place++) {
        size_t places = count - place - length + 1, found = renoir_find(start + place, first, places);
        if (found == places) break;
        place += found;
        if (memcmp(start + place, part, length) == 0) return place;
    }
    return count;
}

#endif
