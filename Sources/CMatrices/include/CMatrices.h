#ifndef RENOIR_MATRICES_H
#define RENOIR_MATRICES_H

#include <stddef.h>
#include <stdint.h>

/// What is done with elements. Sides that an operation doesn't have aren't read.
enum renoir_operation {
    renoir_add, renoir_subtract, renoir_multiply, renoir_divide,
    /// Powers, remainders with the divisor's sign, logarithms to a base.
    renoir_power, renoir_remainder, renoir_logarithm,
    renoir_lesser, renoir_greater,
    renoir_and, renoir_or,
    renoir_equal, renoir_unequal, renoir_less, renoir_less_or_equal, renoir_more, renoir_more_or_equal,
    renoir_negate, renoir_absolute, renoir_sign, renoir_root, renoir_exponential, renoir_natural_logarithm,
    /// Halves go to the even neighbour.
    renoir_round, renoir_floor, renoir_ceiling,
    renoir_sine, renoir_cosine, renoir_tangent, renoir_arc_sine, renoir_arc_cosine, renoir_arc_tangent,
    renoir_hyperbolic_sine, renoir_hyperbolic_cosine, renoir_hyperbolic_tangent,
    renoir_is_nan,
    /// The second side where the first one isn't 0, the third one elsewhere.
    renoir_choose,
};

/// An operation on elements of slots.
typedef struct {
    int32_t operation, first, second, third, output;
} renoir_step;

/// Does steps with `count` elements of each slot: `places` says where slots are read, `rooms` where they are written; the last step
/// writes to `output`. What goes on in memory behind a slot's elements is fetched for the next call.
void renoir_calculate_f64(
    const renoir_step *steps, size_t step_count, size_t count, const double *const *places, const uint8_t *go_on,
    double *const *rooms, double *output);
void renoir_calculate_f32(
    const renoir_step *steps, size_t step_count, size_t count, const float *const *places, const uint8_t *go_on,
    float *const *rooms, float *output);
void renoir_calculate_i64(
    const renoir_step *steps, size_t step_count, size_t count, const int64_t *const *places, const uint8_t *go_on,
    int64_t *const *rooms, int64_t *output);

/// Adds elements to 8 sums in turn; the first one to that of number `place` modulo 8.
void renoir_add_in_turn_f64(double *sums, size_t place, size_t count, const double *elements);
void renoir_add_in_turn_f32(float *sums, size_t place, size_t count, const float *elements);
void renoir_add_in_turn_i64(int64_t *sums, size_t place, size_t count, const int64_t *elements);

/// Adds rows to a row.
void renoir_add_rows_f64(double *sums, size_t rows, size_t columns, const double *elements);
void renoir_add_rows_f32(float *sums, size_t rows, size_t columns, const float *elements);
void renoir_add_rows_i64(int64_t *sums, size_t rows, size_t columns, const int64_t *elements);

/// The sum of each row, as by `renoir_add_in_turn` and then in pairs.
void renoir_sum_each_row_f64(double *sums, size_t rows, size_t columns, const double *elements);
void renoir_sum_each_row_f32(float *sums, size_t rows, size_t columns, const float *elements);
void renoir_sum_each_row_i64(int64_t *sums, size_t rows, size_t columns, const int64_t *elements);

/// Each of some elements as often as said.
void renoir_repeat_each_f64(double *output, size_t count, size_t times, const double *elements);
void renoir_repeat_each_f32(float *output, size_t count, size_t times, const float *elements);
void renoir_repeat_each_i64(int64_t *output, size_t count, size_t times, const int64_t *elements);

#endif
