import Foundation
import Transport

@testable import Session

/// Consumers of several ranks that work off items in virtual time, which they get by leases.
struct LeaseSimulation {
    let ranks: Int
    let consumers: Int
    /// Nanoseconds that each item takes.
    let costs: [UInt64]
    /// Nanoseconds from a round's start to its delivery.
    let latency: UInt64

    struct Outcome {
        /// When the last item was done.
        var end: UInt64 = 0
        /// How often each item was worked on.
        var times: [Int]
        var rounds = 0
        /// How long consumers waited before all was given out, added up.
        var waited: UInt64 = 0
    }

    private struct Worker {
        var pace = LeasePace()
        /// When it's free; nil if it waits or is done.
        var freeAt: UInt64? = 0
        var waitsSince: UInt64?
    }

    /// What a plan that knew all would need at least.
    var lowerBound: UInt64 {
        max(costs.reduce(0, +) / UInt64(ranks * consumers), costs.max() ?? 0)
    }

    func run() -> Outcome {
        var outcome = Outcome(times: Array(repeating: 0, count: costs.count))
        var books = (0..<ranks).map { LeaseBook(count: costs.count, rank: $0, size: ranks, consumers: consumers) }
        var workers = Array(repeating: Array(repeating: Worker(), count: consumers), count: ranks)
        var (now, delivery): (UInt64, UInt64?) = (0, nil)
        while true {
            for rank in books.indices {
                for index in 0..<consumers where workers[rank][index].freeAt.map({ $0 <= now }) ?? false {
                    step(&books[rank], &workers[rank][index], index, now, &outcome)
                }
            }
            if delivery == nil, books.contains(where: { $0.need > .nothing || $0.isWaiting }) {
                let reports = books.indices.map { books[$0].say() }
                for rank in books.indices {
                    for peer in books.indices where peer != rank { books[rank].hear(reports[peer], from: peer) }
                }
                delivery = now + latency
            }
            guard let next = (workers.joined().compactMap(\.freeAt) + [delivery].compactMap(\.self)).min() else {
                return outcome
            }
            now = next
            guard let due = delivery, due <= now else { continue }
            delivery = nil
            outcome.rounds += 1
            for rank in books.indices {
                _ = books[rank].closeRound()
                for index in books[rank].awakened {
                    outcome.waited += now - workers[rank][index].waitsSince!
                    workers[rank][index].waitsSince = nil
                    workers[rank][index].freeAt = now
                }
            }
        }
    }

    private func step(
        _ book: inout LeaseBook, _ worker: inout Worker, _ index: Int, _ now: UInt64, _ outcome: inout Outcome
    ) {
        switch book.take(atMost: worker.pace.next(now: now), by: index) {
        case .over: worker.freeAt = nil
        case .later:
            worker.freeAt = nil
            worker.waitsSince = worker.waitsSince ?? now
        case .indexes(let range):
            book.settle(range.count)
            worker.pace.took(range.count, now: now)
            for item in range { outcome.times[item] += 1 }
            worker.freeAt = now + max(1, costs[range].reduce(0, +))
            outcome.end = max(outcome.end, worker.freeAt!)
        }
    }
}

extension LeaseSimulation {
    enum Order: CaseIterable { case shuffled, largestFirst, largestLast, largestAmongFirst }

    /// Costs with a heavy tail: a few items take most of the time.
    static func heavyTail(count: Int, exponent: Double, least: Double, _ order: Order, seed: UInt64) -> [UInt64] {
        var dice = SeededGenerator(seed: seed)
        let costs = (0..<count).map { _ in
            UInt64(least / pow(Double.random(in: 1e-9..<1, using: &dice), 1 / exponent))
        }
        switch order {
        case .shuffled: return costs
        case .largestFirst: return costs.sorted(by: >)
        case .largestLast: return costs.sorted()
        // All of it in what the first rank would get of a split by number.
        case .largestAmongFirst:
            let sorted = costs.sorted(by: >)
            return sorted[..<(count / 8)].shuffled(using: &dice) + sorted[(count / 8)...].shuffled(using: &dice)
        }
    }
}

extension LeaseBook {
    /// The book of a rank with some consumers.
    init(count: Int, rank: Int, size: Int, consumers: Int, isOrdered: Bool = false) {
        self.init(count: count, rank: rank, size: size, isOrdered: isOrdered)
        for _ in 0..<consumers { _ = join() }
    }
}
