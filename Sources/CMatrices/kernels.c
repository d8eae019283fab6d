#include "CMatrices.h"

#include <math.h>

// A sum of a product is rounded twice everywhere, so that results are the same on all processors.
#pragma clang fp contract(off)

// Elements' own functions, for all processors.
static inline double remainder_f64(double a, double b) {
    double rest = fmod(a, b);
    return rest == 0 ? copysign(0.0, b) : (b < 0) != (rest < 0) ? rest + b : rest;
}

static inline float remainder_f32(float a, float b) {
    float rest = fmodf(a, b);
    return rest == 0 ? copysignf(0.0f, b) : (b < 0) != (rest < 0) ? rest + b : rest;
}

static inline int64_t remainder_i64(int64_t a, int64_t b) {
    if (b == 0 || b == -1) return 0;
    int64_t rest = a % b;
    return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
}

static inline int64_t quotient_i64(int64_t a, int64_t b) {
    if (b == 0) return 0;
    return b == -1 ? (int64_t)(0 - (uint64_t)a) : a / b;
}

static inline int64_t power_i64(int64_t a, int64_t b) {
    if (b < 0) return a == 1 ? 1 : a == -1 ? (b % 2 == 0 ? 1 : -1) : 0;
    uint64_t power = 1, square = (uint64_t)a;
    for (; b > 0; b >>= 1) {
        if (b & 1) power *= square;
        square *= square;
    }
    return (int64_t)power;
}

#define NAMED(name, suffix) NAMED2(name, suffix)
#define NAMED2(name, suffix) name##suffix

// The loops, for all processors and for those with longer vectors.
#define VARIANT _plain
#include "variants.h"
#undef VARIANT

#if defined(__x86_64__)
#define HAS_WIDE 1
#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
#define VARIANT _wide
#include "variants.h"
#undef VARIANT
#pragma clang attribute pop

static int is_wide(void) {
    static int known;
    int is = __atomic_load_n(&known, __ATOMIC_RELAXED);
    if (is == 0) {
        is = __builtin_cpu_supports("avx2") ? 1 : -1;
        __atomic_store_n(&known, is, __ATOMIC_RELAXED);
    }
    return is > 0;
}
#define CALL(name, ...) (is_wide() ? name##_wide(__VA_ARGS__) : name##_plain(__VA_ARGS__))
#else
#define CALL(name, ...) name##_plain(__VA_ARGS__)
#endif

#define ENTRIES(type, suffix)                                                                                          \
    void renoir_calculate##suffix(                                                                                     \
        const renoir_step *steps, size_t step_count, size_t count, const type *const *places, const uint8_t *go_on,    \
        type *const *rooms, type *output) {                                                                            \
        CALL(calculate##suffix, steps, step_count, count, places, go_on, rooms, output);                               \
    }                                                                                                                  \
    void renoir_add_in_turn##suffix(type *sums, size_t place, size_t count, const type *elements) {                    \
        CALL(add_in_turn##suffix, sums, place, count, elements);                                                       \
    }                                                                                                                  \
    void renoir_add_rows##suffix(type *sums, size_t rows, size_t columns, const type *elements) {                      \
        CALL(add_rows##suffix, sums, rows, columns, elements);                                                         \
    }                                                                                                                  \
    void renoir_sum_each_row##suffix(type *sums, size_t rows, size_t columns, const type *elements) {                  \
        CALL(sum_each_row##suffix, sums, rows, columns, elements);                                                     \
    }                                                                                                                  \
    void renoir_repeat_each##suffix(type *output, size_t count, size_t times, const type *elements) {                  \
        CALL(repeat_each##suffix, output, count, times, elements);                                                     \
    }

ENTRIES(double, _f64)
ENTRIES(float, _f32)
ENTRIES(int64_t, _i64)
