/// Where a rank may run, as it tells the other ranks.
public struct Seat: Hashable, Sendable {
    /// A longer text is of no use to anybody: an irregular set of cores is told by its host's number alone.
    private static let longestText = 512

    /// The cores that the rank may run on, if its system says.
    let cores: RangeSet<Int>?
    /// The cores that all ranks on its host share.
    let coresOfHost: Int

    init(cores: RangeSet<Int>?, coresOfHost: Int) {
        self.cores = cores
        self.coresOfHost = max(1, coresOfHost)
    }

    /// That of the calling thread, within `allowed`.
    public static func current(_ allowed: AllowedCores) -> Seat {
        Seat(cores: AllowedCores.ofThisThread(), coresOfHost: allowed.ofHost)
    }

    /// In a form that ``init(_:)`` reads: `8:0-3,6` is a rank on cores 0, 1, 2, 3 and 6 of 8.
    public var text: String {
        let list = cores.map(CoreList.text) ?? ""
        return "\(coresOfHost):\(list.utf8.count <= Self.longestText ? list : "")"
    }

    /// Reads such a text, or fails if it is none.
    public init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let count = Int(parts[0]), (1...CoreList.mostCores).contains(count) else { return nil }
        let cores = CoreList.cores(parts[1])
        guard cores != nil || parts[1].isEmpty else { return nil }
        self.init(cores: cores, coresOfHost: count)
    }

    /// Whether the rank has been bound to a part of what its host's ranks share.
    var isBound: Bool { cores.map { CoreList.count($0) < coresOfHost } ?? false }
}
