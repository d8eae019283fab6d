/// The decoder that a `Codable` value gets: one value in a record.
///
/// Decoders, and the keyed containers they give, are used again for the next value at the same depth, unless somebody has
/// kept one.
final class RecordDecoder: Decoder {
    /// How the value is read, as it has been asked.
    private enum Form { case unknown, keyed, unkeyed, single }

    let shared: SharedState<RecordReading>
    let reading: UnsafeMutablePointer<RecordReading>
    @exclusivity(unchecked) private(set) var path: WirePath?
    /// Where the value is.
    @exclusivity(unchecked) private(set) var start: Int
    @exclusivity(unchecked) private var form = Form.unknown
    /// Where the first entry of a keyed value is.
    @exclusivity(unchecked) private(set) var first = 0
    /// Where the next entry is that was not read in its turn; where a single value has ended.
    @exclusivity(unchecked) var next = 0
    /// A value in its turn of which only a decoder knows where it ends.
    @exclusivity(unchecked) var pending: RecordDecoder?
    @exclusivity(unchecked) private var elements: UnkeyedScope?
    /// The decoder for values inside of this one, and whether one is being read.
    @exclusivity(unchecked) private var inner: RecordDecoder?
    @exclusivity(unchecked) private var isInnerOpen = false
    /// The decoders for parts of this value that somebody reads beside it, and how many he has been given.
    @exclusivity(unchecked) private var nested: [RecordDecoder] = []
    @exclusivity(unchecked) private var nestedCount = 0
    @exclusivity(unchecked) private(set) var kept: KeptContainers

    init(_ shared: SharedState<RecordReading>, at start: Int, path: WirePath?, isReusable: Bool) {
        self.shared = shared
        reading = shared.pointer
        kept = KeptContainers(isReusable: isReusable)
        self.start = start
        self.path = path
    }

    var codingPath: [any CodingKey] { path.keys }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        if form != .keyed { try openKeyed() }
        guard let container = kept.find(type) else { return newContainer(type) }
        return container._withUnsafeGuaranteedRef { $0.copy(as: KeyedDecodingContainer<Key>.self) }
    }

    private func newContainer<Key: CodingKey>(_ type: Key.Type) -> KeyedDecodingContainer<Key> {
        if let container = kept.keep(type, { KeyedDecodingContainer(KeyedRecordDecoder<Key, Void>(unowned: self)) }) {
            return container.copy(as: KeyedDecodingContainer<Key>.self)
        }
        return KeyedDecodingContainer(KeyedRecordDecoder<Key, RecordDecoder>(self))
    }

    /// Lists of keys of the type that the container is for.
    func keyLists<Key>(_ type: Key.Type) -> KeyLists<Key>? { kept.lists(of: type) }

    private func openKeyed() throws {
        try expect(.keyed)
        form = .keyed
        first = reading.pointee.reader.offset
        next = first
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        try expect(.unkeyed)
        let scope = try UnkeyedScope(shared, start: reading.pointee.reader.offset)
        form = .unkeyed
        elements = scope
        return UnkeyedRecordDecoder(decoder: self, scope: scope)
    }

    func singleValueContainer() -> any SingleValueDecodingContainer { SingleRecordDecoder(decoder: self) }

    private func expect(_ expected: WireTag) throws {
        reading.pointee.reader.offset = start
        let tag = try reading.pointee.reader.loadTag()
        guard tag == expected else {
            throw DecodingError.typeMismatch(
                Any.self,
                .init(
                    codingPath: codingPath, debugDescription: "a value of kind \(tag) stands where \(expected) is read")
            )
        }
    }
}

// MARK: - Values

extension RecordDecoder {
    /// Reads a record or an element from where the reader is.
    func read<Value: Decodable>(_ type: Value.Type) throws(WireError) -> Value {
        do {
            return try value(type, at: reading.pointee.reader.offset, nil)
        } catch {
            throw Self.failure(error)
        }
    }

    /// Apart, because the room for a `DecodingError` is looked for where a function starts.
    @inline(never)
    private static func failure(_ error: any Error) -> WireError {
        switch error {
        case let error as WireError: error
        case let error as DecodingError: WireError(error)
        default: WireError(message: "\(error)")
        }
    }

    /// Reads the value at `offset`, and leaves the reader behind it.
    @inline(__always)
    func value<Value: Decodable>(
        _ type: Value.Type, at offset: Int, _ path: @autoclosure () -> WirePath?
    ) throws -> Value {
        reading.pointee.reader.offset = offset
        do {
            if WireSimples.includes(type) { return try reading.pointee.simpleValue(type) }
            return try decodedValue(type, at: offset, path)
        } catch {
            throw located(error, type, path())
        }
    }

    private func decodedValue<Value: Decodable>(
        _ type: Value.Type, at offset: Int, _ path: () -> WirePath?
    ) throws -> Value {
        if ForeignBytes.mayBe(type), reading.pointee.readsBytes(type) { return try reading.pointee.bytesValue(type) }
        try reading.pointee.reader.enter()
        defer { reading.pointee.reader.depth -= 1 }
        guard !isInnerOpen else { return try valueBesideInner(type, at: offset, path()) }
        openInner(at: offset, path())
        defer { closeInner() }
        let value = try Value(from: inner.unsafelyUnwrapped)
        reading.pointee.reader.offset = try withInner { try $0.end() }
        return value
    }

    /// Somebody reads from this while a value inside of it is being read.
    private func valueBesideInner<Value: Decodable>(
        _ type: Value.Type, at offset: Int, _ path: WirePath?
    ) throws -> Value {
        let decoder = RecordDecoder(shared, at: offset, path: path, isReusable: false)
        let value = try Value(from: decoder)
        reading.pointee.reader.offset = try decoder.end()
        return value
    }

    private func openInner(at offset: Int, _ path: WirePath?) {
        isInnerOpen = true
        if inner == nil { inner = RecordDecoder(shared, at: offset, path: path, isReusable: true) }
        withInner {
            $0.start = offset
            if path != nil || $0.path != nil { $0.path = path }
        }
    }

    private func closeInner() {
        isInnerOpen = false
        let isReusable = withInner { $0.close() }
        if !isReusable || !isKnownUniquelyReferenced(&inner) {
            withInner { $0.kept.giveUp() }
            inner = nil
        }
    }

    /// - Returns: Whether the decoder may be used again.
    private func close() -> Bool {
        kept.takeBack(from: self)
        form = .unknown
        if pending != nil { pending = nil }
        if elements != nil { elements = nil }
        if nestedCount > 0 { closeNested() }
        return kept.isReusable
    }

    /// Decoders that are used again for parts of a value that are read beside it.
    private static let mostNested = 8

    /// Opens a part of the value for somebody who may keep its container for longer than the value is open.
    func openNested(at offset: Int, _ path: WirePath?) -> RecordDecoder {
        guard kept.isReusable, nestedCount < Self.mostNested else {
            return RecordDecoder(shared, at: offset, path: path, isReusable: false)
        }
        if nestedCount == nested.count {
            nested.append(RecordDecoder(shared, at: offset, path: path, isReusable: true))
        }
        let decoder = nested[nestedCount]
        nestedCount += 1
        decoder.start = offset
        decoder.path = path
        return decoder
    }

    private func closeNested() {
        for index in (0..<nestedCount).reversed() {
            let isReusable = nested[index].close()
            if !isReusable || !isKnownUniquelyReferenced(&nested[index]) {
                nested[index].kept.giveUp()
                nested.remove(at: index)
            }
        }
        nestedCount = 0
    }

    /// Without a reference count.
    @inline(__always)
    private func withInner<Result>(_ body: (RecordDecoder) throws -> Result) rethrows -> Result {
        try Unmanaged.passUnretained(inner.unsafelyUnwrapped)._withUnsafeGuaranteedRef(body)
    }

    /// What a value could not be read for. Bytes that make no value have no path of their own.
    private func located(_ error: any Error, _ type: Any.Type, _ path: WirePath?) -> any Error {
        if let other = error as? OtherKind {
            return DecodingError.typeMismatch(
                type, .init(codingPath: path.keys, debugDescription: "a value of kind \(other.tag) is no \(type)"))
        }
        guard let error = error as? WireError, error.path.isEmpty else { return error }
        return WireError(message: error.message, path: path.names)
    }

    /// Reads the single value that this is.
    @inline(__always)
    func singleValue<Value: Decodable>(_ type: Value.Type) throws -> Value {
        let value = try value(type, at: start, path)
        form = .single
        next = reading.pointee.reader.offset
        return value
    }

    /// Where the value ends.
    func end() throws(WireError) -> Int {
        switch form {
        case .keyed: return try endOfEntries()
        case .unkeyed: if let elements { return try elements.end() }
        case .single: return next
        case .unknown: break
        }
        try reading.pointee.skip(at: start)
        return reading.pointee.reader.offset
    }
}
