internal import CEngine

extension Double {
    /// The number that `text` is; nil if it is none.
    ///
    /// ```swift
    /// let temperatures = lines.compactMap { line in line.split(separator: ";").dropFirst().first.flatMap { Double($0) } }
    /// ```
    ///
    /// As from a `String`: the nearest value to what is written, in whatever locale, also `inf`, `nan` and hexadecimal ones,
    /// and no white space.
    ///
    /// - Complexity: O(*n*) for *n* bytes: one multiplication or division for numbers of up to 19 digits without an exponent, as
    ///   measured values are; others are read by way of a `String`.
    public init?(_ text: ByteString) {
        if let decimal = text.withUnsafeBytes({ Decimal($0) }), let value = decimal.double {
            self = value
        } else {
            guard let text = String(validating: text), let value = Double(text) else { return nil }
            self = value
        }
    }
}

extension Float {
    /// The number that `text` is; nil if it is none.
    ///
    /// ```swift
    /// let weights = lines.compactMap { Float($0.trimmed()) }
    /// ```
    ///
    /// As ``Swift/Double/init(_:)-(ByteString)``, rounded once.
    ///
    /// - Complexity: O(*n*) for *n* bytes; less for numbers of up to 7 digits.
    public init?(_ text: ByteString) {
        if let decimal = text.withUnsafeBytes({ Decimal($0) }), let value = decimal.float {
            self = value
        } else {
            guard let text = String(validating: text), let value = Float(text) else { return nil }
            self = value
        }
    }
}

/// A number of few digits as it is written: `digits` × 10 to the power of `exponent`.
///
/// If both that integer and that power of ten are values of a floating-point type, one multiplication or division rounds
/// their exact result once: no value is nearer.
private struct Decimal {
    let isNegative: Bool
    let digits: UInt64
    let exponent: Int

    /// More digits may not fit into `digits`.
    private static let mostDigits = 19
    /// More digits of an exponent than any that can be used.
    private static let mostExponentDigits = 4

    private static let doublePowers: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22,
    ]
    private static let floatPowers: [Float] = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10]

    /// Nil for what is not only digits with a point and an exponent, or has too many of them: the library knows those.
    init?(_ text: UnsafeRawBufferPointer) {
        var place = 0
        var digits: UInt64 = 0
        /// Takes digits, and returns how many.
        func take() -> Int {
            let start = place
            while place < text.count, case let digit = text[place] &- UInt8(ascii: "0"), digit <= 9 {
                digits = digits &* 10 &+ UInt64(digit)
                place += 1
            }
            return place - start
        }
        func takes(_ byte: UInt8) -> Bool {
            guard place < text.count, text[place] == byte else { return false }
            place += 1
            return true
        }
        isNegative = takes(UInt8(ascii: "-"))
        if !isNegative { _ = takes(UInt8(ascii: "+")) }
        let whole = take()
        let fraction = takes(UInt8(ascii: ".")) ? take() : 0
        guard (1...Self.mostDigits).contains(whole + fraction) else { return nil }
        self.digits = digits
        guard place < text.count else {
            exponent = -fraction
            return
        }
        guard takes(UInt8(ascii: "e")) || takes(UInt8(ascii: "E")) else { return nil }
        let isSmall = takes(UInt8(ascii: "-"))
        if !isSmall { _ = takes(UInt8(ascii: "+")) }
        digits = 0
        guard (1...Self.mostExponentDigits).contains(take()), place == text.count else { return nil }
        exponent = (isSmall ? -Int(digits) : Int(digits)) - fraction
    }

    var double: Double? {
        if (-19...0).contains(exponent) {
            let magnitude = renoir_decimal(digits, Int32(-exponent))
            return isNegative ? -magnitude : magnitude
        }
        guard digits <= 1 << 53, abs(exponent) < Self.doublePowers.count else { return nil }
        let magnitude =
            exponent < 0
            ? Double(digits) / Self.doublePowers[-exponent] : Double(digits) * Self.doublePowers[exponent]
        return isNegative ? -magnitude : magnitude
    }

    var float: Float? {
        guard digits <= 1 << 24, abs(exponent) < Self.floatPowers.count else { return nil }
        let magnitude =
            exponent < 0 ? Float(digits) / Self.floatPowers[-exponent] : Float(digits) * Self.floatPowers[exponent]
        return isNegative ? -magnitude : magnitude
    }
}
