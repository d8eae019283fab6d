/// The encoder that a `Codable` value gets: one open value in a record.
///
/// Values are written as they come, so that only the innermost open value can get more. Writing to a container closes what
/// was opened inside of it; a container that was closed this way can't be written to again. Encoders, and the keyed
/// containers they give, are used again for the next value at the same depth, unless somebody has kept one.
final class RecordEncoder: Encoder {
    private enum State { case closed, innermost, covered }

    private let shared: SharedState<RecordWriting>
    let writing: UnsafeMutablePointer<RecordWriting>
    /// Values around this one.
    private let depth: Int
    @exclusivity(unchecked) private var state = State.closed
    @exclusivity(unchecked) private var tag: WireTag?
    /// Where the value starts.
    @exclusivity(unchecked) private var start = 0
    /// Elements of an unkeyed value.
    @exclusivity(unchecked) private(set) var count = 0
    @exclusivity(unchecked) private(set) var path: WirePath?
    /// The encoder of values inside of this one.
    @exclusivity(unchecked) private var inner: RecordEncoder?
    /// Whether a value is being encoded by `inner`, of which that takes no reference.
    @exclusivity(unchecked) private var isInnerInUse = false
    /// Whether `inner` has been given to somebody who writes to this value, too, and whether such a one has ever been kept for longer.
    @exclusivity(unchecked) private var isInnerNested = false
    @exclusivity(unchecked) private var keepsNested = false
    @exclusivity(unchecked) private var kept: KeptContainers
    /// The encoder as values get it. It refers to itself without a count: made for each value it would take two.
    private let given: UnsafeMutablePointer<any Encoder>

    private init(_ shared: SharedState<RecordWriting>, depth: Int, isReusable: Bool) {
        self.shared = shared
        writing = shared.pointer
        self.depth = depth
        kept = KeptContainers(isReusable: isReusable)
        given = .allocate(capacity: 1)
        given.initialize(to: self)
        Unmanaged.passUnretained(self).release()
    }

    deinit { given.deallocate() }

    /// What is around all records of a frame.
    convenience init(_ shared: SharedState<RecordWriting>) {
        self.init(shared, depth: 0, isReusable: false)
        state = .innermost
    }

    var codingPath: [any CodingKey] { path.keys }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        begin(.keyed)
        guard let container = kept.find(type) else { return newContainer(type) }
        return container._withUnsafeGuaranteedRef { $0.copy(as: KeyedEncodingContainer<Key>.self) }
    }

    private func newContainer<Key: CodingKey>(_ type: Key.Type) -> KeyedEncodingContainer<Key> {
        if let container = kept.keep(type, { KeyedEncodingContainer(KeyedRecordEncoder<Key, Void>(unowned: self)) }) {
            return container.copy(as: KeyedEncodingContainer<Key>.self)
        }
        return KeyedEncodingContainer(KeyedRecordEncoder<Key, RecordEncoder>(self))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        begin(.unkeyed)
        return UnkeyedRecordEncoder(encoder: self)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { SingleRecordEncoder(encoder: self) }
}

extension RecordEncoder {
    /// Writes a record or an element as a value inside of this one.
    func write(_ value: some Encodable) throws(WireError) {
        // Whatever happens, no encoder stays open behind the record.
        defer { closeInner() }
        do {
            try writeNested(value, at: nil)
        } catch {
            throw Self.failure(error)
        }
        if let failure = writing.pointee.failure { throw failure }
    }

    /// Apart, because the room for an `EncodingError` is looked for where a function starts.
    @inline(never)
    private static func failure(_ error: any Error) -> WireError {
        switch error {
        case let error as WireError: error
        case EncodingError.invalidValue(_, let context):
            WireError(message: context.debugDescription, path: context.codingPath.map(\.stringValue))
        default: WireError(message: "\(error)")
        }
    }

    @inline(__always)
    func write<Value: Encodable>(_ value: Value, forKey key: some CodingKey) throws {
        try select()
        writeCode(of: key)
        try writeNested(value, at: path(of: key))
    }

    func path(of key: some CodingKey) -> WirePath { kept.codes.path(of: key, in: path) }

    /// Writes a key of the type that the container is for.
    func writeKey(_ key: some CodingKey) throws(WireError) {
        try select()
        writeCode(of: key)
    }

    /// Writes the key of what is above a class.
    func writeSuperKey() throws(WireError) {
        try select()
        writing.pointee.writeKey(PlainKey.super.stringValue)
    }

    @inline(__always)
    private func writeCode(of key: some CodingKey) {
        let code = kept.codes[key]
        if code != KeyCodes.unknown {
            writing.pointee.writer.store(code)
        } else {
            writeName(of: key)
        }
    }

    @inline(never)
    private func writeName(of key: some CodingKey) {
        let number = writing.pointee.writeKey(key.stringValue)
        if number + WireKey.first < 128 { kept.codes.note(UInt8(number + WireKey.first), for: key) }
    }

    @inline(__always)
    func writeNested<Value: Encodable>(_ value: Value, at path: @autoclosure () -> WirePath?) throws {
        if writing.pointee.writeSimple(value) { return }
        try writeOpen(value, at: path)
    }

    private func writeOpen<Value: Encodable>(_ value: Value, at path: () -> WirePath?) throws {
        if ForeignBytes.mayBe(Value.self), writing.pointee.writeBytes(value) { return }
        guard depth < WireReader.deepestNesting else {
            throw WireError(message: "values are nested more than \(WireReader.deepestNesting) deep")
        }
        open(at: path())
        let encoder = Unmanaged.passUnretained(inner.unsafelyUnwrapped)
        isInnerInUse = true
        do {
            try Self.encode(value, to: &encoder._withUnsafeGuaranteedRef { $0.given }.pointee)
        } catch {
            endUse(of: encoder)
            throw error
        }
        endUse(of: encoder)
        closeInner()
    }

    /// `encoder` is not changed: what nobody else can change is not copied for the call.
    @inline(__always)
    private static func encode(_ value: some Encodable, to encoder: inout any Encoder) throws {
        try value.encode(to: encoder)
    }

    @inline(__always)
    private func endUse(of encoder: Unmanaged<RecordEncoder>) {
        if isInnerInUse {
            isInnerInUse = false
        } else {
            encoder.release()
        }
    }

    /// Opens a value for somebody who may keep its container for longer than the value is open; inside of a closed value, one
    /// that can't be written to either.
    func openNested(at path: WirePath?) -> RecordEncoder {
        guard state == .innermost else { return RecordEncoder(shared, depth: depth + 1, isReusable: false) }
        if keepsNested { inner = RecordEncoder(shared, depth: depth + 1, isReusable: false) }
        open(at: path)
        isInnerNested = true
        return inner.unsafelyUnwrapped
    }

    private func open(at path: WirePath?) {
        if inner == nil { inner = RecordEncoder(shared, depth: depth + 1, isReusable: true) }
        withInner { $0.begin(at: path) }
        state = .covered
    }

    /// Without a reference count.
    @inline(__always)
    private func withInner<Result>(_ body: (RecordEncoder) -> Result) -> Result {
        Unmanaged.passUnretained(inner.unsafelyUnwrapped)._withUnsafeGuaranteedRef(body)
    }

    private func begin(at path: WirePath?) {
        state = .innermost
        tag = nil
        start = writing.pointee.writer.count
        count = 0
        if path != nil || self.path != nil { self.path = path }
    }

    /// Closes what is open inside of the value, so that it can be written to.
    @inline(__always)
    func select() throws(WireError) {
        if state != .innermost { try reopen() }
    }

    private func reopen() throws(WireError) {
        guard state == .covered else {
            throw WireError(message: "a container is written to after the one around it went on", path: path.names)
        }
        closeInner()
    }

    /// Makes the value keyed or unkeyed; asking twice for the same is allowed.
    private func begin(_ tag: WireTag) {
        do throws(WireError) {
            try select()
            if self.tag == tag { return }
            guard self.tag == nil else {
                throw WireError(message: "a value has containers of two kinds", path: path.names)
            }
            self.tag = tag
            writing.pointee.writer.store(tag.rawValue)
            // The place of the count, which is known at the end.
            if tag == .unkeyed { writing.pointee.writer.store(0 as UInt8) }
        } catch {
            writing.pointee.note(error)
        }
    }

    /// Counts one more element of an unkeyed value.
    func countElement() throws(WireError) -> Int {
        try select()
        defer { count += 1 }
        return count
    }

    /// Makes sure that the value gets its only content.
    func claim() throws(WireError) {
        try select()
        guard tag == nil, start == writing.pointee.writer.count else {
            throw WireError(message: "a value is encoded twice", path: path.names)
        }
    }

    private func closeInner() {
        guard state == .covered else { return }
        state = .innermost
        let isReusable = withInner { $0.close() }
        if isInnerInUse { return giveUpInnerInUse() }
        if !isReusable || !isKnownUniquelyReferenced(&inner) {
            withInner { $0.kept.giveUp() }
            inner = nil
            if isInnerNested { keepsNested = true }
        }
        isInnerNested = false
    }

    /// Somebody goes on with this value while one inside of it is being encoded, for which the encoder lives until then.
    private func giveUpInnerInUse() {
        isInnerInUse = false
        withInner {
            $0.kept.giveUp()
            _ = Unmanaged.passRetained($0)
        }
        inner = nil
    }

    /// - Returns: Whether the encoder may be used again.
    private func close() -> Bool {
        closeInner()
        state = .closed
        switch tag {
        case nil where writing.pointee.writer.count == start: writing.pointee.writer.store(WireTag.empty.rawValue)
        case .keyed: writing.pointee.writer.store(count: WireKey.end)
        case .unkeyed: writing.pointee.writer.replace(count: count, at: start + 1)
        default: break
        }
        kept.takeBack(from: self)
        return kept.isReusable
    }
}
