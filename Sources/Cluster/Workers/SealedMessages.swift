/// Messages on their way out: each with its length and a code that tells that it comes from who has the key, and in its
/// turn.
struct MessageSealer {
    private let key: [UInt8]
    private var number: UInt64 = 0

    init(key: [UInt8]) { self.key = key }

    mutating func sealed(_ message: WorkerMessage) -> [UInt8] {
        let body = message.encoded
        let framed = UInt32(body.count).bigEndianBytes + body
        defer { number += 1 }
        return framed + MessageCode.code(of: number.bigEndianBytes + framed, key: key)
    }
}

/// Messages that come in.
struct MessageOpener {
    /// A longer one is none of ours.
    static let mostBytes = 1 << 18

    struct Problem: Error, Hashable {}

    private let key: [UInt8]
    private var number: UInt64 = 0
    private var received = ByteQueue()

    init(key: [UInt8]) { self.key = key }

    mutating func append(_ bytes: [UInt8]) { received.append(bytes) }

    /// The next message; nil if it has not come as a whole.
    ///
    /// - Throws: If it is not what the other side has sent.
    mutating func next() throws(Problem) -> WorkerMessage? {
        guard received.count >= 4 else { return nil }
        let length = Int(UInt32(bigEndianBytes: received.contents.prefix(4)))
        guard length <= Self.mostBytes else { throw Problem() }
        guard let framed = received.count >= 4 + length + MessageCode.byteCount ? received.take(4 + length) : nil,
            let code = received.take(MessageCode.byteCount)
        else { return nil }
        guard MessageCode.areEqual(code, MessageCode.code(of: number.bigEndianBytes + framed, key: key)),
            let message = WorkerMessage(decoding: framed[4...])
        else { throw Problem() }
        number += 1
        return message
    }
}

extension MessageSealer: Sendable {}
extension MessageOpener: Sendable {}

extension FixedWidthInteger where Self: UnsignedInteger {
    var bigEndianBytes: [UInt8] {
        stride(from: bitWidth - 8, through: 0, by: -8).map { UInt8(truncatingIfNeeded: self >> Self($0)) }
    }

    init(bigEndianBytes bytes: some Collection<UInt8>) { self = bytes.reduce(0) { $0 << 8 | Self($1) } }
}
