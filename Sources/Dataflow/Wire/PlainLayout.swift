@_spi(Reflection) internal import Swift

/// What a type is made of in memory, if copying its bytes copies its value to another process.
///
/// That a type is trivial is not enough: pointers, metatypes and clock instants are trivial and mean nothing elsewhere.
/// So the type's metadata is walked, and only integers, floating-point numbers, SIMD vectors and `Bool`, and structs and
/// tuples of those, are taken.
struct PlainLayout: CustomStringConvertible {
    /// The fields in order, in words.
    let description: String
    /// Where there is a `Bool`, whose byte must be 0 or 1 when it arrives.
    let booleans: [Int]

    /// - Returns: nil if there is any part whose bytes alone don't make its value.
    static func of(_ type: Any.Type) -> PlainLayout? {
        var walk = Walk()
        guard walk.visit(type, at: 0) else { return nil }
        return PlainLayout(description: walk.words.joined(separator: " "), booleans: walk.booleans)
    }

    /// Looks at records that have arrived, `stride` bytes each.
    static func check(_ bytes: UnsafeRawBufferPointer, stride: Int, booleans: [Int]) throws(WireError) {
        guard !booleans.isEmpty else { return }
        for record in Swift.stride(from: 0, to: bytes.count, by: stride) {
            for offset in booleans where bytes[record + offset] > 1 {
                throw WireError(message: "a Bool at byte \(offset) of a record holds \(bytes[record + offset])")
            }
        }
    }
}

private struct Walk {
    var words: [String] = []
    var booleans: [Int] = []

    /// - Returns: Whether everything in `type` is plain.
    mutating func visit(_ type: Any.Type, at offset: Int) -> Bool {
        if isNumber(type) {
            words.append("\(type)@\(offset)")
            return true
        }
        if type == Bool.self {
            words.append("Bool@\(offset)")
            booleans.append(offset)
            return true
        }
        guard !isBoundToProcess(type) else { return false }
        var fields: [(type: Any.Type, offset: Int)] = []
        let isWalked = _forEachField(of: type, options: []) { _, place, field, _ in
            fields.append((field, offset + place))
            return true
        }
        guard isWalked, !fields.isEmpty || size(of: type) == 0 else { return false }
        return fields.allSatisfy { visit($0.type, at: $0.offset) }
    }

    private func isNumber(_ type: Any.Type) -> Bool {
        if let vector = type as? any SIMD.Type { return isScalarNumber(vector) }
        return type is any FixedWidthInteger.Type && isOfStandardLibrary(type)
            || type is any BinaryFloatingPoint.Type && isOfStandardLibrary(type)
    }

    private func isScalarNumber<Vector: SIMD>(_ type: Vector.Type) -> Bool { isNumber(Vector.Scalar.self) }

    /// A type elsewhere may call itself an integer and hold anything: it's walked like any other.
    private func isOfStandardLibrary(_ type: Any.Type) -> Bool { _typeName(type, qualified: true).hasPrefix("Swift.") }

    private func isBoundToProcess(_ type: Any.Type) -> Bool {
        type == ContinuousClock.Instant.self || type == SuspendingClock.Instant.self
    }

    private func size(of type: Any.Type) -> Int {
        func size<Value>(_ type: Value.Type) -> Int { MemoryLayout<Value>.size }
        return _openExistential(type, do: size)
    }
}
