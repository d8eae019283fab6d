/// The name of a set of atoms: atoms of the same name may take each other's place, others may not.
@frozen
public struct Color: Hashable, Sendable {
    /// Up to eight bytes of UTF-8, the first one in the highest bits, so that numbers are in the order of names.
    let bytes: UInt64

    /// - Parameter name: Eight bytes of UTF-8 at most.
    public init(_ name: String) {
        precondition(
            (1...8).contains(name.utf8.count), "a set of atoms has a name of one to eight bytes, not '\(name)'")
        var bytes: UInt64 = 0
        for byte in name.utf8 { bytes = bytes << 8 | UInt64(byte) }
        self.bytes = bytes << UInt64(8 * (8 - name.utf8.count))
    }
}

extension Color: Comparable {
    public static func < (left: Color, right: Color) -> Bool { left.bytes < right.bytes }
}

extension Color: CustomStringConvertible {
    public var description: String {
        let all = stride(from: UInt64(56), through: 0, by: -8).map { UInt8(truncatingIfNeeded: bytes >> $0) }
        return String(decoding: all.prefix { $0 != 0 }, as: UTF8.self)
    }
}

extension Color: ExpressibleByStringLiteral {
    public init(stringLiteral name: String) { self.init(name) }
}
