internal import Records

/// The end of a channel at which values go in, to one other process.
///
/// ```swift
/// let sender = try Sender<String>(to: worker)
/// try sender.send("hello")
/// ```
///
/// The other process makes a ``Receiver`` for the same type. Both are made at once, whichever comes first. Values arrive once and in
/// order, also if this process ends right after the last one. There is one sender to a process at a time; when it has been given up,
/// another one can be made, and of another type.
public final class Sender<Value>: @unchecked Sendable {
    private let format: WireFormat<Value>
    let core: SenderCore

    /// - Throws: ``PeerError/toItself``, ``PeerError/duplicate(_:)``, or that values can't travel.
    public init(to process: ProcessID) throws(PeerError) {
        guard let format = WireFormat<Value>.resolve() else { throw .unreadable(WireObstacle.describe(Value.self)) }
        self.format = format
        core = try SenderCore(ChannelPartner(process), ChannelType(format))
    }

    deinit { core.close() }

    /// Where values go.
    public var process: ProcessID { core.partner.process }

    /// Sends `value`, and waits as long as there is no room for it: a channel holds some 200 KB that nobody has received, or a few hundred
    /// short values.
    ///
    /// - Throws: `PeerError` if the other process has ended or given up its end, or expects another type.
    /// - Complexity: Twice the bytes of the value are copied on the way to a process of the same host.
    public func send(_ value: Value) throws(PeerError) {
        let writer = try encoded(value)
        defer { writer.memory.deallocate() }
        try core.send(UnsafeRawBufferPointer(writer.written))
    }

    /// Sends `value` if there is room for it at once.
    ///
    /// - Returns: Whether it has been sent.
    /// - Throws: As ``send(_:)-(Value)``.
    public func trySend(_ value: Value) throws(PeerError) -> Bool {
        let writer = try encoded(value)
        defer { writer.memory.deallocate() }
        return try core.trySend(UnsafeRawBufferPointer(writer.written))
    }

    /// Sends `value`, and lets other tasks run as long as there is no room for it.
    ///
    /// - Throws: As the other form.
    public func send(_ value: Value) async throws(PeerError) {
        let bytes = try bytes(of: value)
        while try !offer(bytes) { await whenWritten() }
        await whenWritten()
    }

    private func offer(_ bytes: [UInt8]) throws(PeerError) -> Bool {
        try bytes.withUnsafeBytes { buffer in
            Result { () throws(PeerError) in try core.offer(buffer) }
        }.get()
    }

    private func whenWritten() async {
        await withCheckedContinuation { continuation in core.whenWritten { continuation.resume() } }
    }

    /// Gives the end up. The receiver gets what was sent, and then ``PeerError/closed(_:)``, or the end of its sequence.
    public func close() { core.close() }

    private func bytes(of value: Value) throws(PeerError) -> [UInt8] {
        let writer = try encoded(value)
        defer { writer.memory.deallocate() }
        return Array(writer.written)
    }

    private func encoded(_ value: Value) throws(PeerError) -> WireWriter {
        var writer = WireWriter(target: 64)
        writer.store(UInt64(0))
        do {
            try format.write(value, into: &writer)
        } catch {
            writer.memory.deallocate()
            throw .unreadable("a \(Value.self) can't be sent: \(error)")
        }
        writer.written.storeBytes(of: UInt64(writer.count - MessageFraming.headerBytes), as: UInt64.self)
        return writer
    }
}
