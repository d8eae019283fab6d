/// What stands for the keys of one type, where a key is at most one byte in memory, as that of nearly all enumerations is: then the name
/// of a key that was met before is neither made nor compared.
///
/// Only what one byte says in a record is remembered, so that a key is found by comparing two bytes.
final class KeyCodes {
    /// In place of a code where none is known: it ends the entries, so that no key has it.
    static let unknown = UInt8(WireKey.end)

    private let codes: UnsafeMutablePointer<UInt8>
    private static var count: Int { 256 }
    /// The last path for each code, which is one byte of seven bits.
    private let paths: UnsafeMutablePointer<WirePath?>
    private static var pathCount: Int { 128 }

    private init() {
        codes = .allocate(capacity: Self.count)
        codes.initialize(repeating: Self.unknown, count: Self.count)
        paths = .allocate(capacity: Self.pathCount)
        paths.initialize(repeating: nil, count: Self.pathCount)
    }

    deinit {
        codes.deallocate()
        paths.deinitialize(count: Self.pathCount)
        paths.deallocate()
    }

    /// - Returns: nil for keys of another size.
    static func of<Key>(_ type: Key.Type) -> KeyCodes? {
        MemoryLayout<Key>.size <= 1 ? KeyCodes() : nil
    }

    /// The codes, for somebody who has these as well.
    var unowned: Place { Place(codes: codes, paths: paths) }

    /// Where the codes are, if there are any.
    struct Place {
        fileprivate let codes: UnsafeMutablePointer<UInt8>?
        fileprivate let paths: UnsafeMutablePointer<WirePath?>?

        static var none: Place { Place(codes: nil, paths: nil) }

        @inline(__always)
        subscript(key: some CodingKey) -> UInt8 {
            guard let codes else { return KeyCodes.unknown }
            return codes[Self.byte(of: key)]
        }

        func note(_ code: UInt8, for key: some CodingKey) { codes?[Self.byte(of: key)] = code }

        /// The path of a key inside of `parent`. Mostly it is the same as in the record before.
        func path(of key: some CodingKey, in parent: WirePath?) -> WirePath {
            let code = self[key]
            guard code != KeyCodes.unknown, let paths else { return WirePath(key, in: parent) }
            if let path = paths[Int(code)], path.parent === parent { return path }
            let path = WirePath(key, in: parent)
            paths[Int(code)] = path
            return path
        }

        /// A cast reads the byte where it is; a function that passes a pointer to the key is called through generic code.
        @inline(__always)
        private static func byte<Key: CodingKey>(of key: Key) -> Int {
            // A type of no size has one key.
            MemoryLayout<Key>.size == 0 ? 0 : Int(unsafeBitCast(key, to: UInt8.self))
        }
    }
}
