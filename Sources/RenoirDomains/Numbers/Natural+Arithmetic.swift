extension Natural {
    public static func + (left: Natural, right: Natural) -> Natural {
        if left.isSmall && right.isSmall {
            let (sum, overflow) = left.low.addingReportingOverflow(right.low)
            return overflow ? Natural(limbs: [sum, 1]) : Natural(low: sum)
        }
        let (left, right) = (left.limbs, right.limbs)
        var limbs: [UInt64] = []
        var carry: UInt64 = 0
        for index in 0..<max(left.count, right.count) {
            let (first, firstOverflow) = (index < left.count ? left[index] : 0)
                .addingReportingOverflow(index < right.count ? right[index] : 0)
            let (sum, overflow) = first.addingReportingOverflow(carry)
            limbs.append(sum)
            carry = (firstOverflow ? 1 : 0) + (overflow ? 1 : 0)
        }
        return Natural(limbs: limbs + [carry])
    }

    /// - Precondition: `right` is not the larger one.
    public static func - (left: Natural, right: Natural) -> Natural {
        precondition(left >= right, "\(left) - \(right) is not a natural number")
        if left.isSmall { return Natural(low: left.low - right.low) }
        var limbs = left.limbs
        let right = right.limbs
        var borrow: UInt64 = 0
        for index in limbs.indices {
            let (first, firstOverflow) = limbs[index].subtractingReportingOverflow(
                index < right.count ? right[index] : 0)
            let (difference, overflow) = first.subtractingReportingOverflow(borrow)
            limbs[index] = difference
            borrow = firstOverflow || overflow ? 1 : 0
        }
        return Natural(limbs: limbs)
    }

    public static func * (left: Natural, right: Natural) -> Natural {
        if left.isSmall && right.isSmall {
            let product = left.low.multipliedFullWidth(by: right.low)
            return product.high == 0 ? Natural(low: product.low) : Natural(limbs: [product.low, product.high])
        }
        let (left, right) = (left.limbs, right.limbs)
        var limbs = [UInt64](repeating: 0, count: left.count + right.count)
        for i in left.indices {
            var carry: UInt64 = 0
            for j in right.indices {
                let product = left[i].multipliedFullWidth(by: right[j])
                let sum = UInt128(product.low) + UInt128(limbs[i + j]) + UInt128(carry)
                limbs[i + j] = UInt64(truncatingIfNeeded: sum)
                carry = product.high + UInt64(sum >> 64)
            }
            limbs[i + right.count] = carry
        }
        return Natural(limbs: limbs)
    }

    public static func += (left: inout Natural, right: Natural) { left = left + right }
    public static func -= (left: inout Natural, right: Natural) { left = left - right }
    public static func *= (left: inout Natural, right: Natural) { left = left * right }

    /// The number `exponent` times multiplied with itself.
    public func power(_ exponent: Int) -> Natural {
        var (result, base, left) = (Natural.one, self, exponent)
        while left > 0 {
            if left & 1 == 1 { result *= base }
            left >>= 1
            if left > 0 { base *= base }
        }
        return result
    }

    func dividing(by divisor: UInt64) -> (quotient: Natural, remainder: UInt64) {
        if isSmall { return (Natural(low: low / divisor), low % divisor) }
        var limbs = limbs
        var remainder: UInt64 = 0
        for index in limbs.indices.reversed() {
            (limbs[index], remainder) = divisor.dividingFullWidth((remainder, limbs[index]))
        }
        return (Natural(limbs: limbs), remainder)
    }

    /// How often `divisor` fits into it, and what is left then.
    ///
    /// - Precondition: `divisor` is not zero.
    public func dividing(by divisor: Natural) -> (quotient: Natural, remainder: Natural) {
        precondition(!divisor.isZero, "\(self) ÷ 0")
        if divisor.isSmall {
            let (quotient, remainder) = dividing(by: divisor.low)
            return (quotient, Natural(low: remainder))
        }
        guard self >= divisor else { return (.zero, self) }
        // Bit by bit: numbers of more than 64 bits are divided once for an element that is looked up, not in loops.
        var quotient = [UInt64](repeating: 0, count: rest.count + 1)
        var remainder = Natural.zero
        let limbs = limbs
        for bit in stride(from: bitWidth - 1, through: 0, by: -1) {
            remainder = remainder + remainder + Natural(low: limbs[bit / 64] >> UInt64(bit % 64) & 1)
            guard remainder >= divisor else { continue }
            remainder -= divisor
            quotient[bit / 64] |= 1 << UInt64(bit % 64)
        }
        return (Natural(limbs: quotient), remainder)
    }

    /// In how many ways `count` of `total` things can be chosen.
    public static func choose(_ count: Int, of total: Int) -> Natural {
        guard count >= 0, count <= total else { return .zero }
        let count = min(count, total - count)
        var result = Natural.one
        for step in 0..<count {
            result = (result * Natural(total - step)).dividing(by: UInt64(step + 1)).quotient
        }
        return result
    }

    /// In how many orders `count` things can stand.
    public static func factorial(_ count: Int) -> Natural {
        count < 2 ? .one : (2...count).reduce(.one) { $0 * Natural($1) }
    }
}
