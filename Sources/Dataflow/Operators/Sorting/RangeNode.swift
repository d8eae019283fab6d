package import Records
internal import Session

/// A node that keeps records until a sample of all of them has come, in order, and then passes them on.
package final class RangeNode<Element>: Node, @unchecked Sendable {
    private let bounds: RangeBounds<Element>
    private let format: WireFormat<Element>

    package init(
        name: String, records: Port, samples: Port, replication: Replication, bounds: RangeBounds<Element>,
        format: WireFormat<Element>
    ) {
        self.bounds = bounds
        self.format = format
        super.init(
            name: name, kind: .operator, inputs: [records, samples], replication: replication,
            outputs: [.records(of: Element.self, isTimed: false)])
    }

    override func makeOperator(
        _ replica: Replica, _ site: WorkerSite, inputs: [AnyLink], outputs: [AnyLink]
    ) throws -> Operator {
        let work = RangeWork(
            ranges: replica.count, slot: bounds.slot(of: replica),
            input: unsafeDowncast(inputs[0], to: Link<Element>.self),
            samples: unsafeDowncast(inputs[1], to: Link<SampledRecord<Element>>.self),
            output: unsafeDowncast(outputs[0], to: Link<Element>.self), format: format, budget: site.states)
        return GatedOperator(
            self, inputs: inputs, outputs: outputs, gate: MarkGate(.emitsAtEnd, inputs: 2, depth: depth), work: work)
    }
}

/// Keeps records until the pass has ended and the sample has come; the sender behind it finds the bounds of ranges in ``RangeBounds``.
final class RangeWork<Element>: OperatorWork {
    private let ranges: Int
    private let slot: RangeSlot<Element>
    private let input: Link<Element>
    private let samples: Link<SampledRecord<Element>>
    private let output: Link<Element>
    private let kept: PackedRecords<Element>
    @exclusivity(unchecked) private var charge: StateCharge
    /// What is known of the records of all workers; nil once it's used.
    @exclusivity(unchecked) private var sample: [SampledRecord<Element>]? = []

    init(
        ranges: Int, slot: RangeSlot<Element>, input: Link<Element>, samples: Link<SampledRecord<Element>>,
        output: Link<Element>, format: WireFormat<Element>, budget: StateBudget
    ) {
        self.ranges = ranges
        self.slot = slot
        self.input = input
        self.samples = samples
        self.output = output
        kept = PackedRecords(format)
        charge = StateCharge(budget)
    }

    override var mayBeCutOff: Bool { true }

    override func step(_ eagerness: Eagerness, _ gate: inout MarkGate) throws -> Bool {
        let batch = samples.batch
        let haveSamplesCome = batch.count > 0
        if haveSamplesCome {
            sample?.append(contentsOf: UnsafeBufferPointer(start: batch.first, count: batch.count))
            batch.removeAll()
        }
        guard input.isReady(eagerness) else { return haveSamplesCome }
        if ranges == 1 {
            guard output.hasRoom else { return haveSamplesCome }
            output.batch.append(
                min(input.batch.count, output.batch.capacity - output.batch.end), of: input.batch, moving: true)
            return true
        }
        let records = input.batch
        let count = records.count
        defer { records.consume(count) }
        do throws(WireError) {
            try kept.append(records.first, count: count)
        } catch {
            throw JobError(.user, "a \(Element.self) can't be encoded: \(error)")
        }
        try charge.update(to: kept.byteCount)
        return true
    }

    override func emit(_ emission: Order.Emission) throws -> (isDone: Bool, isMoved: Bool) {
        if let known = sample {
            // What came before goes by the bounds of its own pass.
            guard output.isEmpty, output.mark == nil else { return (false, false) }
            slot.divide(known, into: ranges)
            sample = nil
        }
        let batch = output.batch
        var isMoved = false
        while output.hasRoom, kept.count > 0 {
            do throws(WireError) {
                batch.end += try kept.take(into: batch.base + batch.end, room: batch.capacity - batch.end)
            } catch {
                throw JobError(.internal, "a \(Element.self) that was kept can't be read: \(error)")
            }
            isMoved = true
        }
        try charge.update(to: kept.byteCount)
        return (kept.count == 0, isMoved)
    }

    override func endPass(level: UInt8, next: UInt64) throws { try forget() }

    override func cutOff() throws { try forget() }

    private func forget() throws {
        kept.removeAll()
        sample = []
        try charge.update(to: 0)
    }
}
