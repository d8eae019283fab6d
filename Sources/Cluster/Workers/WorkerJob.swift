internal import SystemLibrary

/// A process that a worker runs for a program, and what is on its way to it and from it.
final class WorkerJob {
    struct TooMuchInput: Error {}

    let id: UInt32
    let child: ChildProcess
    private var input = ByteQueue()
    private var inputIsOver = false
    /// Bytes that it may still say before some have been passed on.
    private var window = WorkerMessage.window

    /// - Parameter say: Takes what it says.
    init(
        id: UInt32, script: String, environment: [String: String], say: @escaping (WorkerMessage) -> Void
    ) throws(RemoteStartError) {
        self.id = id
        child = try ChildProcess(
            Command(path: "/bin/sh", arguments: ["-c", script], environment: environment, input: .pipe))
        child.onOutput = { [unowned self] bytes in
            guard !bytes.isEmpty else { return }
            spend(bytes.count)
            say(.output(process: id, bytes))
        }
        child.onErrors = { [unowned self] bytes in
            guard !bytes.isEmpty else { return }
            spend(bytes.count)
            say(.errors(process: id, bytes))
        }
    }

    /// Where its input is written to, if there is some.
    var writer: Int32? { input.isEmpty ? nil : child.input?.descriptor }

    /// So many bytes of what it said have been passed on.
    func note(taken count: Int) {
        window += count
        child.isHeard = window > 0
    }

    private func spend(_ count: Int) {
        window -= count
        child.isHeard = window > 0
    }

    /// Takes more of its input; no bytes are the end.
    ///
    /// - Returns: How many bytes have been passed on.
    func take(_ bytes: [UInt8]) throws(TooMuchInput) -> Int {
        // Whoever sends reads its pieces whole, and so may go beyond the window by the last of them.
        guard input.count + bytes.count <= 2 * WorkerMessage.window else { throw TooMuchInput() }
        if bytes.isEmpty { inputIsOver = true }
        input.append(bytes)
        return write()
    }

    /// Writes what it takes at once. Returns how many bytes have been passed on.
    func write() -> Int {
        var passed = 0
        while !input.isEmpty, let file = child.input {
            let count = input.contents.withUnsafeBytes {
                SystemLibrary.write(file.descriptor, $0.baseAddress, $0.count)
            }
            if count > 0 {
                input.removeFirst(count)
                passed += count
            } else if count < 0, errno == EINTR {
                continue
            } else if count < 0, errno == EAGAIN || errno == EWOULDBLOCK {
                return passed
            } else {
                child.input = nil
            }
        }
        // What nobody reads any more is passed on too.
        if child.input == nil {
            passed += input.count
            input = ByteQueue()
        }
        if inputIsOver, input.isEmpty { child.input = nil }
        return passed
    }
}
