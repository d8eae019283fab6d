/// Who has what of which host, and who waits: decides where processes start, and when. It knows no clock and no messages.
///
/// Whoever waits is served in the order of asking: a later request passes an earlier one only on hosts that the earlier one could
/// never use. So does one that doesn't wait.
struct SpawnBook {
    /// A request for a process.
    struct Request {
        /// By which the one who asks knows it.
        var id: UInt64
        var parent: ProcessID?
        var memory: Int
        var coreParts: Int
        /// Whether it waits until there is room.
        var waits: Bool
    }

    struct Grant: Equatable {
        var id: UInt64
        var parent: ProcessID?
        var process: ProcessID
        var cores: [Int]
    }

    enum Answer: Equatable {
        case granted(Grant)
        case refused(SpawnError)
        case queued
    }

    private struct Process {
        var parent: ProcessID?
        var host: Int
        var share: HostAccount.Share
    }

    private(set) var hosts: [HostAccount]
    private var processes: [ProcessID: Process] = [:]
    private var queue: [Request] = []
    private var started = 0

    init(hosts: [HostAccount]) { self.hosts = hosts }

    /// The processes that have not ended.
    var aliveCount: Int { processes.count }
    var waitingCount: Int { queue.count }

    /// The most that a host has: of memory first.
    private var most: Resources {
        let host = hosts.max { ($0.memory, $0.coreParts) < ($1.memory, $1.coreParts) }
        return Resources(
            memory: host?.memory ?? 0, cores: Double(host?.coreParts ?? 0) / Double(Resources.partsOfCore))
    }

    /// - Parameter rank: The agent that has to have the process.
    mutating func ask(_ request: Request, on rank: Int? = nil) -> Answer {
        let usable = hosts.indices.filter { host in
            hosts[host].couldFit(memory: request.memory, coreParts: request.coreParts)
                && (rank.map { hosts[host].ranks.contains($0) } ?? true)
        }
        guard !usable.isEmpty else { return .refused(.moreThanAnyHost(has: most)) }
        if let grant = place(request, on: usable, behind: queue[...], rank: rank) { return .granted(grant) }
        guard request.waits else { return .refused(.nothingFree) }
        if waitsForItself(request, with: queue + [request]) { return .refused(.waitsForItself) }
        queue.append(request)
        return .queued
    }

    /// Those who wait in vain, because somebody else has begun to wait.
    mutating func takeHopeless() -> [Request] {
        let hopeless = queue.filter { waitsForItself($0, with: queue) }
        queue.removeAll { request in hopeless.contains { $0.id == request.id && $0.parent == request.parent } }
        return hopeless
    }

    /// A process has ended, or was not started after all: who gets what it had.
    mutating func end(_ process: ProcessID) -> [Grant] {
        guard let ended = processes.removeValue(forKey: process) else { return [] }
        hosts[ended.host].giveBack(ended.share)
        queue.removeAll { $0.parent == process }
        return serve()
    }

    /// Nobody waits for this one any more.
    mutating func cancel(_ id: UInt64, of parent: ProcessID) -> [Grant] {
        queue.removeAll { $0.id == id && $0.parent == parent }
        return serve()
    }

    private mutating func serve() -> [Grant] {
        var grants: [Grant] = []
        var left: [Request] = []
        for request in queue {
            let usable = hosts.indices.filter {
                hosts[$0].couldFit(memory: request.memory, coreParts: request.coreParts)
            }
            if let grant = place(request, on: usable, behind: left[...]) {
                grants.append(grant)
            } else {
                left.append(request)
            }
        }
        queue = left
        return grants
    }

    private mutating func place(
        _ request: Request, on usable: [Int], behind earlier: ArraySlice<Request>, rank: Int? = nil
    ) -> Grant? {
        for host in usable {
            let isAwaited = earlier.contains {
                hosts[host].couldFit(memory: $0.memory, coreParts: $0.coreParts)
            }
            guard !isAwaited,
                let share = hosts[host].take(memory: request.memory, coreParts: request.coreParts, rank: rank)
            else { continue }
            started += 1
            let process = ProcessID(number: started, rank: share.rank)
            processes[process] = Process(parent: request.parent, host: host, share: share)
            return Grant(id: request.id, parent: request.parent, process: process, cores: share.cores)
        }
        return nil
    }

    /// Whether it would not fit even if all processes ended but the one that asks and its ancestors that wait too.
    private func waitsForItself(_ request: Request, with waiting: [Request]) -> Bool {
        let waiting = Set(waiting.compactMap(\.parent))
        var held = hosts.map { _ in (memory: 0, coreParts: 0) }
        var next = request.parent
        while let name = next, let process = processes[name] {
            if waiting.contains(name) {
                held[process.host].memory += process.share.memory
                held[process.host].coreParts += process.share.coreParts
            }
            next = process.parent
        }
        return !hosts.indices.contains {
            hosts[$0].couldFit(memory: request.memory, coreParts: request.coreParts, besides: held[$0])
        }
    }
}
