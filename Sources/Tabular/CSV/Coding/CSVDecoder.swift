/// Makes values of the records of a table: keys are columns.
///
/// Columns are bound to keys once for each file: by the names of its header, or, without one, in the order in which the first
/// value asks for them. A key of one byte, as those of the compiler are, then finds its column in a table.
@usableFromInline
package final class CSVDecoder {
    /// Which column has which name; nil while there is no header.
    private var named: [String: Int]?
    /// The columns that were asked for by name in a table without header.
    private var asked: [String: Int] = [:]
    /// The column of each byte that is a key of `keyType`, or what isn't known or isn't there.
    private var places: [Int] = Array(repeating: unknown, count: 256)
    private var keyType: Any.Type?
    /// The container of `keyType`, for the next value too: it says what the decoder says.
    private var kept: AnyObject?
    /// The record that is decoded.
    fileprivate(set) var row: CSVRow?

    private static let unknown = -2
    private static let missing = -1

    package init() {}

    /// Begins with a file.
    package func bind(to names: [String]?) {
        named = names.map { Dictionary($0.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first }) }
        asked = [:]
        forget()
    }

    /// A container that somebody holds on to isn't used again, and finds this decoder for ever.
    private func forgetContainer() {
        guard kept != nil, !isKnownUniquelyReferenced(&kept) else { return }
        kept = nil
        keyType = nil
        _ = Unmanaged.passRetained(self)
    }

    private func forget() { for place in places.indices { places[place] = Self.unknown } }

    @usableFromInline
    /// - Throws: What `Value` throws, or a ``CSVProblem``.
    package func decode<Value: Decodable>(_ type: Value.Type, _ row: CSVRow) throws -> Value {
        self.row = row
        defer {
            self.row = nil
            forgetContainer()
        }
        return try Value(from: self)
    }

    /// The column of `key`; nil if there is none.
    @inline(__always)
    func place<Key: CodingKey>(of key: Key) -> Int? {
        guard MemoryLayout<Key>.size <= 1 else { return column(named: key.stringValue) }
        let byte = MemoryLayout<Key>.size == 0 ? 0 : Int(unsafeBitCast(key, to: UInt8.self))
        let place = places[byte]
        if place == Self.unknown { return remember(key, byte) }
        return place == Self.missing ? nil : place
    }

    @inline(never)
    private func remember(_ key: some CodingKey, _ byte: Int) -> Int? {
        let place = column(named: key.stringValue)
        places[byte] = place ?? Self.missing
        return place
    }

    private func column(named name: String) -> Int? {
        if let named { return named[name] }
        if let place = asked[name] { return place }
        asked[name] = asked.count
        return asked.count - 1
    }

    /// The names of the columns, as far as there are any.
    var names: [String] { (named ?? asked).sorted { $0.value < $1.value }.map(\.key) }

    /// The field of a column; nil if the record doesn't go as far.
    func field(_ place: Int) -> CSVField? {
        guard let row, place < row.fieldCount else { return nil }
        return row.fields[place]
    }
}

extension CSVDecoder: Decoder {
    @usableFromInline package var codingPath: [any CodingKey] { [] }
    @usableFromInline package var userInfo: [CodingUserInfoKey: Any] { [:] }

    @usableFromInline
    package func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
        if keyType == type {
            if let kept { return unsafeBitCast(kept, to: KeyedDecodingContainer<Key>.self) }
        } else {
            keyType = type
            kept = nil
            forget()
        }
        let container = KeyedDecodingContainer(CSVKeyedFields<Key>(decoder: .passUnretained(self)))
        // It is one reference: making another one would look for its type in tables of the library.
        if MemoryLayout<KeyedDecodingContainer<Key>>.size == MemoryLayout<AnyObject>.size {
            kept = unsafeBitCast(container, to: AnyObject.self)
        }
        return container
    }

    @usableFromInline
    package func unkeyedContainer() -> any UnkeyedDecodingContainer { CSVFieldSequence(decoder: self) }

    @usableFromInline
    package func singleValueContainer() -> any SingleValueDecodingContainer {
        CSVSingleField(decoder: self, place: 0, codingPath: [])
    }
}
