/// A node that passes records on, and at the end of a pass gives a sample of them at its second port.
package final class SampleNode<Element>: Node, @unchecked Sendable {
    private let samples: Int

    /// - Parameter samples: The most records of each replica's sample, an even number.
    package init(name: String, input: Port, replication: Replication, samples: Int) {
        self.samples = samples
        super.init(
            name: name, kind: .operator, inputs: [input], replication: replication,
            outputs: [
                .records(of: Element.self, isTimed: false), .records(of: SampledRecord<Element>.self, isTimed: false),
            ])
    }

    override func makeOperator(
        _ replica: Replica, _ site: WorkerSite, inputs: [AnyLink], outputs: [AnyLink]
    ) throws -> Operator {
        let work = SampleWork(
            input: unsafeDowncast(inputs[0], to: Link<Element>.self),
            records: unsafeDowncast(outputs[0], to: Link<Element>.self),
            samples: unsafeDowncast(outputs[1], to: Link<SampledRecord<Element>>.self),
            sample: RecordSample(capacity: samples, seed: replica.seed &+ UInt64(replica.index)))
        return GatedOperator(
            self, inputs: inputs, outputs: outputs, gate: MarkGate(.emitsAtEnd, depth: depth), work: work)
    }
}

/// Passes records on, and looks at them.
final class SampleWork<Element>: OperatorWork {
    private let input: Link<Element>
    private let records: Link<Element>
    private let samples: Link<SampledRecord<Element>>
    private let empty: RecordSample<Element>
    @exclusivity(unchecked) private var sample: RecordSample<Element>
    /// Records of the sample that have been put out.
    @exclusivity(unchecked) private var given = 0

    init(
        input: Link<Element>, records: Link<Element>, samples: Link<SampledRecord<Element>>,
        sample: RecordSample<Element>
    ) {
        self.input = input
        self.records = records
        self.samples = samples
        empty = sample
        self.sample = sample
    }

    override var mayBeCutOff: Bool { true }

    override func step(_ eagerness: Eagerness, _ gate: inout MarkGate) throws -> Bool {
        guard records.hasRoom, input.isReady(eagerness) else { return false }
        let (from, to) = (input.batch, records.batch)
        let count = min(from.count, to.capacity - to.end)
        sample.pass(from.first, count: count)
        to.append(count, of: from, moving: true)
        return true
    }

    override func emit(_ emission: Order.Emission) throws -> (isDone: Bool, isMoved: Bool) {
        let before = given
        while given < sample.records.count, samples.hasRoom {
            let record = SampledRecord(weight: sample.weight, record: sample.records[given])
            (samples.batch.base + samples.batch.end).initialize(to: record)
            samples.batch.end += 1
            given += 1
        }
        return (given == sample.records.count, given > before)
    }

    override func endPass(level: UInt8, next: UInt64) { forget() }

    override func cutOff() { forget() }

    private func forget() {
        sample = empty
        given = 0
    }
}
