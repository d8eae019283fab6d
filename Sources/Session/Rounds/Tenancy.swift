internal import Transport

/// The tenants of an epoch, and where in a round each of them has its words.
struct Tenancy {
    /// What all tenants together need.
    private(set) var shape = RoundShape(segmentBytes: 0, peerWords: 0, minima: 0, sums: 0)
    private let tenants: [any RoundTenant]
    private var places: [TenantPlace] = []

    init(_ tenants: [any RoundTenant]) {
        self.tenants = tenants
        for tenant in tenants { add(tenant.shape) }
    }

    private mutating func add(_ part: TenantShape) {
        precondition(shape.segmentBytes == 0 || part.segmentBytes == 0, "two tenants fill segments")
        places.append(
            TenantPlace(
                peerWords: shape.peerWords..<shape.peerWords + part.peerWords,
                minima: shape.minima..<shape.minima + part.minima, sums: shape.sums..<shape.sums + part.sums,
                hasSegments: part.segmentBytes > 0))
        shape.segmentBytes += part.segmentBytes
        shape.peerWords += part.peerWords
        shape.minima += part.minima
        shape.sums += part.sums
    }

    /// The most that any tenant has for a round.
    var need: RoundNeed {
        var most = RoundNeed.nothing
        for tenant in tenants where most != .much { most = max(most, tenant.need) }
        return most
    }

    /// The round that has decided that there are no more.
    var decidingRound: UInt64? {
        var first: UInt64?
        for tenant in tenants {
            if let round = tenant.decidingRound { first = min(first ?? round, round) }
        }
        return first
    }

    /// What tenants wait for.
    var waiting: Waiting {
        var waiting = Waiting()
        for tenant in tenants { waiting.add(tenant.waits) }
        return waiting
    }

    func fill(_ round: OutgoingRound, rank: Int) {
        let isWaiting = waiting.isWaiting
        for index in tenants.indices {
            tenants[index].fill(OutgoingPart(of: round, at: places[index], rank: rank, isWaiting: isWaiting))
        }
    }

    /// - Returns: Whether it was news to nobody.
    func deliver(_ round: IncomingRound, rank: Int, size: Int) -> Bool {
        deliver(round.number, round.minima, round.sums, rank, size, round)
    }

    /// Delivers what a rank without others has said to itself.
    ///
    /// - Returns: Whether it was news to nobody.
    func deliver(_ round: OutgoingRound, number: UInt64) -> Bool {
        deliver(number, UnsafeBufferPointer(round.minima), UnsafeBufferPointer(round.sums), 0, 1, nil)
    }

    private func deliver(
        _ number: UInt64, _ minima: UnsafeBufferPointer<UInt128>, _ sums: UnsafeBufferPointer<UInt64>, _ rank: Int,
        _ size: Int, _ round: IncomingRound?
    ) -> Bool {
        var isQuiet = true
        for index in tenants.indices {
            let part = IncomingPart(
                number: number, minima: minima, sums: sums, rank: rank, size: size, isQuiet: isQuiet, of: round,
                at: places[index])
            if tenants[index].deliver(part) { isQuiet = false }
        }
        return isQuiet
    }
}

/// What several tenants wait for.
struct Waiting: Equatable {
    private(set) var isWaiting = false
    /// Whether one of them waits for other ranks.
    private(set) var isForPeers = false
    /// The next moment that one of them waits for.
    private(set) var timer: UInt64?

    /// The same for a rank that has no peers.
    var alone: Waiting {
        var alone = self
        alone.isForPeers = false
        return alone
    }

    mutating func add(_ wait: TenantWait) {
        switch wait {
        case .nothing: return
        case .peer: isForPeers = true
        case .timer(let moment): timer = min(timer ?? moment, moment)
        case .outside: break
        }
        isWaiting = true
    }
}
