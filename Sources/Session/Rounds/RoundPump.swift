package import Threading
package import Transport

/// Turns the rounds of an epoch: collects what this rank's tenants have to say, and delivers what all ranks have said.
///
/// Any thread may turn it; one at a time does. Nothing in it waits.
package protocol RoundPump: AnyObject, Sendable {
    /// Whether the last round is over, on all ranks.
    var isComplete: Bool { get }

    /// Whether other ranks take part in its rounds.
    var hasPeers: Bool { get }

    /// Microseconds for which nobody needs to turn it, unless it's rung for.
    var pause: Int { get }

    /// Whether a tenant waits for a peer or a moment, or a collective is under way.
    var isAwaited: Bool { get }

    /// Another rank, or a tenant of this one, has something to say.
    func rung()

    /// Advances the rounds, unless another thread is at it.
    ///
    /// - Parameter isIdle: Whether the caller has nothing else to do. One that has lets what is there wait for a while,
    ///   so that rounds are few and large.
    /// - Returns: Whether a round was delivered.
    func turn(isIdle: Bool) -> Bool
}

/// Why rounds can't go on.
package enum RoundFailure: Error {
    /// Another rank hasn't answered for so many seconds.
    case silence(seconds: Int)
    case transport(TransportError)
}

extension Network {
    /// Begins an epoch of rounds for `tenants`.
    ///
    /// Collective: all ranks have the same tenants in the same order. One rank alone needs no rounds: what it says is delivered in
    /// place.
    ///
    /// - Parameters:
    ///   - silenceTimeout: Seconds after which ranks that have not answered are taken for gone.
    ///   - doorbell: Wakes ranks that may be asleep; nil where it doesn't reach all of them.
    ///   - bell: Rung when a rank that is alone has something for its rounds.
    ///   - collectives: What whoever turns the rounds advances besides.
    ///   - onLost: Called once if rounds can't go on, on the thread that turns them.
    /// - Throws: `TransportError` if a round of these tenants is more than the ranks can carry.
    package func beginEpoch(
        of tenants: [any RoundTenant], silenceTimeout: Int, doorbell: Doorbell?, bell: RoundBell = RoundBell(),
        beside collectives: Collectives? = nil, onLost: @escaping @Sendable (RoundFailure) -> Void
    ) throws(TransportError) -> any RoundPump {
        let tenancy = Tenancy(tenants)
        let calls = collectives?.underWay ?? CallsUnderWay()
        guard size > 1 else { return LocalPump(tenancy, calls: calls, bell: bell) }
        return TransportPump(
            try open(tenancy.shape), tenancy, silenceTimeout: silenceTimeout, doorbell: doorbell, calls: calls,
            onLost: onLost)
    }
}
