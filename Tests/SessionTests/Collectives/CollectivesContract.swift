import Session
import Transport

/// What must hold of collectives over any network. Every function is called by all ranks, and says what one of them found
/// wrong.
enum CollectivesContract {
    static func anyScript(seed: UInt64, on network: any Network) -> String? {
        problem {
            var script = CollectivesScript(seed: seed, size: network.size, callCount: 24, largestCount: 200)
            // Half of the scripts go the ways that are for many elements.
            if seed % 2 == 1 {
                script.limits.smallReductionBytes = 0
                script.limits.scratchBytes = 300
                script.limits.largeBroadcastBytes = 2
            }
            try script.run(on: network)
        }
    }

    static func scriptBesideRounds(seed: UInt64, on network: any Network) -> String? {
        problem {
            let rounds = try RoundsBeside(on: network)
            let script = CollectivesScript(seed: seed, size: network.size, callCount: 24, largestCount: 200)
            try script.run(on: network) { () throws(TransportError) in try rounds.turn() }
            let count = try rounds.finish(Collectives(on: network))
            // A single rank's collectives are complete with the first poll.
            if count == 0 && network.size > 1 { throw TransportError(message: "no rounds went on") }
        }
    }

    /// Pieces of several messages, under the limits that users have.
    static func largeOnes(on network: any Network) -> String? {
        problem {
            let collectives = Collectives(on: network)
            let (rank, size) = (network.rank, network.size)
            let count = (1 << 18) + 5
            let mine = largeRow(of: rank, count: count)
            let sums = collectives.allReduce(mine) { $0 + $1 }
            let sent = collectives.broadcast(rank == size - 1 ? mine : nil, from: size - 1)
            let numbers = try sent.wait()
            guard numbers == largeRow(of: size - 1, count: count) else {
                throw TransportError(message: "a large broadcast is wrong")
            }
            try broadcastInPlace(from: size - 1, mine: mine, collectives)
            let rows = (0..<size).map { largeRow(of: $0, count: 1000) }
            let expected = rows.dropFirst().reduce(rows[0]) { zip($0, $1).map(+) }
            let found = try sums.wait()
            guard found.count == count, found.indices.allSatisfy({ found[$0] == expected[$0 % 1000] }) else {
                throw TransportError(message: "a large allReduce is wrong")
            }
        }
    }

    private static func broadcastInPlace(
        from root: Int, mine: [Double], _ collectives: Collectives
    ) throws(TransportError) {
        let room = UnsafeMutableBufferPointer<Double>.allocate(capacity: mine.count)
        _ = room.initialize(from: mine)
        try collectives.broadcast(room, from: root).wait()
        defer { room.deallocate() }
        guard room.elementsEqual(largeRow(of: root, count: mine.count)) else {
            throw TransportError(message: "a broadcast in place is wrong")
        }
    }

    private static func largeRow(of rank: Int, count: Int) -> [Double] {
        (0..<count).map { Double($0 % 1000 + rank) * 0.1 }
    }

    /// All ranks are told the same, and can go on.
    static func disagreement(_ disagreement: Disagreement, on network: any Network) -> String? {
        problem {
            let collectives = Collectives(on: network)
            do {
                try disagreement.call(collectives)
                throw TransportError(message: "nobody noticed: \(disagreement.testDescription)")
            } catch let error as TransportError {
                if let missing = disagreement.texts.first(where: { !error.message.contains($0) }) {
                    throw TransportError(message: "'\(missing)' isn't in '\(error.message)'")
                }
            }
            let count = try collectives.allReduce([1], combining: +).wait()
            if count != [network.size] { throw TransportError(message: "afterwards there are \(count) ranks") }
        }
    }

    private static func problem(_ body: () throws -> Void) -> String? {
        do {
            try body()
            return nil
        } catch { return "\(error)" }
    }
}
