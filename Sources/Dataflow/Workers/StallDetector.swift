/// Notices that a job stands still: nobody moves, nobody waits for the outside, and it's not over.
///
/// A pure state machine. Every rank gives it the same looks, so all come to the same verdict. By the rules of the exchange
/// a stall should not happen; one more batch on the edge that is blocked closest to the sources is then the way out, and
/// how often that was needed is told.
struct StallDetector {
    enum Verdict: Equatable {
        /// Let one more batch pass on this edge.
        case overdraw(edge: Int)
        case giveUp
    }

    /// Looks in a row that must agree.
    private let patience: Int
    /// Looks in a row after which a job ends in which nobody is blocked by an edge.
    private var longPatience: Int { patience * 10 }
    private let mostOverdrafts: Int
    private var looks = 0
    private(set) var overdrafts = 0

    init(patience: Int, mostOverdrafts: Int) {
        self.patience = patience
        self.mostOverdrafts = mostOverdrafts
    }

    /// Takes note of a look at all ranks.
    ///
    /// - Parameters:
    ///   - isStill: Whether all workers sleep, none has moved anything since the last look, and none waits for the outside.
    ///   - blockedEdge: The first edge over which somebody can't send.
    mutating func look(isStill: Bool, blockedEdge: Int?) -> Verdict? {
        guard isStill else {
            looks = 0
            return nil
        }
        looks += 1
        guard let blockedEdge else { return looks >= longPatience ? .giveUp : nil }
        guard looks >= patience else { return nil }
        looks = 0
        guard overdrafts < mostOverdrafts else { return .giveUp }
        overdrafts += 1
        return .overdraw(edge: blockedEdge)
    }
}

extension StallDetector.Verdict {
    /// Does on this rank what all ranks do.
    func carryOut(_ edges: [Edge], _ status: JobStatus) {
        switch self {
        case .overdraw(let edge):
            edges[edge].overdraw()
            status.overdrawn()
        case .giveUp: status.fail(status.stall())
        }
    }
}
