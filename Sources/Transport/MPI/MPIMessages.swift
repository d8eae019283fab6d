internal import MPI

/// Messages of any size from one rank to another one, beside rounds and pieces.
///
/// ```swift
/// let messages = try network.openMessages()
/// try messages.send(memory, to: 1)
/// while try messages.next({ rank, bytes in … }) {}
/// ```
///
/// Those from one rank to another one come in the order in which they were sent. One owner at a time uses it.
public final class MPIMessages {
    /// The most bytes of a message.
    public static let mostBytes = 1 << 20
    private static let tag = 0

    private let network: MPINetwork
    private let communicator: Communicator
    /// What MPI still reads.
    private var underWay: [OutgoingMessage] = []
    private let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: mostBytes, alignment: 64)

    init(_ network: MPINetwork, on communicator: Communicator) {
        self.network = network
        self.communicator = communicator
    }

    deinit { memory.deallocate() }

    /// How many messages have been sent and not been taken over by MPI: whoever has many waits before there are more.
    public var sendingCount: Int { underWay.count }

    /// Starts to send what is in `memory`, which is MPI's from now on. Never waits.
    ///
    /// - Precondition: There are at most ``mostBytes``.
    public func send(_ memory: MessageMemory, to rank: Int) throws(TransportError) {
        let outgoing = OutgoingMessage(memory)
        do {
            try network.lock.withLock { () throws(MPIError) in
                outgoing.request = try communicator.isend(
                    memory.written, to: rank, tag: Self.tag, owner: memory)
            }
        } catch { throw TransportError(error) }
        underWay.append(outgoing)
    }

    /// Lets MPI make progress, and takes the next message if one has come. Never waits for one.
    ///
    /// - Parameter body: Gets its bytes, which are gone afterwards.
    /// - Returns: Whether there was one.
    public func next(_ body: (_ source: Int, UnsafeRawBufferPointer) -> Void) throws(TransportError) -> Bool {
        let found: (source: Int, byteCount: Int)?
        do {
            found = try network.lock.withLock { () throws(MPIError) in
                try dropSent()
                guard let found = try communicator.probe(tag: Self.tag) else { return nil }
                precondition(found.byteCount <= Self.mostBytes, "a message of \(found.byteCount) bytes")
                try communicator.receive(
                    UnsafeMutableRawBufferPointer(rebasing: memory[..<found.byteCount]), from: found.source,
                    tag: Self.tag)
                return found
            }
        } catch { throw TransportError(error) }
        guard let found else { return false }
        body(found.source, UnsafeRawBufferPointer(rebasing: memory[..<found.byteCount]))
        return true
    }

    private func dropSent() throws(MPIError) {
        var index = 0
        while index < underWay.count {
            if try underWay[index].isSent() {
                underWay.swapAt(index, underWay.count - 1)
                underWay.removeLast()
            } else {
                index += 1
            }
        }
    }
}

/// A message that MPI reads.
private final class OutgoingMessage {
    private let memory: MessageMemory
    var request: Request?

    init(_ memory: MessageMemory) { self.memory = memory }

    func isSent() throws(MPIError) -> Bool { try request?.test() ?? true }
}
