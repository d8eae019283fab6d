// Included by variants.h, for each type of elements.

#define CASE(operation, result)                                    \
    case operation:                                                \
        for (size_t i = 0; i < count; i++) output[i] = (TYPE)(result); \
        break;

static void NAMED(NAMED(apply, SUFFIX), VARIANT)(
    int operation, size_t count, const TYPE *restrict a, const TYPE *restrict b, const TYPE *restrict c,
    TYPE *restrict output) {
#pragma clang fp contract(off)
    switch (operation) {
        CASE(renoir_add, (SUM_TYPE)a[i] + (SUM_TYPE)b[i])
        CASE(renoir_subtract, (SUM_TYPE)a[i] - (SUM_TYPE)b[i])
        CASE(renoir_multiply, (SUM_TYPE)a[i] * (SUM_TYPE)b[i])
        CASE(renoir_remainder, REMAINDER(a[i], b[i]))
        CASE(renoir_and, (a[i] != 0) & (b[i] != 0))
        CASE(renoir_or, (a[i] != 0) | (b[i] != 0))
        CASE(renoir_equal, a[i] == b[i])
        CASE(renoir_unequal, a[i] != b[i])
        CASE(renoir_less, a[i] < b[i])
        CASE(renoir_less_or_equal, a[i] <= b[i])
        CASE(renoir_more, a[i] > b[i])
        CASE(renoir_more_or_equal, a[i] >= b[i])
        CASE(renoir_negate, (SUM_TYPE)a[i] * (SUM_TYPE)-1)
        CASE(renoir_choose, a[i] != 0 ? b[i] : c[i])
#if IS_FLOATING
        CASE(renoir_divide, a[i] / b[i])
        CASE(renoir_power, F(pow)(a[i], b[i]))
        CASE(renoir_logarithm, F(log)(a[i]) / F(log)(b[i]))
        CASE(renoir_lesser, ((a[i] != a[i]) | (a[i] < b[i])) ? a[i] : b[i])
        CASE(renoir_greater, ((a[i] != a[i]) | (a[i] > b[i])) ? a[i] : b[i])
        CASE(renoir_absolute, F(fabs)(a[i]))
        CASE(renoir_sign, a[i] != a[i] ? a[i] : (TYPE)((a[i] > 0) - (a[i] < 0)))
        CASE(renoir_root, __builtin_elementwise_sqrt(a[i]))
        CASE(renoir_exponential, F(exp)(a[i]))
        CASE(renoir_natural_logarithm, F(log)(a[i]))
        CASE(renoir_round, F(rint)(a[i]))
        CASE(renoir_floor, F(floor)(a[i]))
        CASE(renoir_ceiling, F(ceil)(a[i]))
        CASE(renoir_sine, F(sin)(a[i]))
        CASE(renoir_cosine, F(cos)(a[i]))
        CASE(renoir_tangent, F(tan)(a[i]))
        CASE(renoir_arc_sine, F(asin)(a[i]))
        CASE(renoir_arc_cosine, F(acos)(a[i]))
        CASE(renoir_arc_tangent, F(atan)(a[i]))
        CASE(renoir_hyperbolic_sine, F(sinh)(a[i]))
        CASE(renoir_hyperbolic_cosine, F(cosh)(a[i]))
        CASE(renoir_hyperbolic_tangent, F(tanh)(a[i]))
        CASE(renoir_is_nan, a[i] != a[i])
#else
        CASE(renoir_divide, quotient_i64(a[i], b[i]))
        CASE(renoir_power, power_i64(a[i], b[i]))
        CASE(renoir_lesser, a[i] < b[i] ? a[i] : b[i])
        CASE(renoir_greater, a[i] > b[i] ? a[i] : b[i])
        CASE(renoir_absolute, a[i] < 0 ? 0 - (uint64_t)a[i] : (uint64_t)a[i])
        CASE(renoir_sign, (a[i] > 0) - (a[i] < 0))
        CASE(renoir_round, a[i])
        CASE(renoir_floor, a[i])
        CASE(renoir_ceiling, a[i])
        CASE(renoir_is_nan, 0)
#endif
    default: __builtin_trap();
    }
}

#undef CASE

static void NAMED(NAMED(add_in_turn, SUFFIX), VARIANT)(
    TYPE *restrict sums, size_t place, size_t count, const TYPE *restrict elements) {
    size_t i = 0;
    for (; i < count && (place + i) % 8 != 0; i++)
        sums[(place + i) % 8] = (TYPE)((SUM_TYPE)sums[(place + i) % 8] + (SUM_TYPE)elements[i]);
    if (i + 8 <= count) {
        SUM_TYPE parts[8];
        for (int lane = 0; lane < 8; lane++) parts[lane] = (SUM_TYPE)sums[lane];
        for (; i + 8 <= count; i += 8)
            for (int lane = 0; lane < 8; lane++) parts[lane] += (SUM_TYPE)elements[i + (size_t)lane];
        for (int lane = 0; lane < 8; lane++) sums[lane] = (TYPE)parts[lane];
    }
    for (; i < count; i++) sums[(place + i) % 8] = (TYPE)((SUM_TYPE)sums[(place + i) % 8] + (SUM_TYPE)elements[i]);
}

static void NAMED(NAMED(add_rows, SUFFIX), VARIANT)(
    TYPE *restrict sums, size_t rows, size_t columns, const TYPE *restrict elements) {
    size_t row = 0;
    // Four rows at a time, each sum in the order of rows.
    for (; row + 4 <= rows; row += 4, elements += 4 * columns)
        for (size_t i = 0; i < columns; i++)
            sums[i] = (TYPE)((SUM_TYPE)sums[i] + (SUM_TYPE)elements[i] + (SUM_TYPE)elements[columns + i] +
                             (SUM_TYPE)elements[2 * columns + i] + (SUM_TYPE)elements[3 * columns + i]);
    for (; row < rows; row++, elements += columns)
        for (size_t i = 0; i < columns; i++) sums[i] = (TYPE)((SUM_TYPE)sums[i] + (SUM_TYPE)elements[i]);
}

static void NAMED(NAMED(sum_each_row, SUFFIX), VARIANT)(
    TYPE *restrict sums, size_t rows, size_t columns, const TYPE *restrict elements) {
    for (size_t row = 0; row < rows; row++, elements += columns) {
        SUM_TYPE parts[8] = {0};
        size_t i = 0;
        for (; i + 8 <= columns; i += 8)
            for (int lane = 0; lane < 8; lane++) parts[lane] += (SUM_TYPE)elements[i + (size_t)lane];
        for (int lane = 0; i < columns; i++, lane++) parts[lane] += (SUM_TYPE)elements[i];
        sums[row] = (TYPE)(((parts[0] + parts[1]) + (parts[2] + parts[3])) + ((parts[4] + parts[5]) + (parts[6] + parts[7])));
    }
}

static void NAMED(NAMED(repeat_each, SUFFIX), VARIANT)(
    TYPE *restrict output, size_t count, size_t times, const TYPE *restrict elements) {
    for (size_t place = 0; place < count; place++, output += times)
        for (size_t i = 0; i < times; i++) output[i] = elements[place];
}

static inline void NAMED(NAMED(fetch, SUFFIX), VARIANT)(const TYPE *elements, size_t count) {
    // Processors don't do it over the end of a page.
    for (size_t byte = 0; byte < count * sizeof *elements; byte += 64)
        __builtin_prefetch((const char *)(elements + count) + byte, 0, 2);
}

static void NAMED(NAMED(calculate, SUFFIX), VARIANT)(
    const renoir_step *steps, size_t step_count, size_t count, const TYPE *const *places, const uint8_t *go_on,
    TYPE *const *rooms, TYPE *output) {
    for (size_t number = 0; number < step_count; number++) {
        renoir_step step = steps[number];
        TYPE *target = number + 1 == step_count ? output : rooms[step.output];
        NAMED(NAMED(apply, SUFFIX), VARIANT)(
            step.operation, count, places[step.first], places[step.second], places[step.third], target);
        if (go_on[step.first]) NAMED(NAMED(fetch, SUFFIX), VARIANT)(places[step.first], count);
        if (step.second != step.first && go_on[step.second])
            NAMED(NAMED(fetch, SUFFIX), VARIANT)(places[step.second], count);
    }
}
