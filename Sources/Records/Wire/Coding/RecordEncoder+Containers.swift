/// The entries of a keyed value.
///
/// - Parameter Owner: What keeps the encoder alive: a `RecordEncoder`, or nothing if the encoder takes care of the container. Then
///   a copy is one of a word.
struct KeyedRecordEncoder<Key: CodingKey, Owner>: KeyedEncodingContainerProtocol {
    /// A number: a word that may not have all values, as a pointer, is copied by a function for any size.
    private let address: UInt
    private let owner: Owner

    var codingPath: [any CodingKey] { encoder.codingPath }

    @inline(__always)
    private var unowned: Unmanaged<RecordEncoder> {
        .fromOpaque(UnsafeRawPointer(bitPattern: address).unsafelyUnwrapped)
    }
    private var encoder: RecordEncoder { unowned.takeUnretainedValue() }

    func encodeNil(forKey key: Key) throws {
        try encoder.writeKey(key)
        encoder.writing.pointee.writer.store(WireTag.empty.rawValue)
    }

    @inline(__always)
    func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
        try unowned._withUnsafeGuaranteedRef { try $0.write(value, forKey: key) }
    }

    private func nested(_ key: Key) -> RecordEncoder {
        do throws(WireError) {
            try encoder.writeKey(key)
        } catch {
            encoder.writing.pointee.note(error)
        }
        return encoder.openNested(at: encoder.path(of: key))
    }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy keyType: NestedKey.Type, forKey key: Key
    ) -> KeyedEncodingContainer<NestedKey> {
        nested(key).container(keyedBy: keyType)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer { nested(key).unkeyedContainer() }
    func superEncoder(forKey key: Key) -> any Encoder { nested(key) }

    func superEncoder() -> any Encoder {
        do throws(WireError) {
            try encoder.writeSuperKey()
        } catch {
            encoder.writing.pointee.note(error)
        }
        return encoder.openNested(at: WirePath(PlainKey.super, in: encoder.path))
    }
}

struct UnkeyedRecordEncoder: UnkeyedEncodingContainer {
    let encoder: RecordEncoder
    var codingPath: [any CodingKey] { encoder.codingPath }
    var count: Int { encoder.count }

    func encodeNil() throws {
        _ = try encoder.countElement()
        encoder.writing.pointee.writer.store(WireTag.empty.rawValue)
    }

    @inline(__always)
    func encode<Value: Encodable>(_ value: Value) throws {
        let index = try encoder.countElement()
        try encoder.writeNested(value, at: WirePath(PlainKey.index(index), in: encoder.path))
    }

    private func nested() -> RecordEncoder {
        var index = 0
        do throws(WireError) {
            index = try encoder.countElement()
        } catch {
            encoder.writing.pointee.note(error)
        }
        return encoder.openNested(at: WirePath(PlainKey.index(index), in: encoder.path))
    }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy keyType: NestedKey.Type
    ) -> KeyedEncodingContainer<NestedKey> {
        nested().container(keyedBy: keyType)
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { nested().unkeyedContainer() }
    func superEncoder() -> any Encoder { nested() }
}

struct SingleRecordEncoder: SingleValueEncodingContainer {
    let encoder: RecordEncoder
    var codingPath: [any CodingKey] { encoder.codingPath }

    func encodeNil() throws {
        try encoder.claim()
        encoder.writing.pointee.writer.store(WireTag.empty.rawValue)
    }

    @inline(__always)
    func encode<Value: Encodable>(_ value: Value) throws {
        try encoder.claim()
        try encoder.writeNested(value, at: encoder.path)
    }
}

extension KeyedRecordEncoder where Owner == RecordEncoder {
    /// A container that keeps its encoder alive.
    init(_ encoder: RecordEncoder) {
        address = UInt(bitPattern: Unmanaged.passUnretained(encoder).toOpaque())
        owner = encoder
    }
}

extension KeyedRecordEncoder where Owner == Void {
    /// A container of which the encoder takes care, as `KeptContainers` says.
    init(unowned encoder: RecordEncoder) {
        address = UInt(bitPattern: Unmanaged.passUnretained(encoder).toOpaque())
        owner = ()
    }
}
