import Testing

@testable import Session

/// How evenly leases spread work of which nobody knows how long it takes; in virtual time.
@Suite struct LeaseBalanceTests {
    private func costs(_ order: LeaseSimulation.Order, seed: UInt64) -> [UInt64] {
        LeaseSimulation.heavyTail(count: 6000, exponent: 2, least: 100_000, order, seed: seed)
    }

    @Test(arguments: LeaseSimulation.Order.allCases, 0..<2 as Range<UInt64>)
    func heavyTail_takesNoLongerThanABestPlanWould(order: LeaseSimulation.Order, seed: UInt64) {
        let costs = costs(order, seed: seed)
        for (ranks, consumers) in [(1, 8), (2, 1), (4, 2), (7, 1)] {
            let simulation = LeaseSimulation(ranks: ranks, consumers: consumers, costs: costs, latency: 50_000)
            let outcome = simulation.run()
            #expect(outcome.times.allSatisfy { $0 == 1 })
            let ratio = Double(outcome.end) / Double(simulation.lowerBound)
            #expect(ratio <= 1.1, "\(order), \(ranks) × \(consumers), seed \(seed)")
        }
    }

    /// With many consumers a single item may be much of what each has to do. Who doesn't know beforehand which one may begin it last:
    /// that is Graham's bound for any order.
    @Test(arguments: LeaseSimulation.Order.allCases)
    func manyConsumers_standStillForTheLastItemAtMost(order: LeaseSimulation.Order) {
        let costs = costs(order, seed: 1)
        let bound = costs.reduce(0, +) / 32 + costs.max()!
        let end = LeaseSimulation(ranks: 8, consumers: 4, costs: costs, latency: 50_000).run().end
        #expect(Double(end) <= 1.05 * Double(bound), "\(order)")
    }

    /// Asking ahead hides rounds: consumers of even work stand still for a hundredth of the time at most.
    @Test(arguments: [10_000, 200_000, 1_000_000] as [UInt64])
    func evenWork_seldomWaits(latency: UInt64) {
        let simulation = LeaseSimulation(
            ranks: 4, consumers: 2, costs: Array(repeating: 1_000_000, count: 4000), latency: latency)
        let outcome = simulation.run()
        let waited = Double(outcome.waited) / Double(outcome.end * 8)
        #expect(waited <= 0.01 && Double(outcome.end) <= 1.05 * Double(simulation.lowerBound))
        #expect(outcome.rounds < 400)
    }

    /// Split by number, the same work takes several times as long: what leases are there for.
    @Test func splitByNumber_takesMuchLonger() {
        let costs = costs(.largestFirst, seed: 0)
        let simulation = LeaseSimulation(ranks: 4, consumers: 2, costs: costs, latency: 50_000)
        let first = costs[..<(costs.count / 8)].reduce(0, +)
        #expect(Double(first) > 2 * Double(simulation.run().end))
    }
}
