// Included by kernels.c, for each kind of processor: VARIANT ends the names.

#define TYPE double
#define SUM_TYPE double
#define SUFFIX _f64
#define IS_FLOATING 1
#define F(name) name
#define REMAINDER remainder_f64
#include "loops.h"
#undef TYPE
#undef SUM_TYPE
#undef SUFFIX
#undef F
#undef REMAINDER

#define TYPE float
#define SUM_TYPE float
#define SUFFIX _f32
#define F(name) name##f
#define REMAINDER remainder_f32
#include "loops.h"
#undef TYPE
#undef SUM_TYPE
#undef SUFFIX
#undef IS_FLOATING
#undef F
#undef REMAINDER

// Sums of integers wrap around, which only those without a sign do.
#define TYPE int64_t
#define SUM_TYPE uint64_t
#define SUFFIX _i64
#define IS_FLOATING 0
#define REMAINDER remainder_i64
#include "loops.h"
#undef TYPE
#undef SUM_TYPE
#undef SUFFIX
#undef IS_FLOATING
#undef REMAINDER
