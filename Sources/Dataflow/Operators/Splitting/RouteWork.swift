/// Gives each record of one stream to one of its node's ports, which the kernel chooses.
final class RouteWork<Element>: OperatorWork {
    private let input: Link<Element>
    private let outputs: [Link<Element>]
    private let kernel: PartitionKernel<Element>
    @exclusivity(unchecked) private var partition: Partition<Element>
    @exclusivity(unchecked) private var pace = KernelPace()

    init(input: Link<Element>, outputs: [Link<Element>], seed: UInt64, kernel: @escaping PartitionKernel<Element>) {
        self.input = input
        self.outputs = outputs
        self.kernel = kernel
        partition = Partition(
            slots: .allocate(capacity: outputs.count), receivers: outputs.count, localReceivers: 0..<outputs.count,
            seed: seed, turn: 0)
    }

    deinit { partition.slots.deallocate() }

    override var mayBeCutOff: Bool { true }

    override func cutOff() { partition.blocked = -1 }

    override func step(_ eagerness: Eagerness, _ gate: inout MarkGate) throws -> Bool {
        guard input.isReady(eagerness) else { return false }
        for output in outputs where output.mark != nil { return false }
        guard partition.blocked < 0 || outputs[partition.blocked].hasRoom else { return false }
        // Consumers take batches, and may put others into their places.
        for (place, output) in outputs.enumerated() {
            (partition.slots + place).initialize(to: StagingSlot(behind: output.batch))
        }
        let batch = input.batch
        let available = pace.allowance(of: batch.count)
        var cursor = Cursor(available: available, produced: 0, capacity: 0, inputTimes: batch.firstTime)
        defer {
            for (place, output) in outputs.enumerated() { output.batch.end = partition.slots[place].count }
            batch.consume(cursor.consumed)
        }
        try pace.run(available) { try kernel(&cursor, batch.first, &partition) }
        return cursor.consumed > 0
    }
}
