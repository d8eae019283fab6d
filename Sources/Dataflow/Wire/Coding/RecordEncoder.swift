/// The encoder that a `Codable` value gets: one open value.
struct RecordEncoder: Encoder {
    let writing: RecordWriting
    // Three words in all, which an existential holds without an allocation.
    let level: Int32
    let id: Int32
    let path: WirePath?

    /// The level as a place in what is open.
    var place: Int { Int(level) }

    var codingPath: [any CodingKey] { path.keys }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        writing.begin(.keyed, self)
        return KeyedEncodingContainer(KeyedRecordEncoder(encoder: self))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        writing.begin(.unkeyed, self)
        return UnkeyedRecordEncoder(encoder: self)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { SingleRecordEncoder(encoder: self) }
}

private struct KeyedRecordEncoder<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let encoder: RecordEncoder
    var codingPath: [any CodingKey] { encoder.codingPath }
    private var writing: RecordWriting { encoder.writing }

    init(encoder: RecordEncoder) { self.encoder = encoder }

    func encodeNil(forKey key: Key) throws {
        try writing.writeKey(key, encoder)
        writing.writer.store(WireTag.empty.rawValue)
    }

    @inline(__always)
    func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
        try writing.writeKey(key, encoder)
        try writing.writeNested(value, at: WirePath(key, in: encoder.path))
    }

    private func nested(_ key: some CodingKey) -> RecordEncoder {
        do throws(WireError) { try writing.writeKey(key, encoder) } catch { writing.note(error) }
        return writing.open(at: WirePath(key, in: encoder.path))
    }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy keyType: NestedKey.Type, forKey key: Key
    ) -> KeyedEncodingContainer<NestedKey> {
        nested(key).container(keyedBy: keyType)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer { nested(key).unkeyedContainer() }
    func superEncoder() -> any Encoder { nested(PlainKey.super) }
    func superEncoder(forKey key: Key) -> any Encoder { nested(key) }
}

private struct UnkeyedRecordEncoder: UnkeyedEncodingContainer {
    let encoder: RecordEncoder
    var codingPath: [any CodingKey] { encoder.codingPath }
    var count: Int { encoder.writing.count(encoder) }

    func encodeNil() throws {
        _ = try encoder.writing.countElement(encoder)
        encoder.writing.writer.store(WireTag.empty.rawValue)
    }

    @inline(__always)
    func encode<Value: Encodable>(_ value: Value) throws {
        let index = try encoder.writing.countElement(encoder)
        try encoder.writing.writeNested(value, at: WirePath(PlainKey(intValue: index), in: encoder.path))
    }

    private func nested() -> RecordEncoder {
        var index = 0
        do throws(WireError) {
            index = try encoder.writing.countElement(encoder)
        } catch {
            encoder.writing.note(error)
        }
        return encoder.writing.open(at: WirePath(PlainKey(intValue: index), in: encoder.path))
    }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy keyType: NestedKey.Type
    ) -> KeyedEncodingContainer<NestedKey> {
        nested().container(keyedBy: keyType)
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { nested().unkeyedContainer() }
    func superEncoder() -> any Encoder { nested() }
}

private struct SingleRecordEncoder: SingleValueEncodingContainer {
    let encoder: RecordEncoder
    var codingPath: [any CodingKey] { encoder.codingPath }
    private var writing: RecordWriting { encoder.writing }

    init(encoder: RecordEncoder) { self.encoder = encoder }

    func encodeNil() throws {
        try writing.claim(encoder)
        writing.writer.store(WireTag.empty.rawValue)
    }

    @inline(__always)
    func encode<Value: Encodable>(_ value: Value) throws {
        try writing.claim(encoder)
        try writing.writeNested(value, at: encoder.path)
    }
}
