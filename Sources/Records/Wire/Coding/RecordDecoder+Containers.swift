/// The entries of a keyed value.
///
/// - Parameter Owner: What keeps the decoder alive: a `RecordDecoder`, or nothing if the decoder takes care of the container. Then
///   a copy, as the library makes one for each field, is one of a word.
struct KeyedRecordDecoder<Key: CodingKey, Owner>: KeyedDecodingContainerProtocol {
    /// A number: a word that may not have all values, as a pointer, is copied by a function for any size.
    private let address: UInt
    private let owner: Owner

    @inline(__always)
    private var unowned: Unmanaged<RecordDecoder> {
        .fromOpaque(UnsafeRawPointer(bitPattern: address).unsafelyUnwrapped)
    }
    private var decoder: RecordDecoder { unowned.takeUnretainedValue() }

    var codingPath: [any CodingKey] { decoder.codingPath }
    var allKeys: [Key] { unowned._withUnsafeGuaranteedRef { $0.allKeys(Key.self) } }

    func contains(_ key: Key) -> Bool { (try? decoder.find(key.stringValue)) != nil }

    func decodeNil(forKey key: Key) throws -> Bool {
        let place = try decoder.place(of: key)
        let isNil = try decoder.isNil(at: place.offset)
        if isNil && place.isNext { decoder.advance() }
        return isNil
    }

    @inline(__always)
    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        try unowned._withUnsafeGuaranteedRef { try $0.value(type, forKey: key) }
    }

    @inline(__always)
    func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
        try unowned._withUnsafeGuaranteedRef { try $0.valueIfPresent(type, forKey: key) }
    }

    private func nested(_ key: Key) throws -> RecordDecoder {
        decoder.openNested(at: try decoder.place(of: key), decoder.path(of: key))
    }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<NestedKey> {
        try nested(key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try nested(key).unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder {
        decoder.openNested(at: try decoder.placeOfSuper(), WirePath(PlainKey.super, in: decoder.path))
    }

    func superDecoder(forKey key: Key) throws -> any Decoder { try nested(key) }
}

struct UnkeyedRecordDecoder: UnkeyedDecodingContainer {
    let decoder: RecordDecoder
    let scope: UnkeyedScope

    var codingPath: [any CodingKey] { decoder.codingPath }
    var count: Int? { scope.count }
    var currentIndex: Int { scope.index }
    var isAtEnd: Bool { scope.index >= scope.count }

    private var elementPath: WirePath { WirePath(PlainKey.index(scope.index), in: decoder.path) }

    func decodeNil() throws -> Bool {
        let isNil = try decoder.isNil(at: try place(Never.self))
        if isNil { scope.advance() }
        return isNil
    }

    @inline(__always)
    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        let value = try decoder.value(type, at: try place(type), elementPath)
        scope.advance()
        return value
    }

    private func place(_ type: Any.Type) throws -> Int {
        guard !isAtEnd else {
            throw DecodingError.valueNotFound(
                type, .init(codingPath: codingPath, debugDescription: "there are only \(scope.count) elements"))
        }
        return try scope.place()
    }

    private func nested() throws -> RecordDecoder {
        let nested = decoder.openNested(at: try place(Any.self), elementPath)
        scope.advance(behind: nested)
        return nested
    }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type
    ) throws -> KeyedDecodingContainer<NestedKey> {
        try nested().container(keyedBy: type)
    }

    func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { try nested().unkeyedContainer() }
    func superDecoder() throws -> any Decoder { try nested() }
}

struct SingleRecordDecoder: SingleValueDecodingContainer {
    let decoder: RecordDecoder
    var codingPath: [any CodingKey] { decoder.codingPath }

    func decodeNil() -> Bool { (try? decoder.isNil(at: decoder.start)) ?? false }

    @inline(__always)
    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try decoder.singleValue(type) }
}

extension KeyedRecordDecoder where Owner == RecordDecoder {
    /// A container that keeps its decoder alive.
    init(_ decoder: RecordDecoder) {
        address = UInt(bitPattern: Unmanaged.passUnretained(decoder).toOpaque())
        owner = decoder
    }
}

extension KeyedRecordDecoder where Owner == Void {
    /// A container of which the decoder takes care, as `KeptContainers` says.
    init(unowned decoder: RecordDecoder) {
        address = UInt(bitPattern: Unmanaged.passUnretained(decoder).toOpaque())
        owner = ()
    }
}
