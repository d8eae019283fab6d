public import Renoir

/// Powers, remainders and logarithms, element by element; as `+` what moves, and what fits.
extension Matrix {
    /// Each element to the power of another one. Integers to negative powers are 0, but for 1 and -1.
    ///
    /// ```swift
    /// let squares = a.power(2)
    /// ```
    public func power(_ exponents: Matrix) throws(JobError) -> Matrix {
        try Self.calculated(.power, [self, exponents], "power")
    }

    /// Each element to the same power. Local.
    public func power(_ exponent: Element) -> Matrix { calculated(.power, [.matrix(self), .number(exponent)]) }

    /// What divisions to the next lower whole number leave: with the divisor's sign, as `%` in NumPy; 0 of integers by 0.
    ///
    /// ```swift
    /// let hours = times.modulo(24)
    /// ```
    public func modulo(_ divisors: Matrix) throws(JobError) -> Matrix {
        try Self.calculated(.remainder, [self, divisors], "modulo")
    }

    /// What divisions by one number leave. Local.
    public func modulo(_ divisor: Element) -> Matrix { calculated(.remainder, [.matrix(self), .number(divisor)]) }

    /// The smaller one of each element and a number. Local.
    public func lesser(_ other: Element) -> Matrix { calculated(.lesser, [.matrix(self), .number(other)]) }

    /// The greater one of each element and a number. Local.
    public func greater(_ other: Element) -> Matrix { calculated(.greater, [.matrix(self), .number(other)]) }
}

extension Matrix where Element: BinaryFloatingPoint {
    /// Logarithms to bases of their own.
    public func logarithm(base: Matrix) throws(JobError) -> Matrix {
        try Self.calculated(.logarithm, [self, base], "logarithm")
    }

    /// Logarithms to one base. Local.
    public func logarithm(base: Element) -> Matrix { calculated(.logarithm, [.matrix(self), .number(base)]) }
}
