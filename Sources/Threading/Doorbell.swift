internal import SystemLibrary

/// Where one thread sleeps until it's woken from this process, or from another one on the same host.
///
/// A ring is a datagram over the loopback interface. It carries nothing and is trusted with nothing: whoever is woken
/// looks for itself, and looks again after a bounded time also if a ring is lost.
package final class Doorbell: Waking, @unchecked Sendable {
    private let descriptor: Int32
    /// The port under which others ring here.
    package let port: UInt16
    private let lock = Lock()
    private var neighbours: [UInt16] = []

    /// - Returns: nil if the system gives no socket: the job runs without, and looks more often.
    package init?() {
        let socket = socket(AF_INET, SocketKind.datagram, 0)
        var address = Self.loopback(port: 0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let code = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                bind(socket, generic, length) == 0 ? getsockname(socket, generic, &length) : -1
            }
        }
        descriptor = socket
        port = UInt16(bigEndian: address.sin_port)
        guard code == 0 else { return nil }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Says whom ``ringNeighbours()`` wakes.
    package func meet(_ ports: [UInt16]) { lock.withLock { neighbours = ports } }

    package func ringNeighbours() {
        for port in lock.withLock({ neighbours }) { ring(port) }
    }

    package func wake() { ring(port) }

    package func wait(microseconds: Int) -> Bool {
        // The system waits in milliseconds: a shorter wait is a nap between two looks.
        if microseconds < 1000 {
            if isRung(withinMilliseconds: 0) { return true }
            usleep(UInt32(microseconds))
        }
        return isRung(withinMilliseconds: Int32(microseconds / 1000))
    }

    private func isRung(withinMilliseconds milliseconds: Int32) -> Bool {
        var events = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&events, 1, milliseconds) > 0 else { return false }
        var byte: UInt8 = 0
        while recv(descriptor, &byte, 1, 0) >= 0 {}
        return true
    }

    private func ring(_ port: UInt16) {
        var address = Self.loopback(port: port)
        withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                var byte: UInt8 = 0
                _ = sendto(descriptor, &byte, 1, 0, generic, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }

    private static func loopback(port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return address
    }
}

/// Something on which a thread can sleep, and from which others wake it.
package protocol Waking: AnyObject, Sendable {
    /// Lets the sleeping thread go on, or the next one that sleeps.
    func wake()

    /// Sleeps until woken, `microseconds` at most.
    ///
    /// - Returns: Whether it was woken.
    func wait(microseconds: Int) -> Bool
}

extension Parker: Waking {
    package func wait(microseconds: Int) -> Bool { park(microseconds: microseconds) }
}
