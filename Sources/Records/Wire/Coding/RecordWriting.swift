/// What the encoders of one frame share: the bytes, and the names that stand in them.
struct RecordWriting {
    var writer: WireWriter
    private var names = WireNames()
    /// The first mistake of a call that can't throw: the record is not sent.
    private(set) var failure: WireError?
    private var bytes = ForeignBytes()

    init(_ writer: WireWriter) { self.writer = writer }

    /// Notes a mistake where nothing can be thrown.
    mutating func note(_ error: WireError) { failure = failure ?? error }

    /// - Returns: The number of the name.
    @discardableResult
    mutating func writeKey(_ name: String) -> Int {
        let (number, isNew) = names.number(of: name)
        if isNew {
            define(name, number)
        } else {
            writer.store(count: number + WireKey.first)
        }
        return number
    }

    @inline(never)
    private mutating func define(_ name: String, _ number: Int) {
        writer.store(count: WireKey.definition)
        writer.store(count: number)
        writer.store(string: name)
    }

    /// Writes what needs no encoder of its own. Where `Value` is known, as in the methods of the containers for the simple
    /// types, nothing else is left of this.
    @inline(__always)
    mutating func writeSimple<Value>(_ value: Value) -> Bool {
        guard WireSimples.includes(Value.self) else { return false }
        writeKnown(value)
        return true
    }

    /// Apart from the question, or what is no simple value would be copied for it too.
    @inline(never)
    private mutating func writeKnown<Value>(_ value: Value) {
        withUnsafeMutablePointer(to: &writer) {
            WireSimples.visit(Value.self, SimpleWriting(value: value, writer: $0)) {
                preconditionFailure("\(Value.self) is no simple type")
            }
        }
    }

    /// Writes strings of bytes.
    mutating func writeBytes<Value>(_ value: Value) -> Bool {
        if Value.self == ByteString.self {
            unsafeBitCast(value, to: ByteString.self).withUnsafeBytes { write($0) }
        } else if Value.self == [UInt8].self {
            unsafeBitCast(value, to: [UInt8].self).withUnsafeBytes { write($0) }
        } else if bytes.include(Value.self), let bytes = value as? any RangeReplaceableCollection<UInt8> {
            write(bytes)
        } else {
            return false
        }
        return true
    }

    private mutating func write(_ bytes: UnsafeRawBufferPointer) {
        writer.store(WireTag.bytes.rawValue)
        writer.store(count: bytes.count)
        writer.store(bytes: bytes)
    }

    private mutating func write(_ bytes: some Collection<UInt8>) {
        if bytes.withContiguousStorageIfAvailable({ write(UnsafeRawBufferPointer($0)) }) == nil {
            Array(bytes).withUnsafeBytes { write($0) }
        }
    }
}

private struct SimpleWriting<Value>: WireSimpleVisitor {
    let value: Value
    let writer: UnsafeMutablePointer<WireWriter>

    @inline(__always)
    func visit<Simple: WireSimple>(_ type: Simple.Type) {
        unsafeBitCast(value, to: type).write(to: &writer.pointee)
    }
}
