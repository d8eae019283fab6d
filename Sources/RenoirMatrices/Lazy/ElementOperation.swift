internal import CMatrices

/// What is done with elements, one by one.
@usableFromInline
enum ElementOperation: Sendable {
    case add, subtract, multiply, divide, power, remainder, logarithm, lesser, greater, and, or
    case equal, unequal, less, lessOrEqual, more, moreOrEqual
    case negate, absolute, sign, root, exponential, naturalLogarithm, round, floor, ceiling
    case sine, cosine, tangent, arcSine, arcCosine, arcTangent, hyperbolicSine, hyperbolicCosine, hyperbolicTangent
    case isNaN, choose

    /// As the loops know it.
    var code: Int32 {
        let operation: renoir_operation =
            switch self {
            case .add: renoir_add
            case .subtract: renoir_subtract
            case .multiply: renoir_multiply
            case .divide: renoir_divide
            case .power: renoir_power
            case .remainder: renoir_remainder
            case .logarithm: renoir_logarithm
            case .lesser: renoir_lesser
            case .greater: renoir_greater
            case .and: renoir_and
            case .or: renoir_or
            case .equal: renoir_equal
            case .unequal: renoir_unequal
            case .less: renoir_less
            case .lessOrEqual: renoir_less_or_equal
            case .more: renoir_more
            case .moreOrEqual: renoir_more_or_equal
            case .negate: renoir_negate
            case .absolute: renoir_absolute
            case .sign: renoir_sign
            case .root: renoir_root
            case .exponential: renoir_exponential
            case .naturalLogarithm: renoir_natural_logarithm
            case .round: renoir_round
            case .floor: renoir_floor
            case .ceiling: renoir_ceiling
            case .sine: renoir_sine
            case .cosine: renoir_cosine
            case .tangent: renoir_tangent
            case .arcSine: renoir_arc_sine
            case .arcCosine: renoir_arc_cosine
            case .arcTangent: renoir_arc_tangent
            case .hyperbolicSine: renoir_hyperbolic_sine
            case .hyperbolicCosine: renoir_hyperbolic_cosine
            case .hyperbolicTangent: renoir_hyperbolic_tangent
            case .isNaN: renoir_is_nan
            case .choose: renoir_choose
            }
        return Int32(operation.rawValue)
    }

    /// As a formula has it: between two sides, or before them in parentheses.
    var symbol: (text: String, isBetween: Bool) {
        switch self {
        case .add: ("+", true)
        case .subtract: ("-", true)
        case .multiply: ("*", true)
        case .divide: ("/", true)
        case .and: (".&", true)
        case .or: (".|", true)
        case .equal: (".==", true)
        case .unequal: (".!=", true)
        case .less: (".<", true)
        case .lessOrEqual: (".<=", true)
        case .more: (".>", true)
        case .moreOrEqual: (".>=", true)
        case .negate: ("-", false)
        case .absolute: ("abs", false)
        case .root: ("sqrt", false)
        case .exponential: ("exp", false)
        case .naturalLogarithm: ("log", false)
        case .ceiling: ("ceil", false)
        case .sine: ("sin", false)
        case .cosine: ("cos", false)
        case .tangent: ("tan", false)
        case .arcSine: ("asin", false)
        case .arcCosine: ("acos", false)
        case .arcTangent: ("atan", false)
        case .hyperbolicSine: ("sinh", false)
        case .hyperbolicCosine: ("cosh", false)
        case .hyperbolicTangent: ("tanh", false)
        case .choose: ("where", false)
        case .power, .remainder, .logarithm, .lesser, .greater, .sign, .round, .floor, .isNaN: ("\(self)", false)
        }
    }
}
