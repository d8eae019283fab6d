internal import CProcesses
internal import SystemLibrary

/// Something that may be sent or received, among others of which one is to happen.
///
/// ```swift
/// let chosen = try Processes.select([
///     results.whenReceived { sum += $0 },
///     stop.whenReceived { isOver = true },
///     jobs.whenSent(next) { next += 1 },
/// ])
/// ```
public struct ChannelCase {
    /// Does it if it's possible at once.
    let attempt: () throws -> Bool
    /// What to wait for in the meantime; nil if there is no socket yet.
    let wait: () -> (descriptor: Int32, events: Int32)?
}

extension Receiver {
    /// A value is received, and `body` called with it.
    public func whenReceived(_ body: @escaping (Value) throws -> Void) -> ChannelCase {
        ChannelCase(
            attempt: {
                guard let value = try self.tryReceive() else { return false }
                try body(value)
                return true
            }, wait: { self.core.openDescriptor.map { ($0, Int32(POLLIN)) } })
    }
}

extension Sender {
    /// `value` is sent, and `body` called.
    public func whenSent(_ value: Value, _ body: @escaping () throws -> Void = {}) -> ChannelCase {
        ChannelCase(
            attempt: {
                guard try self.trySend(value) else { return false }
                try body()
                return true
            }, wait: { self.core.descriptor >= 0 ? (self.core.descriptor, Int32(POLLOUT)) : nil })
    }
}

extension Processes {
    /// Waits until one of `cases` is possible, and does it: one of those that are, at random.
    ///
    /// - Returns: The place of the one that was done; nil if there are none.
    /// - Throws: What the channel of a case or its body throws: also when a channel's other end is gone.
    public static func select(_ cases: [ChannelCase]) throws -> Int? {
        guard !cases.isEmpty, let runtime = ProcessRuntime.current else { return nil }
        let bell = renoir_make_bell()
        // Connections and ends of processes are no events of a socket.
        let listener = runtime.connections.addListener { renoir_ring(bell) }
        defer {
            runtime.connections.removeListener(listener)
            close(bell)
        }
        while true {
            for place in cases.indices.shuffled() where try cases[place].attempt() { return place }
            var files = cases.compactMap { $0.wait() }.map {
                pollfd(fd: $0.descriptor, events: Int16($0.events), revents: 0)
            }
            files.append(pollfd(fd: bell, events: Int16(POLLIN), revents: 0))
            poll(&files, nfds_t(files.count), 1000)
            renoir_hear(bell)
        }
    }

    /// The same for receivers of one type: the next value of any of them.
    public static func receiveAny<Value>(
        _ receivers: [Receiver<Value>]
    ) throws -> (process: ProcessID, value: Value)? {
        var received: (ProcessID, Value)?
        _ = try select(receivers.map { receiver in receiver.whenReceived { received = (receiver.process, $0) } })
        return received
    }
}
