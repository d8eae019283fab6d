internal import SystemLibrary

/// Bytes that have come through a channel, and the values among them.
struct ReceivedBytes: ~Copyable {
    enum Message {
        /// The bytes are there until more are received.
        case value(UnsafeRawBufferPointer)
        case end
    }

    private static let leastBytes = 1 << 16

    private var memory = UnsafeMutableRawBufferPointer.allocate(byteCount: leastBytes, alignment: 16)
    private var start = 0
    private var end = 0

    deinit { memory.deallocate() }

    /// Takes the next value, if all of it has come.
    mutating func next() -> Message? {
        guard end - start >= MessageFraming.headerBytes else { return nil }
        let count = memory.loadUnaligned(fromByteOffset: start, as: UInt64.self)
        // What is no count is the end of what can be understood.
        if count > MessageFraming.mostBytes { return .end }
        let first = start + MessageFraming.headerBytes
        guard UInt64(end - first) >= count else { return nil }
        start = first + Int(count)
        return .value(UnsafeRawBufferPointer(rebasing: memory[first..<start]))
    }

    /// As `recv`.
    mutating func receive(from file: Int32, flags: Int32) -> Int {
        makeRoom()
        let count = recv(file, memory.baseAddress! + end, memory.count - end, flags)
        if count > 0 { end += count }
        return count
    }

    private mutating func makeRoom() {
        if start == end {
            start = 0
            end = 0
        }
        var needed = MessageFraming.headerBytes
        if end - start >= needed {
            needed += Int(memory.loadUnaligned(fromByteOffset: start, as: UInt64.self))
        }
        if start + needed <= memory.count, end < memory.count { return }
        let larger = needed <= memory.count ? memory : .allocate(byteCount: needed + needed / 4, alignment: 16)
        memmove(larger.baseAddress!, memory.baseAddress! + start, end - start)
        if larger.baseAddress != memory.baseAddress {
            memory.deallocate()
            memory = larger
        }
        end -= start
        start = 0
    }
}
