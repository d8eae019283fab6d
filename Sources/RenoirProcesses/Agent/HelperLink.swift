internal import CProcesses
internal import SystemLibrary

/// The agent's end of its connection to the helper, which starts processes and hears of their ends.
final class HelperLink {
    private let descriptor: Int32
    private unowned let loop: EventLoop
    private var bytes: [UInt8] = []

    enum Event {
        case started(request: UInt32, process: Int32)
        case notStarted(request: UInt32, code: Int32)
        case ended(process: Int32, ProcessEnd)
        /// The helper is gone.
        case lost
    }

    init(_ descriptor: Int32, on loop: EventLoop, _ body: @escaping (Event) -> Void) {
        self.descriptor = descriptor
        self.loop = loop
        loop.watch(descriptor, .reads) { [weak self] _ in self?.hear(body) }
    }

    /// Orders a process; nil if the helper takes orders no more.
    ///
    /// - Parameters:
    ///   - files: Its connection and its socket, and its outputs, unless it has those of the agent.
    ///   - isFirst: Whether it has the agent's standard input, and goes through `main`.
    ///   - environment: Its variables, each with a zero at its end.
    func order(_ request: UInt32, files: [Int32], isFirst: Bool, cores: [Int], environment: [UInt8]) -> Bool {
        var order = renoir_order()
        order.request = request
        order.file_count = UInt32(files.count)
        order.keeps_input = isFirst ? 1 : 0
        order.executes = isFirst ? 1 : 0
        order.environment_bytes = UInt64(environment.count)
        withUnsafeMutableBytes(of: &order.cores) { bits in
            for core in cores where core / 8 < bits.count { bits[core / 8] |= 1 << UInt8(core % 8) }
        }
        return environment.withUnsafeBytes { text in
            renoir_order_process(descriptor, &order, files, text.assumingMemoryBound(to: CChar.self).baseAddress) == 0
        }
    }

    private func hear(_ body: (Event) -> Void) {
        let size = MemoryLayout<renoir_event>.size
        var piece = [UInt8](repeating: 0, count: 256 * size)
        let count = recv(descriptor, &piece, piece.count, SocketFlags.noWait)
        if count < 0, errno == EAGAIN || errno == EINTR { return }
        guard count > 0 else {
            loop.forget(descriptor)
            return body(.lost)
        }
        bytes += piece.prefix(count)
        var start = 0
        while bytes.count - start >= size {
            let event = bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: start, as: renoir_event.self) }
            start += size
            switch event.kind {
            case RENOIR_STARTED.rawValue: body(.started(request: event.request, process: event.process))
            case RENOIR_NOT_STARTED.rawValue: body(.notStarted(request: event.request, code: event.status))
            default: body(.ended(process: event.process, ProcessEnd(waitStatus: event.status)))
            }
        }
        bytes.removeFirst(start)
    }
}
