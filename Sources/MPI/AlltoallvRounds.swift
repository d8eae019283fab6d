/// One exchange between all ranks as a list of exchanges that each fit MPI's 32-bit counts and displacements.
///
/// Either everything fits as it is, or the exchange is done in `size` steps: in step *s* rank *r* gives to rank
/// *r + s* and takes from rank *r − s*, in as many pieces as the largest segment of all ranks needs. A single segment
/// starts at the base of its piece, so its displacement is 0 however far into the buffer it lies.
struct AlltoallvRounds: Equatable {
    /// One exchange; counts and displacements count from the two bases.
    struct Round: Equatable {
        var sentBase: Int
        var sentCounts: [Int32]
        var sentDisplacements: [Int32]
        var receivedBase: Int
        var receivedCounts: [Int32]
        var receivedDisplacements: [Int32]
    }

    /// How many pieces this rank's segments need: 0 if everything fits one exchange as it is.
    ///
    /// All ranks go on with the largest of their answers, because all make the same calls.
    static func pieces(_ segments: Segments, limit: Int) -> Int {
        if segments.extent <= limit { return 0 }
        let largest = segments.counts.max() ?? 0
        return max(1, largest / limit + (largest % limit == 0 ? 0 : 1))
    }

    /// The exchanges to make, in order; as many on every rank that passes the same `size` and `pieces`.
    static func rounds(
        rank: Int, sent: Segments, received: Segments, pieces: Int, limit: Int
    ) -> [Round] {
        let size = sent.counts.count
        if pieces == 0 {
            return [
                Round(
                    sentBase: 0, sentCounts: narrow(sent.counts), sentDisplacements: displacements(sent),
                    receivedBase: 0, receivedCounts: narrow(received.counts),
                    receivedDisplacements: displacements(received))
            ]
        }
        var rounds: [Round] = []
        for step in 0..<size {
            let target = (rank + step) % size
            let source = (rank + size - step) % size
            for piece in 0..<pieces {
                let output = Self.piece(piece, of: sent, rank: target, limit: limit)
                let input = Self.piece(piece, of: received, rank: source, limit: limit)
                var round = Round(
                    sentBase: output.lowerBound, sentCounts: zeros(size), sentDisplacements: zeros(size),
                    receivedBase: input.lowerBound, receivedCounts: zeros(size), receivedDisplacements: zeros(size))
                round.sentCounts[target] = Int32(output.count)
                round.receivedCounts[source] = Int32(input.count)
                rounds.append(round)
            }
        }
        return rounds
    }

    private static func piece(_ index: Int, of segments: Segments, rank: Int, limit: Int) -> Range<Int> {
        let count = segments.counts[rank]
        let start = min(count, index * limit)
        let base = count == 0 ? 0 : segments.displacements[rank]
        return base + start..<base + min(count, start + limit)
    }

    /// An empty segment may lie anywhere, even where 32 bits don't reach.
    private static func displacements(_ segments: Segments) -> [Int32] {
        zip(segments.counts, segments.displacements).map { $0 == 0 ? 0 : Int32($1) }
    }

    private static func narrow(_ counts: [Int]) -> [Int32] { counts.map { Int32($0) } }

    private static func zeros(_ count: Int) -> [Int32] { [Int32](repeating: 0, count: count) }
}
