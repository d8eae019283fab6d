/// What the encoders of one run of records share: the bytes, and which values are open.
///
/// Values are written as they come, so that only the innermost open value can get more. Writing to a container closes
/// what was opened inside of it; a container that was closed this way can't be written to again.
final class RecordWriting {
    struct OpenValue {
        let id: Int32
        var tag: WireTag?
        /// Where its tag is.
        let start: Int
        var count = 0
    }

    // One thread at a time, and nothing is called while one of these is being changed; checks at run time of that took a
    // sixth of the time of a record.
    @exclusivity(unchecked) var writer: WireWriter
    @exclusivity(unchecked) private(set) var values: [OpenValue] = []
    @exclusivity(unchecked) private var nextID: Int32 = 0
    private let names: WireNames
    /// The first mistake of a call that can't throw.
    private var failure: WireError?

    init(_ writer: WireWriter) {
        self.writer = writer
        names = writer.names ?? WireNames()
        self.writer.names = names
    }

    /// Writes a whole record or element.
    func write(_ value: some Encodable) throws(WireError) {
        do {
            try writeNested(value, at: nil)
        } catch let error as WireError {
            throw error
        } catch let EncodingError.invalidValue(_, context) {
            throw WireError(message: context.debugDescription, path: context.codingPath.map(\.stringValue))
        } catch {
            throw WireError(message: "\(error)")
        }
        if let failure { throw failure }
    }

    /// Opens a value behind what is written.
    func open(at path: WirePath?) -> RecordEncoder {
        nextID &+= 1
        values.append(OpenValue(id: nextID, tag: nil, start: writer.count))
        return RecordEncoder(writing: self, level: Int32(values.count - 1), id: nextID, path: path)
    }

    /// Closes what is open inside of a value, so that it can be written to.
    @inline(__always)
    func select(_ encoder: RecordEncoder) throws(WireError) {
        let place = encoder.place
        if place == values.count - 1, values[place].id == encoder.id { return }
        try closeInside(encoder)
    }

    private func closeInside(_ encoder: RecordEncoder) throws(WireError) {
        guard encoder.place < values.count, values[encoder.place].id == encoder.id else {
            throw WireError(
                message: "a container is written to after the one around it went on",
                path: encoder.path.keys.map(\.stringValue))
        }
        close(to: encoder.place + 1)
    }

    /// Makes an open value keyed or unkeyed; asking twice for the same is allowed.
    func begin(_ tag: WireTag, _ encoder: RecordEncoder) {
        do throws(WireError) {
            try select(encoder)
            switch values[encoder.place].tag {
            case tag: return
            case nil:
                values[encoder.place].tag = tag
                writer.store(tag.rawValue)
            default:
                throw WireError(
                    message: "a value has containers of two kinds", path: encoder.path.keys.map(\.stringValue))
            }
        } catch {
            note(error)
        }
    }

    /// Counts one more element of an unkeyed value.
    func countElement(_ encoder: RecordEncoder) throws(WireError) -> Int {
        try select(encoder)
        defer { values[encoder.place].count += 1 }
        return values[encoder.place].count
    }

    func count(_ encoder: RecordEncoder) -> Int {
        encoder.place < values.count && values[encoder.place].id == encoder.id ? values[encoder.place].count : 0
    }

    @inline(__always)
    func writeKey(_ key: some CodingKey, _ encoder: RecordEncoder) throws(WireError) {
        try select(encoder)
        let name = key.stringValue
        let (number, isNew) = names.number(of: name)
        guard isNew else { return writer.store(count: number + WireKey.first) }
        writer.store(count: WireKey.definition)
        writer.store(count: number)
        writer.store(string: name)
    }

    /// Where `Value` is known, as in the methods of the containers for the simple types, little is left of this.
    @inline(__always)
    func writeNested<Value: Encodable>(_ value: Value, at path: @autoclosure () -> WirePath?) throws {
        if writeSimple(value) { return }
        try writeOpen(value, at: path)
    }

    private func writeOpen<Value: Encodable>(_ value: Value, at path: () -> WirePath?) throws {
        if ForeignBytes.mayBe(Value.self), writeBytes(value) { return }
        guard values.count < WireReader.deepestNesting else {
            throw WireError(message: "values are nested more than \(WireReader.deepestNesting) deep")
        }
        let encoder = open(at: path())
        try value.encode(to: encoder)
        close(to: encoder.place)
    }

    /// Notes a mistake where nothing can be thrown: the record is not sent.
    func note(_ error: WireError) { failure = failure ?? error }

    /// Makes sure that an open value gets its only content.
    func claim(_ encoder: RecordEncoder) throws(WireError) {
        try select(encoder)
        guard values[encoder.place].tag == nil, values[encoder.place].start == writer.count else {
            throw WireError(message: "a value is encoded twice", path: encoder.path.keys.map(\.stringValue))
        }
    }

    /// Writes what needs no encoder of its own.
    @inline(__always)
    private func writeSimple<Value>(_ value: Value) -> Bool {
        func bits<Simple>(_ type: Simple.Type) -> Simple { unsafeBitCast(value, to: type) }
        func write(_ number: some TaggedNumber) {
            writer.store(type(of: number).tag.rawValue)
            writer.store(number)
        }
        if Value.self == Int.self {
            write(bits(Int.self))
        } else if Value.self == Double.self {
            write(bits(Double.self))
        } else if Value.self == String.self {
            writer.store(WireTag.string.rawValue)
            writer.store(string: bits(String.self))
        } else if Value.self == Bool.self {
            writer.store((bits(Bool.self) ? WireTag.true : .false).rawValue)
        } else if Value.self == Float.self {
            write(bits(Float.self))
        } else if Value.self == Int32.self {
            write(bits(Int32.self))
        } else if Value.self == Int64.self {
            write(bits(Int64.self))
        } else if Value.self == UInt64.self {
            write(bits(UInt64.self))
        } else if Value.self == UInt32.self {
            write(bits(UInt32.self))
        } else if Value.self == UInt8.self {
            write(bits(UInt8.self))
        } else if Value.self == UInt.self {
            write(bits(UInt.self))
        } else if Value.self == Int8.self {
            write(bits(Int8.self))
        } else if Value.self == Int16.self {
            write(bits(Int16.self))
        } else if Value.self == UInt16.self {
            write(bits(UInt16.self))
        } else {
            return false
        }
        return true
    }

    /// Writes strings of bytes.
    private func writeBytes<Value>(_ value: Value) -> Bool {
        if Value.self == ByteString.self {
            unsafeBitCast(value, to: ByteString.self).withUnsafeBytes { write($0) }
        } else if Value.self == [UInt8].self {
            unsafeBitCast(value, to: [UInt8].self).withUnsafeBytes { write($0) }
        } else if ForeignBytes.includes(Value.self), let bytes = value as? any RangeReplaceableCollection<UInt8> {
            write(bytes)
        } else {
            return false
        }
        return true
    }

    private func write(_ bytes: UnsafeRawBufferPointer) {
        writer.store(WireTag.bytes.rawValue)
        writer.store(count: bytes.count)
        writer.store(bytes: bytes)
    }

    private func write(_ bytes: some Collection<UInt8>) {
        if bytes.withContiguousStorageIfAvailable({ write(UnsafeRawBufferPointer($0)) }) == nil {
            Array(bytes).withUnsafeBytes { write($0) }
        }
    }

    private func close(to level: Int) {
        while values.count > level {
            let value = values.removeLast()
            switch value.tag {
            case nil where writer.count == value.start: writer.store(WireTag.empty.rawValue)
            case .keyed: writer.store(count: WireKey.end)
            case .unkeyed: insertCount(value.count, at: value.start + 1)
            default: break
            }
        }
    }

    /// The count of elements stands before them, and is known behind them.
    private func insertCount(_ count: Int, at place: Int) {
        var bytes = WireWriter(target: 16)
        bytes.store(count: count)
        writer.insert(bytes.count, at: place)
        let written = bytes.finish()
        (writer.base + place).copyMemory(from: written.baseAddress!, byteCount: written.count)
        written.deallocate()
    }
}
