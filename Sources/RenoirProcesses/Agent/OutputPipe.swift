internal import SystemLibrary

/// What a process writes on one of its outputs, cut into lines.
final class OutputPipe {
    private static let pieceBytes = 1 << 16
    /// A longer line is cut.
    private static let mostLineBytes = 1 << 16

    private let descriptor: Int32
    private unowned let loop: EventLoop
    private var rest: [UInt8] = []
    private var isOver = false
    private let onLines: ([UInt8]) -> Void

    init(_ descriptor: Int32, on loop: EventLoop, onLines: @escaping ([UInt8]) -> Void) {
        self.descriptor = descriptor
        self.loop = loop
        self.onLines = onLines
        _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
        loop.watch(descriptor, .reads) { [weak self] _ in _ = self?.hear() }
    }

    deinit { close() }

    /// Whether something is read; while nobody takes what comes, the process waits.
    var isPaused = false {
        didSet { if isPaused != oldValue, !isOver { loop.change(descriptor, isPaused ? [] : .reads) } }
    }

    /// The process has ended: what is left is read, be it the beginning of a line.
    func finish() {
        while hear() {}
        if !rest.isEmpty { onLines(rest + [UInt8(ascii: "\n")]) }
        rest = []
        close()
    }

    /// - Returns: Whether there may be more.
    private func hear() -> Bool {
        guard !isOver else { return false }
        let count = withUnsafeTemporaryAllocation(byteCount: Self.pieceBytes, alignment: 16) { bytes in
            let count = read(descriptor, bytes.baseAddress, bytes.count)
            if count > 0 { rest.append(contentsOf: bytes[..<count]) }
            return count
        }
        if count < 0, errno == EINTR || errno == EAGAIN { return errno == EINTR }
        guard count > 0 else {
            loop.change(descriptor, [])
            return false
        }
        if let end = rest.lastIndex(of: UInt8(ascii: "\n")) {
            onLines(Array(rest[...end]))
            rest.removeFirst(end + 1)
        } else if rest.count >= Self.mostLineBytes {
            onLines(rest + [UInt8(ascii: "\n")])
            rest = []
        }
        return true
    }

    private func close() {
        guard !isOver else { return }
        isOver = true
        loop.forget(descriptor)
        SystemLibrary.close(descriptor)
    }
}
