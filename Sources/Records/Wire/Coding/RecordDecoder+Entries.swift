// The entries of a keyed value, which mostly are read in the order in which they were written.
extension RecordDecoder {
    @inline(__always)
    func value<Value: Decodable>(_ type: Value.Type, forKey key: some CodingKey) throws -> Value {
        if isNext(key) { return try value(type, forKey: key, at: (reading.pointee.reader.offset, true)) }
        return try value(type, forKey: key, at: try namedPlace(of: key))
    }

    @inline(__always)
    func valueIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: some CodingKey) throws -> Value? {
        guard let place = isNext(key) ? (reading.pointee.reader.offset, true) : try find(key) else { return nil }
        if try isNil(at: place.offset) {
            if place.isNext { advance() }
            return nil
        }
        return try value(type, forKey: key, at: place)
    }

    @inline(__always)
    private func value<Value: Decodable>(
        _ type: Value.Type, forKey key: some CodingKey, at place: (offset: Int, isNext: Bool)
    ) throws -> Value {
        let value = try value(type, at: place.offset, path(of: key))
        if place.isNext { advance() }
        return value
    }

    func path(of key: some CodingKey) -> WirePath { kept.codes.path(of: key, in: path) }

    /// Whether the next entry in turn is known to be that of `key`; then the reader is left behind its key.
    @inline(__always)
    private func isNext(_ key: some CodingKey) -> Bool {
        let code = kept.codes[key]
        let reader = reading.pointee.reader
        guard code != KeyCodes.unknown, pending == nil, next < reader.end, reader.bytes[next] == code else {
            return false
        }
        reading.pointee.reader.offset = next + 1
        return true
    }

    /// The place of a key of which no code is known yet, or which isn't the next in turn.
    @inline(never)
    private func namedPlace(of key: some CodingKey) throws -> (offset: Int, isNext: Bool) {
        guard let place = try find(key) else { throw notFound(key) }
        return place
    }

    @inline(never)
    private func find(_ key: some CodingKey) throws(WireError) -> (offset: Int, isNext: Bool)? {
        let place = try find(key.stringValue)
        // What is not the code alone is a definition, or the number of a name that takes more than a byte.
        if let place, place.isNext, place.offset == next + 1 {
            kept.codes.note(reading.pointee.reader.bytes[next], for: key)
        }
        return place
    }

    @inline(__always)
    func place(of key: some CodingKey) throws -> (offset: Int, isNext: Bool) {
        isNext(key) ? (reading.pointee.reader.offset, true) : try namedPlace(of: key)
    }

    /// The key isn't of the type that the container is for.
    func placeOfSuper() throws -> (offset: Int, isNext: Bool) {
        guard let place = try find(PlainKey.super.stringValue) else { throw notFound(PlainKey.super) }
        return place
    }

    /// Opens the value at `place` for somebody who may keep its container for longer than this value is open.
    func openNested(at place: (offset: Int, isNext: Bool), _ path: WirePath) -> RecordDecoder {
        let nested = openNested(at: place.offset, path)
        if place.isNext { advance(behind: nested) }
        return nested
    }

    private func notFound(_ key: some CodingKey) -> DecodingError {
        .keyNotFound(
            key, .init(codingPath: codingPath, debugDescription: "the record has no value for \(key.stringValue)"))
    }

    /// Whether no value stands at `offset`; then the reader is left behind it.
    func isNil(at offset: Int) throws(WireError) -> Bool {
        reading.pointee.reader.offset = offset
        return try reading.pointee.reader.loadTag() == .empty
    }

    /// Where the value of `name` starts, and whether it is the next one in turn; nil if there is none.
    @inline(__always)
    func find(_ name: String) throws(WireError) -> (offset: Int, isNext: Bool)? {
        if pending != nil { try settle() }
        reading.pointee.reader.offset = next
        if let number = try reading.pointee.key(), reading.pointee.names.has(number, name) {
            return (reading.pointee.reader.offset, true)
        }
        return try search(name).map { ($0, false) }
    }

    private func search(_ name: String) throws(WireError) -> Int? {
        reading.pointee.reader.offset = first
        while let number = try reading.pointee.key() {
            if reading.pointee.names.has(number, name) { return reading.pointee.reader.offset }
            try reading.pointee.skip(at: reading.pointee.reader.offset)
        }
        return nil
    }

    /// The next entry in turn starts where the reader is.
    @inline(__always)
    func advance() { next = reading.pointee.reader.offset }

    /// The next entry in turn starts where `decoder` ends.
    func advance(behind decoder: RecordDecoder) { pending = decoder }

    /// The keys of all entries that a `Key` stands for.
    func allKeys<Key: CodingKey>(_ type: Key.Type) -> [Key] {
        guard let code = try? onlyCode(), let lists = keyLists(type) else { return makeKeys() }
        if let keys = lists[code] { return keys }
        let keys: [Key] = makeKeys()
        lists.note(keys, for: code)
        return keys
    }

    private func makeKeys<Key: CodingKey>() -> [Key] {
        ((try? allNames()) ?? []).compactMap { Key(stringValue: $0) }
    }

    /// The byte of the key of the only entry, if it has one of a byte.
    private func onlyCode() throws(WireError) -> UInt8? {
        let reader = reading.pointee.reader
        guard first < reader.end, case let code = reader.bytes[first], code >= WireKey.first, code < 128 else {
            return nil
        }
        try reading.pointee.skip(at: first + 1)
        return try reading.pointee.key() == nil ? code : nil
    }

    private func allNames() throws(WireError) -> [String] {
        var all: [String] = []
        reading.pointee.reader.offset = first
        while let number = try reading.pointee.key() {
            all.append(reading.pointee.names[number])
            try reading.pointee.skip(at: reading.pointee.reader.offset)
        }
        return all
    }

    func endOfEntries() throws(WireError) -> Int {
        if pending != nil { try settle() }
        reading.pointee.reader.offset = next
        while try reading.pointee.key() != nil { try reading.pointee.skip(at: reading.pointee.reader.offset) }
        return reading.pointee.reader.offset
    }

    private func settle() throws(WireError) {
        guard let decoder = pending else { return }
        next = try decoder.end()
        pending = nil
    }
}
