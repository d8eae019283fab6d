/// The cases of an enum, and how its values are looked at.
struct KeyCases {
    private let type: Any.Type
    private let cases: [TypeMetadata.Case]

    /// - Returns: nil for what is no enum.
    init?(_ type: Any.Type) {
        guard let cases = TypeMetadata.cases(of: type) else { return nil }
        (self.type, self.cases) = (type, cases)
    }

    func number(at place: UnsafeRawPointer) -> Int { TypeMetadata.caseNumber(of: type, at: place) }

    func holdsNaN(_ place: UnsafeRawPointer) -> Bool {
        let known = cases[number(at: place)]
        guard let payload = known.payload, case let shape = KeyShape.of(payload), shape.canHoldNaN else { return false }
        return withUnsafeTemporaryAllocation(byteCount: size, alignment: alignment) { copy in
            copy.copyMemory(from: UnsafeRawBufferPointer(start: place, count: size))
            return shape.holdsNaN(TypeMetadata.payload(of: type, in: copy.baseAddress!, known))
        }
    }

    /// - Returns: What lies in the value's own memory or in bytes that refer to it; nil for a case that carries nothing.
    func payload(at place: UnsafeRawPointer, _ number: Int) -> KeptPart? {
        guard let payload = cases[number].payload else { return nil }
        let bytes = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: alignment)
        bytes.copyMemory(from: place, byteCount: size)
        return KeptBytes(bytes, TypeMetadata.payload(of: type, in: bytes, cases[number]), .of(payload))
    }

    private var size: Int { TypeMetadata.size(of: type) }
    private var alignment: Int { TypeMetadata.alignment(of: type) }
}

/// The bytes of a part, which the value they are of keeps alive.
private final class KeptBytes: KeptPart, @unchecked Sendable {
    private let bytes: UnsafeMutableRawPointer

    init(_ bytes: UnsafeMutableRawPointer, _ place: UnsafeRawPointer, _ shape: KeyShape) {
        self.bytes = bytes
        super.init(place, shape)
    }

    deinit { bytes.deallocate() }
}
