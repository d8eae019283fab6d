internal import Records

/// A message as it travels: 4 bytes that count the message's, 8 that count those behind it, and both.
enum Frames {
    static let headerBytes = 12
    static let mostMessageBytes = 1 << 20
    static let mostPayloadBytes = 1 << 34
    private static nonisolated(unsafe) let format = WireFormat<ControlMessage>.resolve()!

    /// Everything but the payload itself.
    static func head(of message: ControlMessage, payloadBytes: Int) -> [UInt8] {
        var writer = WireWriter(target: 512)
        defer { writer.memory.deallocate() }
        writer.store(UInt32(0))
        writer.store(UInt64(payloadBytes))
        do {
            try format.write(message, into: &writer)
        } catch {
            preconditionFailure("a message between agents can't be written: \(error)")
        }
        writer.written.storeBytes(of: UInt32(writer.count - headerBytes), as: UInt32.self)
        return Array(writer.written)
    }

    static func message(_ bytes: UnsafeRawBufferPointer) throws(WireError) -> ControlMessage {
        try format.value(of: bytes)
    }
}

/// Finds messages in bytes that come in pieces.
struct FrameReader {
    private var bytes: [UInt8] = []
    private var start = 0

    mutating func append(_ piece: UnsafeRawBufferPointer) {
        if start > 0, start == bytes.count {
            bytes.removeAll(keepingCapacity: bytes.capacity <= 1 << 20)
            start = 0
        } else if start > 1 << 20 {
            bytes.removeFirst(start)
            start = 0
        }
        bytes.append(contentsOf: piece)
    }

    /// The next message with what is behind it; nil as long as it isn't complete.
    mutating func next() throws(WireError) -> (message: ControlMessage, payload: [UInt8])? {
        let available = bytes.count - start
        guard available >= Frames.headerBytes else { return nil }
        let (length, payloadBytes) = bytes.withUnsafeBytes {
            (
                Int($0.loadUnaligned(fromByteOffset: start, as: UInt32.self)),
                $0.loadUnaligned(fromByteOffset: start + 4, as: UInt64.self)
            )
        }
        guard length <= Frames.mostMessageBytes, payloadBytes <= UInt64(Frames.mostPayloadBytes) else {
            throw WireError(message: "a message of \(length) and \(payloadBytes) bytes")
        }
        let end = start + Frames.headerBytes + length
        guard bytes.count >= end + Int(payloadBytes) else { return nil }
        let message = try bytes.withUnsafeBytes { whole in
            Result { () throws(WireError) in
                try Frames.message(UnsafeRawBufferPointer(rebasing: whole[start + Frames.headerBytes..<end]))
            }
        }.get()
        let payload = Array(bytes[end..<end + Int(payloadBytes)])
        start = end + Int(payloadBytes)
        return (message, payload)
    }
}
