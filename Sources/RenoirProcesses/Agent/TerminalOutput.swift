internal import SystemLibrary

/// What rank 0 writes for all processes. Nobody waits for whoever reads it, as long as it isn't too much.
final class TerminalOutput {
    /// No more than a pipe takes at once when it says that it has room.
    private static let pieceBytes = 4096
    /// Beyond this, processes have to wait.
    private static let mostBytes = 4 << 20

    private struct Stream {
        let descriptor: Int32
        var bytes: [UInt8] = []
        var start = 0
        var isLost = false
    }

    private var streams = [Stream(descriptor: STDOUT_FILENO), Stream(descriptor: STDERR_FILENO)]

    func write(_ bytes: [UInt8], isError: Bool) {
        let index = isError ? 1 : 0
        guard !streams[index].isLost else { return }
        streams[index].bytes += bytes
        advance()
    }

    var isFull: Bool { streams.contains { $0.bytes.count - $0.start > Self.mostBytes } }
    var isEmpty: Bool { streams.allSatisfy(\.bytes.isEmpty) }

    /// Writes what is taken at once.
    func advance() { for index in streams.indices { while put(index, milliseconds: 0) {} } }

    /// Writes everything, as long as somebody takes it.
    func finish(patienceMilliseconds: Int32) {
        for index in streams.indices { while put(index, milliseconds: patienceMilliseconds) {} }
    }

    private func put(_ index: Int, milliseconds: Int32) -> Bool {
        let stream = streams[index]
        guard !stream.bytes.isEmpty else { return false }
        var room = pollfd(fd: stream.descriptor, events: Int16(POLLOUT), revents: 0)
        guard poll(&room, 1, milliseconds) > 0 else { return false }
        let count = min(Self.pieceBytes, stream.bytes.count - stream.start)
        let written = stream.bytes.withUnsafeBytes {
            SystemLibrary.write(stream.descriptor, $0.baseAddress! + stream.start, count)
        }
        if written < 0, errno == EINTR || errno == EAGAIN { return errno == EINTR }
        if written < 0 {
            streams[index].isLost = true
            streams[index].bytes = []
            return false
        }
        streams[index].start += written
        if streams[index].start == stream.bytes.count {
            streams[index].bytes.removeAll(keepingCapacity: true)
            streams[index].start = 0
        }
        return true
    }
}
