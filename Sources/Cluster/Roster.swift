/// The ranks of a job: on which hosts they are, and what they have there.
public struct Roster: Sendable {
    /// One rank.
    public struct Member: Hashable, Sendable {
        public var host: String
        public var threads: Int
        /// `nil` if it doesn't say.
        public var seat: Seat?

        public init(host: String, threads: Int, seat: Seat?) {
            self.host = host
            self.threads = threads
            self.seat = seat
        }
    }

    /// More names or sets of cores than this are counted instead.
    private static let mostNames = 4

    private let members: [Member]
    /// Hosts in the order of their first ranks, with these.
    private let hosts: [(name: String, members: [Member])]

    /// - Parameter members: In the order of ranks; at least one.
    public init(_ members: [Member]) {
        self.members = members
        var hosts: [(name: String, members: [Member])] = []
        var places: [String: Int] = [:]
        for member in members {
            if let place = places[member.host] {
                hosts[place].members.append(member)
            } else {
                places[member.host] = hosts.count
                hosts.append((member.host, [member]))
            }
        }
        self.hosts = hosts
    }

    // MARK: What there is

    /// Ranks, threads, hosts and bindings in one line: `4 ranks × 2 threads on n1, n2 (4 cores each), not bound`.
    public var summary: String {
        [workers + " on " + hostNames + cores, bindings].compactMap(\.self).joined(separator: ", ")
    }

    private var workers: String {
        let ranks = Self.counted(members.count, "rank")
        let each = members[0].threads
        guard members.allSatisfy({ $0.threads == each }) else {
            return "\(ranks) with \(members.reduce(0) { $0 + $1.threads }) threads"
        }
        return "\(ranks) × \(Self.counted(each, "thread"))"
    }

    private var hostNames: String {
        let names = hosts.prefix(Self.mostNames).map(\.name).joined(separator: ", ")
        return hosts.count > Self.mostNames ? "\(hosts.count) hosts: \(names), …" : names
    }

    private var cores: String {
        let counts = hosts.compactMap { $0.members.compactMap { $0.seat?.coresOfHost }.max() }
        guard counts.count == hosts.count else { return "" }
        guard counts.allSatisfy({ $0 == counts[0] }) else { return " (\(counts.reduce(0, +)) cores in all)" }
        return " (\(Self.counted(counts[0], "core"))\(hosts.count > 1 ? " each" : ""))"
    }

    private var bindings: String? {
        let seats = members.compactMap(\.seat)
        let sets = seats.compactMap(\.cores)
        guard sets.count == members.count else { return nil }
        guard seats.contains(where: \.isBound) else { return "not bound" }
        var distinct: [RangeSet<Int>] = []
        for set in sets where !distinct.contains(set) {
            distinct.append(set)
            if distinct.count > Self.mostNames { break }
        }
        if distinct.count <= Self.mostNames {
            let isOne = distinct.count == 1 && CoreList.count(distinct[0]) == 1
            return "bound to \(isOne ? "core" : "cores") " + distinct.map(CoreList.text).joined(separator: " | ")
        }
        let counts = sets.map(CoreList.count)
        let (least, most) = (counts.min() ?? 0, counts.max() ?? 0)
        return "each bound to " + (least == most ? "" : "\(least) to ") + Self.counted(most, "core")
    }

    // MARK: What is wrong with it

    /// That several workers have to share a core, and what to do; `nil` if each has one of its own.
    public var warning: String? {
        let crowded = hosts.compactMap { host in Self.crowd(host.members).map { (host.name, $0) } }
        guard let (name, crowd) = crowded.first else { return nil }
        let place =
            crowded.count > 1 ? "\(name), and likewise on \(Self.counted(crowded.count - 1, "other host"))" : name
        let fact = "\(crowd.workers) workers share \(Self.counted(crowd.cores, "core")) on \(place)"
        return fact
            + (crowd.isBound
                ? ", to which the launcher has bound them; have it bind to more cores, or not at all: mpirun --bind-to none, "
                    + "srun --cpu-bind=none"
                : "; start fewer ranks, or fewer workers on each with --threads")
    }

    private struct Crowd {
        var workers: Int
        var cores: Int
        var isBound: Bool
    }

    /// Workers of one host that have fewer cores than they are, if there are any.
    private static func crowd(_ members: [Member]) -> Crowd? {
        let workers = members.reduce(0) { $0 + $1.threads }
        if let cores = members.compactMap({ $0.seat?.coresOfHost }).max(), workers > cores {
            return Crowd(workers: workers, cores: cores, isBound: false)
        }
        // Launchers bind to sets that are equal or apart, so it is enough to look at each set.
        var seen: [RangeSet<Int>] = []
        for member in members {
            guard let set = member.seat?.cores, !seen.contains(set) else { continue }
            seen.append(set)
            let count = CoreList.count(set)
            let inside = members.reduce(0) { sum, other in
                sum + (other.seat?.cores?.isSubset(of: set) ?? false ? other.threads : 0)
            }
            if inside > count { return Crowd(workers: inside, cores: count, isBound: true) }
        }
        return nil
    }

    private static func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
}
