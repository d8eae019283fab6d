/// What the other ranks may send to this one over each edge, in bytes that only ever grow.
///
/// A pure state machine. Every channel, which is an edge and a peer, owns a share of the budget, so that none ever waits
/// for another. What is left over goes to channels whose peers want to send more, those nearest to the end of the job
/// first: what arrives there makes room.
struct CreditBudget {
    private struct Channel {
        /// Bytes that the peer may send in all.
        var limit: UInt64
        /// Bytes of them that were read.
        var read: UInt64 = 0
        /// Bytes that the peer would have sent in all if it could.
        var wanted: UInt64 = 0
    }

    private var channels: [Channel]
    private let size: Int
    private let share: Int
    private let rank: Int
    /// What no channel has; below 0 after an overdraft.
    private(set) var surplus: Int

    /// - Precondition: `bytes` is enough for a share of each channel.
    init(bytes: Int, share: Int, edges: Int, size: Int, rank: Int) {
        self.size = size
        self.rank = rank
        self.share = share
        surplus = bytes - share * edges * (size - 1)
        channels = Array(repeating: Channel(limit: UInt64(share)), count: edges * size)
    }

    func limit(edge: Int, peer: Int) -> UInt64 { channels[edge * size + peer].limit }

    /// Bytes that a channel has beyond its share.
    func extra(edge: Int, peer: Int) -> Int {
        let channel = channels[edge * size + peer]
        return Int(channel.limit - channel.read) - share
    }

    /// `bytes` of a channel were read: what it had beyond its share is for all again, the rest for its peer.
    mutating func read(_ bytes: Int, edge: Int, peer: Int) {
        let back = min(bytes, extra(edge: edge, peer: peer))
        surplus += back
        channels[edge * size + peer].read += UInt64(bytes)
        channels[edge * size + peer].limit += UInt64(bytes - back)
    }

    /// A peer says how much it would have sent in all. A smaller number than before is an old one.
    ///
    /// - Returns: Whether there is something to give for that.
    mutating func ask(wanted: UInt64, edge: Int, peer: Int) -> Bool {
        let place = edge * size + peer
        channels[place].wanted = max(channels[place].wanted, wanted)
        return surplus > 0 && channels[place].wanted > channels[place].limit
    }

    /// Shares the surplus out to those that want more.
    ///
    /// - Complexity: O(*c*) for *c* channels.
    mutating func grant() {
        for edge in (0..<channels.count / size).reversed() where surplus > 0 {
            let places = edge * size..<(edge + 1) * size
            var asking = places.count { channels[$0].wanted > channels[$0].limit }
            for place in places where channels[place].wanted > channels[place].limit {
                let granted = min(
                    max(1, surplus / asking), surplus, Int(channels[place].wanted - channels[place].limit))
                channels[place].limit += UInt64(granted)
                surplus -= granted
                asking -= 1
            }
        }
    }

    /// Gives each peer `bytes` more on one edge, whether they are there or not.
    mutating func overdraw(_ bytes: Int, edge: Int) {
        for place in edge * size..<(edge + 1) * size where place % size != rank {
            channels[place].limit += UInt64(bytes)
            surplus -= bytes
        }
    }
}
