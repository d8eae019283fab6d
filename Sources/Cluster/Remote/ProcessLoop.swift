internal import CRemote
internal import SystemLibrary

/// The one place where a remote start waits: for what its processes say, for their ends, for signals, for those who
/// turn to its services, and for the clock.
final class ProcessLoop {
    /// How many processes of one kind run side by side: each has three pipes.
    private static let mostAtOnce = 64
    /// The longest time between two looks, in milliseconds.
    private static let longestWait = 100

    private let signals: Int32
    /// Those whom the processes, or others, turn to.
    var services: [any Service]
    /// Takes the signals that this process gets, but SIGCHLD.
    var onSignal: ((Int32) -> Void)?

    /// Signals of this process come here from now on.
    init(services: [any Service] = []) throws(RemoteStartError) {
        signals = renoir_catch_signals()
        self.services = services
        guard signals >= 0 else { throw RemoteStartError(.system, "no pipe can be made: \(OpenFile.lastError)") }
    }

    deinit { renoir_release_signals() }

    /// Runs `commands` side by side, each for `seconds` at most.
    ///
    /// - Returns: What became of each.
    /// - Throws: If one can't be started, or this process is told to end; all of them are ended then.
    func run(_ commands: [Command], seconds: Int) throws(RemoteStartError) -> [Outcome] {
        var outcomes: [Outcome?] = Array(repeating: nil, count: commands.count)
        var running: [(place: Int, child: ChildProcess, deadline: UInt64)] = []
        var next = 0
        var ending: Int32?
        onSignal = { if StopPolicy.ends($0) { ending = $0 } }
        defer {
            onSignal = nil
            for process in running { process.child.end(overdue: false) }
        }
        while next < commands.count || !running.isEmpty {
            while next < commands.count, running.count < Self.mostAtOnce {
                let child = try ChildProcess(commands[next])
                running.append((next, child, Self.milliseconds() + UInt64(seconds) * 1000))
                next += 1
            }
            turn(running.map(\.child))
            if let ending { throw RemoteStartError(.signal(ending), "ended by signal \(ending)") }
            let now = Self.milliseconds()
            running = running.filter { process in
                if now >= process.deadline { process.child.end(overdue: true) }
                outcomes[process.place] = process.child.outcome
                return process.child.outcome == nil
            }
        }
        return outcomes.compactMap(\.self)
    }

    /// Waits for what services do, until `isOver`.
    ///
    /// - Throws: If this process is told to end, and what `isOver` throws.
    func wait(until isOver: () throws(RemoteStartError) -> Bool) throws(RemoteStartError) {
        var ending: Int32?
        onSignal = { if StopPolicy.ends($0) { ending = $0 } }
        defer { onSignal = nil }
        while try !isOver() {
            turn([])
            if let ending { throw RemoteStartError(.signal(ending), "ended by signal \(ending)") }
        }
    }

    /// Waits until something happens to `children`, or a short time has passed; then each is up to date.
    func turn(_ children: [ChildProcess]) {
        var events = [pollfd(fd: signals, events: Int16(POLLIN), revents: 0)]
        for child in children {
            for file in child.heard {
                events.append(pollfd(fd: file.descriptor, events: Int16(POLLIN), revents: 0))
            }
        }
        let served = services.flatMap { service in service.descriptors.map { (service: service, descriptor: $0) } }
        events += served.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
        let writing = services.flatMap { service in service.writers.map { (service: service, descriptor: $0) } }
        let firstWriting = events.count
        events += writing.map { pollfd(fd: $0.descriptor, events: Int16(POLLOUT), revents: 0) }
        guard poll(&events, nfds_t(events.count), Int32(Self.longestWait)) >= 0 || errno == EINTR else { return }
        if events[0].revents != 0 { takeSignals() }
        let ready = Set(events[1..<firstWriting].filter { $0.revents != 0 }.map(\.fd))
        let writable = Set(events[firstWriting...].filter { $0.revents != 0 }.map(\.fd))
        for child in children {
            for file in child.heard where ready.contains(file.descriptor) {
                child.hear(file.descriptor)
            }
            child.look()
        }
        for (service, descriptor) in served where ready.contains(descriptor) { service.serve(descriptor) }
        for (service, descriptor) in writing where writable.contains(descriptor) { service.write(descriptor) }
        let now = Self.milliseconds()
        for service in services { service.look(at: now) }
    }

    private func takeSignals() {
        var bytes: [UInt8] = Array(repeating: 0, count: 64)
        let count = read(signals, &bytes, bytes.count)
        for byte in bytes.prefix(max(0, count)) where Int32(byte) != SIGCHLD { onSignal?(Int32(byte)) }
    }

    /// Milliseconds of a clock that never goes back.
    static func milliseconds() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1000 + UInt64(time.tv_nsec) / 1_000_000
    }
}
