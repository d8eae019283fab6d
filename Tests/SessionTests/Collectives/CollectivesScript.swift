import Session
import Transport

/// Collectives of random kinds, types, roots and sizes, the same on all ranks, each against plain Swift.
struct CollectivesScript: Sendable {
    enum Kind: CaseIterable {
        case broadcast, scatter, scatterv, gather, gatherv, allGather, allGatherv, allReduce, reduceScatter
        case reduceScatterCounts, allToAll, allToAllv
    }

    struct Problem: Error, CustomStringConvertible {
        var description: String
    }

    let seed: UInt64
    let size: Int
    let callCount: Int
    /// Most elements that one rank gives one other rank.
    let largestCount: Int
    var limits = CollectiveLimits()

    /// Runs the script on one rank, two collectives under way at a time.
    ///
    /// - Parameter turn: What else goes on between polls.
    func run(on network: any Network, meanwhile turn: () throws(TransportError) -> Void = {}) throws {
        let collectives = Collectives(on: network, limits: limits)
        var dice = SeededGenerator(seed: seed, event: 77)
        var earlier: ((() throws(TransportError) -> Void) throws -> Void)?
        for index in 0..<callCount {
            guard let kind = Kind.allCases.randomElement(using: &dice) else { break }
            let call = Call(script: self, index: index, root: Int.random(in: 0..<size, using: &dice))
            let finish =
                switch Int.random(in: 0..<3, using: &dice) {
                case 0: start(kind, call, UInt8.self, collectives)
                case 1: start(kind, call, Double.self, collectives)
                default: start(kind, call, Reading.self, collectives)
                }
            // The later one is asked for first on some ranks.
            if (index + network.rank).isMultiple(of: 2) {
                try earlier?(turn)
                earlier = finish
            } else {
                try finish(turn)
                try earlier?(turn)
                earlier = nil
            }
        }
        try earlier?(turn)
    }

    private func start<Element: ScriptElement>(
        _ kind: Kind, _ call: Call, _ type: Element.Type, _ collectives: Collectives
    ) -> (() throws(TransportError) -> Void) throws -> Void {
        let rank = collectives.rank
        let ranks = 0..<size
        let root = call.root
        let mine = ranks.map { call.piece(from: rank, to: $0, type) }
        let theirs = ranks.map { call.piece(from: $0, to: rank, type) }
        let even = ranks.map { call.evenPiece(of: $0, type) }
        func expect<Output>(
            _ pending: PendingCollective<Output>, _ isRight: @escaping (Output) -> Bool
        ) -> (() throws(TransportError) -> Void) throws -> Void {
            { turn in
                let output = try pending.wait(atMost: .seconds(20), meanwhile: turn)
                guard isRight(output) else {
                    throw Problem(description: "call \(call.index), \(kind) of \(type): rank \(rank) got \(output)")
                }
            }
        }
        switch kind {
        case .broadcast:
            return expect(collectives.broadcast(rank == root ? even[root] : nil, from: root)) { $0 == even[root] }
        case .scatter:
            let all = even.flatMap { $0 }
            return expect(collectives.scatter(rank == root ? all : nil, from: root)) { $0 == even[rank] }
        case .scatterv:
            let isRoot = rank == root
            let pending = collectives.scatterv(
                isRoot ? mine.flatMap { $0 } : nil, counts: isRoot ? mine.map(\.count) : nil, from: root)
            return expect(pending) { $0 == theirs[root] }
        case .gather:
            return expect(collectives.gather(even[rank], to: root)) {
                $0 == (rank == root ? even.flatMap { $0 } : nil)
            }
        case .gatherv:
            return expect(collectives.gatherv(call.piece(from: rank, to: root, type), to: root)) { parts in
                rank == root ? ranks.allSatisfy { Array(parts?[$0] ?? []) == theirs[$0] } : parts == nil
            }
        case .allGather: return expect(collectives.allGather(even[rank])) { $0 == even.flatMap { $0 } }
        case .allGatherv:
            return expect(collectives.allGatherv(call.piece(from: rank, to: 0, type))) { parts in
                ranks.allSatisfy { Array(parts[$0]) == call.piece(from: $0, to: 0, type) }
            }
        case .allReduce:
            return expect(collectives.allReduce(even[rank], combining: Element.combine)) { $0 == combined(even) }
        case .reduceScatter:
            let all = ranks.map { contributor in ranks.flatMap { call.evenPiece(of: $0 + 10 * contributor, type) } }
            let count = even[0].count
            return expect(collectives.reduceScatter(all[rank], combining: Element.combine)) {
                $0 == Array(combined(all)[rank * count..<(rank + 1) * count])
            }
        case .reduceScatterCounts:
            let counts = ranks.map { call.count(from: $0, to: 0) }
            let all = ranks.map { call.elements(counts.reduce(0, +), from: $0, to: 0, type) }
            let start = counts[..<rank].reduce(0, +)
            return expect(collectives.reduceScatter(all[rank], counts: counts, combining: Element.combine)) {
                $0 == Array(combined(all)[start..<start + counts[rank]])
            }
        case .allToAll:
            let given = ranks.flatMap { call.elements(even[0].count, from: rank, to: $0, type) }
            return expect(collectives.allToAll(given)) {
                $0 == ranks.flatMap { call.elements(even[0].count, from: $0, to: rank, type) }
            }
        case .allToAllv:
            return expect(collectives.allToAllv(mine.flatMap { $0 }, counts: mine.map(\.count))) { parts in
                ranks.allSatisfy { Array(parts[$0]) == theirs[$0] }
            }
        }
    }

    /// From the first rank to the last one.
    private func combined<Element: ScriptElement>(_ all: [[Element]]) -> [Element] {
        all.dropFirst().reduce(all[0]) { zip($0, $1).map(Element.combine) }
    }
}

/// What all ranks have in one call of a script.
private struct Call {
    let script: CollectivesScript
    let index: Int
    let root: Int

    private func dice(_ event: UInt64...) -> SeededGenerator {
        SeededGenerator(seed: event.reduce(script.seed &* 1_000_003 &+ UInt64(index)) { $0 &* 131 &+ $1 })
    }

    /// Some pieces are empty, some calls have nothing but empty ones.
    func count(from sender: Int, to receiver: Int) -> Int {
        var calls = dice(1)
        guard Int.random(in: 0..<8, using: &calls) > 0 else { return 0 }
        var dice = dice(2, UInt64(sender), UInt64(receiver))
        return Int.random(in: 0..<4, using: &dice) == 0 ? 0 : Int.random(in: 0...script.largestCount, using: &dice)
    }

    func elements<Element: ScriptElement>(
        _ count: Int, from sender: Int, to receiver: Int, _ type: Element.Type
    ) -> [Element] {
        var dice = dice(3, UInt64(sender), UInt64(receiver))
        return (0..<count).map { _ in Element(word: dice.next()) }
    }

    func piece<Element: ScriptElement>(from sender: Int, to receiver: Int, _ type: Element.Type) -> [Element] {
        elements(count(from: sender, to: receiver), from: sender, to: receiver, type)
    }

    /// As many elements for every rank.
    func evenPiece<Element: ScriptElement>(of rank: Int, _ type: Element.Type) -> [Element] {
        elements(count(from: 0, to: 0), from: rank, to: script.size, type)
    }
}
