package import Threading

/// Where records go that leave the job while it runs.
package protocol Outlet<Element>: AnyObject, Sendable {
    associatedtype Element

    /// An operator of the job gives from now on; it's woken when there is room again.
    func start(giver: Parker)
    /// Moves records out of `records`, as many as there is room for.
    ///
    /// - Returns: How many; nil if nobody wants any more.
    func take(_ records: UnsafeMutablePointer<Element>, count: Int) -> Int?
    /// All has been given.
    func finish()
}

/// A sink that gives its records to somebody outside, who may let it wait.
package final class OutletNode<Element>: Node, @unchecked Sendable {
    private let outlet: any Outlet<Element>

    package init(name: String, input: Port, replication: Replication, outlet: any Outlet<Element>) {
        self.outlet = outlet
        super.init(name: name, kind: .sink, inputs: [input], replication: replication, outputs: [])
    }

    override func makeOperator(
        _ replica: Replica, _ site: WorkerSite, inputs: [AnyLink], outputs: [AnyLink]
    ) throws -> Operator {
        outlet.start(giver: site.parker)
        let work = OutletWork(
            input: unsafeDowncast(inputs[0], to: Link<Element>.self), outlet: outlet, counters: site.counters)
        return GatedOperator(self, inputs: inputs, outputs: [], gate: MarkGate(depth: depth), work: work)
    }
}

final class OutletWork<Element>: OperatorWork {
    private let input: Link<Element>
    private let outlet: any Outlet<Element>
    private let counters: JobCounters
    /// Whether there was no room in the last step.
    @exclusivity(unchecked) private var isRefused = false

    init(input: Link<Element>, outlet: any Outlet<Element>, counters: JobCounters) {
        self.input = input
        self.outlet = outlet
        self.counters = counters
    }

    override var obstacle: Obstacle { isRefused ? .outside : .neighbours }

    override func step(_ eagerness: Eagerness, _ gate: inout MarkGate) throws -> Bool {
        let batch = input.batch
        isRefused = false
        guard batch.count > 0 else { return false }
        guard let taken = outlet.take(batch.first, count: batch.count) else {
            if !gate.isCovered(by: input.enough) { input.enough = Enough(pass: gate.pass) }
            return input.discard()
        }
        batch.consume(taken)
        counters.addWritten(taken)
        isRefused = taken == 0
        return taken > 0
    }

    override func complete() { outlet.finish() }
}
