internal import Records

/// The end of a channel at which values come out, from one other process.
///
/// ```swift
/// let receiver = try Receiver<String>(from: worker)
/// while let text = try receiver.next() { print(text) }
/// ```
///
/// The other process makes a ``Sender`` for the same type. There is one receiver from a process at a time; when it has been given up,
/// another one can be made, and of another type, which belongs to the next sender.
///
/// It's an `AsyncSequence`, too, which ends when the sender is given up or its process exits, and throws when that dies.
public final class Receiver<Value>: @unchecked Sendable {
    private let format: WireFormat<Value>
    let core: ReceiverCore

    /// - Throws: ``PeerError/toItself``, ``PeerError/duplicate(_:)``, or that values can't travel.
    public init(from process: ProcessID) throws(PeerError) {
        guard let format = WireFormat<Value>.resolve() else { throw .unreadable(WireObstacle.describe(Value.self)) }
        self.format = format
        core = try ReceiverCore(ChannelPartner(process), ChannelType(format))
    }

    deinit { core.close() }

    /// Where values come from.
    public var process: ProcessID { core.partner.process }

    /// Waits for the next value.
    ///
    /// - Throws: `PeerError` if there is none any more: the other process has exited or died, has given up its end, or sends another
    ///   type. What was sent before is received before.
    public func receive() throws(PeerError) -> Value {
        try core.receive { bytes throws(PeerError) in try decoded(bytes) }
    }

    /// The next value, if it has come.
    ///
    /// - Throws: As ``receive()-(_)``.
    public func tryReceive() throws(PeerError) -> Value? {
        try core.tryReceive { bytes throws(PeerError) in try decoded(bytes) }
    }

    /// Waits for the next value, and lets other tasks run.
    ///
    /// - Throws: As the other form.
    public func receive() async throws(PeerError) -> Value {
        while true {
            if let value = try tryReceive() { return value }
            await whenReady()
        }
    }

    /// Waits for the next value; nil if the other process has given up its end, or has exited.
    ///
    /// - Throws: `PeerError` if the other process has died or sends another type.
    public func next() throws(PeerError) -> Value? {
        do throws(PeerError) {
            return try receive()
        } catch {
            if error.isEnd { return nil }
            throw error
        }
    }

    /// Gives the end up. The sender fails with ``PeerError/closed(_:)``.
    public func close() { core.close() }

    private func whenReady() async {
        await withCheckedContinuation { continuation in core.whenReady { continuation.resume() } }
    }

    private func decoded(_ bytes: UnsafeRawBufferPointer) throws(PeerError) -> Value {
        do {
            return try format.value(of: bytes)
        } catch {
            throw .unreadable("a \(Value.self) that process \(process) sent can't be read: \(error)")
        }
    }
}

extension Receiver: AsyncSequence {
    public typealias Element = Value

    public struct AsyncIterator: AsyncIteratorProtocol {
        let receiver: Receiver<Value>

        public mutating func next() async throws -> Value? {
            do throws(PeerError) {
                return try await receiver.receive()
            } catch {
                if error.isEnd { return nil }
                throw error
            }
        }
    }

    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(receiver: self) }
}

extension PeerError {
    /// Whether everything has been sent that was to be.
    var isEnd: Bool {
        switch self {
        case .exited, .closed: true
        default: false
        }
    }
}
