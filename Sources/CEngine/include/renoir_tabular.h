#ifndef RENOIR_TABULAR_H
#define RENOIR_TABULAR_H

#include "renoir_bytes.h"

/// The bytes that mean something in a table's text. Unused places repeat another one.
typedef struct renoir_marks {
    uint8_t bytes[4];
} renoir_marks;

/// Bit i says whether byte i of the 64 at `p` is one of the marks.
static inline uint64_t renoir_marks64(const void *p, renoir_marks marks) {
    const char *b = (const char *)p;
    uint64_t bits = 0;
    for (int part = 0; part < 4; part++) {
        renoir_byte16 bytes;
        memcpy(&bytes, b + 16 * part, 16);
        renoir_flag16 found = (renoir_flag16)((bytes == marks.bytes[0]) | (bytes == marks.bytes[1]) |
                                              (bytes == marks.bytes[2]) | (bytes == marks.bytes[3]));
        bits |= renoir_bits16(found) << (16 * part);
    }
    return bits;
}

/// The offset of the first mark among `count` bytes, or `count`.
static inline size_t renoir_find_mark(const void *p, size_t count, renoir_marks marks) {
    const uint8_t *b = (const uint8_t *)p;
    if (marks.bytes[0] == marks.bytes[1] && marks.bytes[0] == marks.bytes[2] && marks.bytes[0] == marks.bytes[3])
        return renoir_find(p, marks.bytes[0], count);
    size_t place = 0;
    for (; place + 64 <= count; place += 64) {
        uint64_t bits = renoir_marks64(b + place, marks);
        if (bits) return place + (size_t)__builtin_ctzll(bits);
    }
    for (; place < count; place++)
        for (int mark = 0; mark < 4; mark++)
            if (b[place] == marks.bytes[mark]) return place;
    return count;
}

/// The number that 8 decimal digits are, the first in the lowest byte; -1 if one of them is no digit.
static inline __attribute__((always_inline)) int64_t renoir_digits8(uint64_t text) {
    uint64_t high = 0xF0F0F0F0F0F0F0F0u, zeros = 0x3030303030303030u;
    if ((text & high) != zeros || ((text + 0x0606060606060606u) & high) != zeros) return -1;
    text -= zeros;
    text = text * 10 + (text >> 8);
    return (int64_t)((((text & 0x000000FF000000FFu) * 0x000F424000000064u) +
                      (((text >> 16) & 0x000000FF000000FFu) * 0x0000271000000001u)) >> 32);
}

/// `count` <= 8 bytes at `p`, of which 8 can be read, with zeros as digits before them.
static inline __attribute__((always_inline)) uint64_t renoir_padded8(const void *p, size_t count) {
    if (count == 0) return 0x3030303030303030u;
    uint64_t text = renoir_load8(p);
    return count == 8 ? text : text << (64 - 8 * count) | 0x3030303030303030u >> (8 * count);
}

/// 10 to the power of `exponent`, from 0 to 19.
static inline uint64_t renoir_power10(int exponent) {
    static const uint64_t powers[32] = {
        1u, 10u, 100u, 1000u, 10000u, 100000u, 1000000u, 10000000u, 100000000u, 1000000000u, 10000000000u,
        100000000000u, 1000000000000u, 10000000000000u, 100000000000000u, 1000000000000000u, 10000000000000000u,
        100000000000000000u, 1000000000000000000u, 10000000000000000000u};
    return powers[exponent & 31];
}

/// The quotient of a number of two words, which fits one, and whether there is a remainder.
static inline __attribute__((always_inline)) uint64_t renoir_divide(uint64_t high, uint64_t low, uint64_t divisor, int *is_inexact) {
    uint64_t quotient, remainder;
#if defined(__x86_64__)
    __asm__("divq %4" : "=a"(quotient), "=d"(remainder) : "a"(low), "d"(high), "r"(divisor) : "cc");
#else
    unsigned __int128 number = (unsigned __int128)high << 64 | low;
    quotient = (uint64_t)(number / divisor);
    remainder = (uint64_t)(number % divisor);
#endif
    *is_inexact = remainder != 0;
    return quotient;
}

/// The `double` nearest to `digits` divided by 10 to the power of `places`, from 0 to 19.
static inline __attribute__((always_inline)) double renoir_decimal(uint64_t digits, int places) {
    // Both numbers are exact, and the division rounds once.
    if (digits <= (uint64_t)1 << 53) return (double)digits / (double)renoir_power10(places);
    // The powers of two come last; what is left of the division by those of five shows in the last of 62 bits or more.
    uint64_t fives = renoir_power10(places) >> places;
    int digits_shift = __builtin_clzll(digits), fives_shift = __builtin_clzll(fives), is_inexact;
    digits <<= digits_shift;
    uint64_t quotient = renoir_divide(digits >> 1, digits << 63, fives << fives_shift, &is_inexact);
    double rounded = (double)(quotient | (uint64_t)is_inexact);
    uint64_t scale = (uint64_t)(1023 + fives_shift - digits_shift - places - 63) << 52;
    double power;
    memcpy(&power, &scale, 8);
    return rounded * power;
}

#endif
