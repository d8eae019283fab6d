internal import SystemLibrary

/// A thread of the system, with a stack for deep user code, off Swift's cooperative pool.
package final class EngineThread: @unchecked Sendable {
    /// Bytes of stack; pages that are never touched cost nothing.
    private static let stackBytes = 16 << 20

    private var thread: pthread_t
    private var isJoined = false

    /// Starts a thread that runs `body`.
    ///
    /// - Throws: The system's reason not to give a thread.
    package init(_ body: @escaping @Sendable () -> Void) throws(ThreadError) {
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        pthread_attr_setstacksize(&attributes, Self.stackBytes)
        let start = Unmanaged.passRetained(Start(body))
        #if canImport(Darwin)
            var created: pthread_t?
            let code = pthread_create(&created, &attributes, { runStart($0) }, start.toOpaque())
        #else
            var created = pthread_t()
            let code = pthread_create(&created, &attributes, { runStart($0!) }, start.toOpaque())
        #endif
        guard code == 0 else {
            start.release()
            throw ThreadError(message: String(cString: strerror(code)))
        }
        #if canImport(Darwin)
            thread = created!
        #else
            thread = created
        #endif
    }

    /// Waits until the thread's body has returned.
    package func join() {
        guard !isJoined else { return }
        isJoined = true
        pthread_join(thread, nil)
    }

    /// Gives the core to whoever else wants it.
    package static func yield() { sched_yield() }
}

/// The system gives no thread.
package struct ThreadError: Error, Sendable, Equatable {
    /// The system's reason.
    package let message: String
}

private final class Start {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}

private func runStart(_ argument: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
    Unmanaged<Start>.fromOpaque(argument).takeRetainedValue().body()
    return nil
}
