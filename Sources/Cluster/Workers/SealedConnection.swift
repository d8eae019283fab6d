internal import CRemote
internal import SystemLibrary

/// A connection between a program and a worker: what goes out waits until it is taken, what comes in is read as it comes.
final class SealedConnection {
    /// Whose side this is.
    enum Side {
        case program, worker
    }

    let file: OpenFile
    private var outgoing = ByteQueue()
    private var sealer: MessageSealer?
    private var opener: MessageOpener?
    /// Whether nothing can be sent any more.
    private(set) var isBroken = false

    /// - Parameter file: A socket that doesn't block.
    init(_ file: OpenFile) { self.file = file }

    var descriptor: Int32 { file.descriptor }
    var wantsToWrite: Bool { !outgoing.isEmpty && !isBroken }
    /// Bytes that nobody has taken.
    var pending: Int { outgoing.count }

    /// From now on there are messages.
    func begin(_ side: Side, _ keys: Handshake.Keys, received: [UInt8] = []) {
        sealer = MessageSealer(key: side == .program ? keys.ofProgram : keys.ofWorker)
        opener = MessageOpener(key: side == .program ? keys.ofWorker : keys.ofProgram)
        opener?.append(received)
    }

    func send(plain bytes: [UInt8]) {
        outgoing.append(bytes)
        flush()
    }

    /// - Precondition: It has begun.
    func send(_ message: WorkerMessage) {
        guard let bytes = sealer?.sealed(message) else { preconditionFailure("messages without keys") }
        send(plain: bytes)
    }

    /// Writes what is taken at once.
    func flush() {
        while wantsToWrite {
            let count = outgoing.contents.withUnsafeBytes { write(descriptor, $0.baseAddress, min($0.count, 1 << 16)) }
            if count > 0 {
                outgoing.removeFirst(count)
            } else if count < 0, errno == EINTR {
                continue
            } else {
                isBroken = count == 0 || (errno != EAGAIN && errno != EWOULDBLOCK)
                return
            }
        }
    }

    /// The messages that have come as a whole, after `bytes` more.
    ///
    /// - Throws: If one is not what the other side has sent.
    func messages(in bytes: [UInt8] = []) throws(MessageOpener.Problem) -> [WorkerMessage] {
        opener?.append(bytes)
        var messages: [WorkerMessage] = []
        while let message = try opener?.next() { messages.append(message) }
        return messages
    }
}
