/// What stands for the keys of one type, where a key is one byte in memory, as that of nearly all enumerations is: then the name
/// of a key that was met before is neither made nor compared.
///
/// Only what one byte says in a record is remembered, so that a key is found by comparing two bytes.
final class KeyCodes {
    /// In place of a code where none is known: it ends the entries, so that no key has it.
    static let unknown = UInt8(WireKey.end)

    private let codes: UnsafeMutablePointer<UInt8>
    private static var count: Int { 256 }

    private init() {
        codes = .allocate(capacity: Self.count)
        codes.initialize(repeating: Self.unknown, count: Self.count)
    }

    deinit { codes.deallocate() }

    /// - Returns: nil for keys of another size.
    static func of<Key>(_ type: Key.Type) -> KeyCodes? {
        MemoryLayout<Key>.size == 1 ? KeyCodes() : nil
    }

    /// The codes, for somebody who has these as well.
    var unowned: Place { Place(codes: codes) }

    /// Where the codes are, if there are any.
    struct Place {
        fileprivate let codes: UnsafeMutablePointer<UInt8>?

        static var none: Place { Place(codes: nil) }

        @inline(__always)
        subscript(key: some CodingKey) -> UInt8 {
            guard let codes else { return KeyCodes.unknown }
            return codes[Self.byte(of: key)]
        }

        func note(_ code: UInt8, for key: some CodingKey) { codes?[Self.byte(of: key)] = code }

        /// A cast reads the byte where it is; a function that passes a pointer to the key is called through generic code.
        @inline(__always)
        private static func byte(of key: some CodingKey) -> Int { Int(unsafeBitCast(key, to: UInt8.self)) }
    }
}
