internal import CProcesses
internal import SystemLibrary
internal import Threading

/// The thread of a process that waits for descriptors on behalf of everybody who doesn't.
final class Reactor: @unchecked Sendable {
    /// Only its own thread uses it.
    let loop = EventLoop()
    private let bell = renoir_make_bell()
    private let lock = Lock()
    private var orders: [() -> Void] = []
    private var thread: EngineThread?

    /// Starts the thread, which calls `body` first.
    func start(_ body: @escaping @Sendable () -> Void) throws(ThreadError) {
        thread = try EngineThread { [self] in
            loop.watch(bell, .reads) { [self] _ in
                renoir_hear(bell)
                let taken = lock.withLock {
                    defer { orders = [] }
                    return orders
                }
                for order in taken { order() }
            }
            body()
            while true { loop.turn(microseconds: -1) }
        }
    }

    /// Has the thread call `body`.
    func perform(_ body: @escaping () -> Void) {
        lock.withLock { orders.append(body) }
        renoir_ring(bell)
    }

    /// Calls `body` once when `file` is ready, on the thread.
    ///
    /// Nobody else waits for the same file meanwhile, and it stays open.
    func whenReady(_ file: Int32, _ interest: EventLoop.Interest, _ body: @escaping () -> Void) {
        perform { [self] in
            loop.watch(file, interest) { [self] _ in
                loop.forget(file)
                body()
            }
        }
    }

    /// Gives up waiting for `file`, and calls `body` then.
    func stopWaiting(_ file: Int32, _ body: @escaping () -> Void) {
        perform { [self] in
            loop.forget(file)
            body()
        }
    }
}
