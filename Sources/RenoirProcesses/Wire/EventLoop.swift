internal import CProcesses
internal import SystemLibrary

/// Waits for many descriptors on one thread, and calls whoever has one that is ready.
final class EventLoop {
    struct Interest: OptionSet {
        let rawValue: Int32
        static let reads = Interest(rawValue: Int32(renoir_reads))
        static let writes = Interest(rawValue: Int32(renoir_writes))
    }

    private static let most = 64
    private let descriptor: Int32
    private var handlers: [Int32: (Interest) -> Void] = [:]
    private let ready = UnsafeMutablePointer<Int32>.allocate(capacity: 2 * most)

    init() { descriptor = renoir_make_watch() }

    deinit {
        close(descriptor)
        ready.deallocate()
    }

    func watch(_ file: Int32, _ interest: Interest, _ handler: @escaping (Interest) -> Void) {
        handlers[file] = handler
        change(file, interest)
    }

    /// Changes what `file` is watched for. Without any interest it isn't watched: its end would be news again and again.
    func change(_ file: Int32, _ interest: Interest) {
        if interest.isEmpty {
            renoir_forget(descriptor, file)
        } else {
            _ = renoir_watch(descriptor, file, interest.rawValue)
        }
    }

    /// Call it before `file` is closed.
    func forget(_ file: Int32) {
        guard handlers.removeValue(forKey: file) != nil else { return }
        renoir_forget(descriptor, file)
    }

    /// Waits for a while, -1 for ever, and lets those whose descriptors are ready do their work.
    ///
    /// - Returns: Whether there was anything.
    @discardableResult
    func turn(microseconds: Int) -> Bool {
        let count = Int(renoir_wait(descriptor, ready, ready + Self.most, Int32(Self.most), microseconds))
        for index in 0..<count {
            handlers[ready[index]]?(Interest(rawValue: ready[Self.most + index]))
        }
        return count > 0
    }
}
