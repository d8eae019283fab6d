/// What a type is made of in memory, if copying its bytes copies its value to another process.
///
/// That a type is trivial is not enough: pointers, metatypes and clock instants are trivial and mean nothing elsewhere.
/// So the type's metadata is walked, and only integers, floating-point numbers, SIMD vectors, `Bool`, enums without
/// payload and optionals of these are taken, and structs and tuples of all that.
struct PlainLayout: CustomStringConvertible {
    /// Bytes that not all patterns are valid for.
    struct Check: Equatable {
        /// Where they are in a record.
        let offset: Int
        /// How many there are: 1, 2 or 4.
        let width: Int
        /// The number they hold must be below.
        let limit: UInt64
        /// Whether the number must be a Unicode scalar.
        let isUnicode: Bool
        let type: String

        func accepts(_ number: UInt32) -> Bool {
            UInt64(number) < limit && !(isUnicode && Unicode.Scalar(number) == nil)
        }
    }

    /// The fields in order, in words.
    let description: String
    let checks: [Check]

    /// - Returns: nil if there is any part whose bytes alone don't make its value.
    static func of(_ type: Any.Type) -> PlainLayout? {
        var walk = PlainWalk()
        guard walk.visit(type, at: 0) else { return nil }
        return PlainLayout(description: walk.words.joined(separator: " "), checks: walk.checks)
    }

    /// Looks at records that have arrived, `stride` bytes each.
    static func check(_ bytes: UnsafeRawBufferPointer, stride: Int, _ checks: [Check]) throws(WireError) {
        for check in checks {
            for offset in Swift.stride(from: check.offset, to: bytes.count, by: stride) {
                let number =
                    switch check.width {
                    case 1: UInt32(bytes[offset])
                    case 2: UInt32(bytes.loadUnaligned(fromByteOffset: offset, as: UInt16.self))
                    default: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
                    }
                guard check.accepts(number) else {
                    throw WireError(message: "a \(check.type) at byte \(check.offset) of a record holds \(number)")
                }
            }
        }
    }
}

/// A walk over the parts of a type.
private struct PlainWalk {
    var words: [String] = []
    var checks: [PlainLayout.Check] = []

    /// - Returns: Whether everything in `type` is plain.
    mutating func visit(_ type: Any.Type, at offset: Int) -> Bool {
        if isNumber(type) {
            words.append("\(type)@\(offset)")
            return true
        }
        if type == Bool.self { return check(type, offset, limit: 2) }
        if type == Unicode.Scalar.self { return check(type, offset, limit: .max, isUnicode: true) }
        if let cases = TypeMetadata.casesWithoutPayload(type) { return visitEnum(type, cases, at: offset) }
        if let optional = type as? any PlainOptional.Type { return visitOptional(type, optional.wrapped, at: offset) }
        guard !isBoundToProcess(type), !hasRules(type), let fields = TypeMetadata.fields(of: type) else { return false }
        guard !fields.isEmpty || TypeMetadata.size(of: type) == 0 else { return false }
        if fields.isEmpty { words.append("\(TypeName.of(type))@\(offset)") }
        return fields.allSatisfy { visit($0.type, at: offset + $0.offset) }
    }

    private mutating func visitEnum(_ type: Any.Type, _ cases: Int, at offset: Int) -> Bool {
        guard cases > 0 else { return false }
        if TypeMetadata.size(of: type) > 0 { return check(type, offset, limit: UInt64(cases)) }
        words.append("\(TypeName.of(type))@\(offset)")
        return true
    }

    /// An optional has a byte of its own behind the value, or takes the first number that no case of it has.
    private mutating func visitOptional(_ type: Any.Type, _ wrapped: Any.Type, at offset: Int) -> Bool {
        var inner = PlainWalk()
        guard inner.visit(wrapped, at: offset) else { return false }
        let (size, wrappedSize) = (TypeMetadata.size(of: type), TypeMetadata.size(of: wrapped))
        if inner.checks.isEmpty && size == wrappedSize + 1 {
            words.append("optional(\(inner.words.joined(separator: " ")))")
            checks.append(
                PlainLayout.Check(
                    offset: offset + wrappedSize, width: 1, limit: 2, isUnicode: false, type: "presence of \(wrapped)"))
            return true
        }
        guard let only = inner.checks.first, inner.checks.count == 1, only.offset == offset, !only.isUnicode,
            size == wrappedSize, size == only.width
        else { return false }
        return check(type, offset, limit: only.limit + 1)
    }

    private mutating func check(_ type: Any.Type, _ offset: Int, limit: UInt64, isUnicode: Bool = false) -> Bool {
        let width = TypeMetadata.size(of: type)
        guard width == 1 || width == 2 || width == 4 else { return false }
        words.append(limit == .max ? "\(type)@\(offset)" : "\(TypeName.of(type))<\(limit)@\(offset)")
        checks.append(
            PlainLayout.Check(offset: offset, width: width, limit: limit, isUnicode: isUnicode, type: "\(type)"))
        return true
    }

    private func isNumber(_ type: Any.Type) -> Bool {
        if let vector = type as? any SIMD.Type { return isScalarNumber(vector) }
        // A type elsewhere may call itself an integer and hold anything: it's walked like any other.
        return (type is any FixedWidthInteger.Type || type is any BinaryFloatingPoint.Type)
            && TypeMetadata.isOfStandardLibrary(type)
    }

    private func isScalarNumber<Vector: SIMD>(_ type: Vector.Type) -> Bool {
        TypeMetadata.isOfStandardLibrary(type) && isNumber(Vector.Scalar.self)
    }

    private func isBoundToProcess(_ type: Any.Type) -> Bool {
        type == ContinuousClock.Instant.self || type == SuspendingClock.Instant.self
    }

    /// Whether the type has a way of its own to be read, which copying would pass by.
    private func hasRules(_ type: Any.Type) -> Bool { type is any WireCodable.Type || type is any WireRuled.Type }
}

/// Tells the walk what an optional wraps.
protocol PlainOptional {
    static var wrapped: Any.Type { get }
}

extension Optional: PlainOptional {
    static var wrapped: Any.Type { Wrapped.self }
}

/// A type whose fields must fit each other, so that its bytes alone are not to be trusted.
protocol WireRuled {}
extension Range: WireRuled {}
extension ClosedRange: WireRuled {}
