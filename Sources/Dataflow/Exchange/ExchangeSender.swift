internal import Records
internal import Threading

/// The sending half of an exchange on one worker: sorts records into a batch for each receiver, and sends full batches;
/// those that are not full when there is nothing else to do.
final class ExchangeSender<Element>: Operator {
    let edge: TypedEdge<Element>
    private let input: Link<Element>
    let sender: Int
    private let kernel: PartitionKernel<Element>
    let wire: WireFormat<Element>
    private let batching: Batching
    /// Whether a frame may wait for another batch: not where somebody has said when batches go, nor with times, which lie
    /// behind all records of a frame.
    let gathers: Bool
    @exclusivity(unchecked) private var partition: Partition<Element>
    @exclusivity(unchecked) private var staged: [Batch<Element>]
    /// The frame of each receiver that isn't full yet.
    @exclusivity(unchecked) var open: [OpenFrame?]
    @exclusivity(unchecked) private var pace = KernelPace()
    /// The pass of what is sent now.
    @exclusivity(unchecked) private(set) var pass: UInt64 = 0
    /// Time that has passed since the receivers were told.
    @exclusivity(unchecked) private var unsaid: Mark?
    @exclusivity(unchecked) private var said = Mark.start
    @exclusivity(unchecked) private var saidAt: UInt64 = 0
    /// Whether a receiver took nothing more in the last step.
    @exclusivity(unchecked) private var isRefused = false

    /// Nanoseconds between two messages about time while there are records to send: each needs all staged batches to go.
    private static var timeInterval: UInt64 { 5_000_000 }

    init(
        _ node: Node, replica: Replica, edge: TypedEdge<Element>, input: Link<Element>,
        kernel: @escaping PartitionKernel<Element>, wire: WireFormat<Element>, batching: Batching
    ) {
        self.batching = batching
        self.edge = edge
        self.input = input
        self.kernel = kernel
        self.wire = wire
        sender = replica.index
        gathers = !edge.pool.isTimed && batching == .whenIdle
        staged = edge.receivers.map { edge.take(for: $0.rank) }
        open = Array(repeating: nil, count: staged.count)
        let slots = UnsafeMutablePointer<StagingSlot<Element>>.allocate(capacity: staged.count)
        partition = Partition(
            slots: slots, receivers: staged.count, localReceivers: edge.localReceivers, seed: edge.seed,
            turn: replica.index % staged.count)
        super.init(node)
        for (receiver, batch) in staged.enumerated() { (slots + receiver).initialize(to: slot(of: batch)) }
    }

    deinit {
        for receiver in 0..<staged.count {
            settle(receiver)
            if let frame = open[receiver] { frame.discard(edge.queues) }
        }
        partition.slots.deallocate()
    }

    override var obstacle: Obstacle { isRefused ? .edge(edge.index) : .neighbours }

    override func step(_ eagerness: Eagerness) throws -> Bool {
        isRefused = false
        if partition.blocked >= 0 {
            guard try send(partition.blocked) else { return false }
            partition.blocked = -1
        }
        if batching != .whenIdle, try sendFull() { return true }
        guard pass <= edge.pass else { return false }
        if input.isReady(eagerness) { return try distribute() }
        guard input.isEmpty else { return false }
        if let mark = input.mark { return try take(mark) }
        if let unsaid,
            eagerness == .anything && !batching.waitsForFullBatches || MonotonicClock.now > saidAt + Self.timeInterval
        {
            return try say(unsaid)
        }
        return try eagerness == .anything && !batching.waitsForFullBatches && sendAll().any
    }

    /// Hands a mark on: the end of a pass at once, time when it's due.
    private func take(_ mark: Mark) throws -> Bool {
        if mark.pass == pass {
            // Who was idle says at once that it no longer is: its records are on their way.
            if said.activity == .idle, said != mark {
                let isMoved = try say(mark)
                guard said == mark else { return isMoved }
            } else {
                unsaid = mark
            }
            input.mark = nil
            return true
        }
        let isMoved = try say(mark)
        guard said == mark else { return isMoved }
        input.mark = nil
        pass = mark.pass
        isFinished = mark.activity == .ended
        return true
    }

    /// Tells the receivers how far this sender has come, once everything that it sent before is on its way.
    private func say(_ mark: Mark) throws -> Bool {
        let sent = try sendAll()
        guard sent.everything else { return sent.any }
        edge.publish(mark, sender: sender)
        said = mark
        saidAt = MonotonicClock.now
        unsaid = nil
        return true
    }

    private func distribute() throws -> Bool {
        let batch = input.batch
        let available = pace.allowance(of: batch.count)
        var cursor = Cursor(available: available, produced: 0, capacity: 0, inputTimes: batch.firstTime)
        defer { batch.consume(cursor.consumed) }
        try pace.run(available) { try kernel(&cursor, batch.first, &partition) }
        return cursor.consumed > 0 || partition.blocked >= 0
    }

    /// Hands over each staged batch that is full; others are found full when the next record comes for them.
    private func sendFull() throws -> Bool {
        var isMoved = false
        for receiver in 0..<staged.count where partition.slots[receiver].isFull {
            if try send(receiver) { isMoved = true }
        }
        return isMoved
    }

    private func sendAll() throws -> (any: Bool, everything: Bool) {
        var result = (any: false, everything: true)
        for receiver in 0..<staged.count where partition.slots[receiver].count > 0 || open[receiver] != nil {
            if try send(receiver, closing: true) { result.any = true } else { result.everything = false }
        }
        return result
    }

    /// Hands the staged batch of one receiver over, unless too much waits for it.
    ///
    /// - Parameter closing: Whether a frame goes that isn't full, too.
    private func send(_ receiver: Int, closing: Bool = false) throws -> Bool {
        if let inbox = edge.inboxes[receiver] {
            settle(receiver)
            guard inbox.offer(staged[receiver]) else {
                isRefused = true
                return false
            }
            stage(edge.pool.take(), for: receiver)
            return true
        }
        let peer = edge.receivers[receiver].rank
        let queues = edge.queues
        guard queues.hasRoom(edge: edge.index, peer: peer) else {
            isRefused = true
            return false
        }
        settle(receiver)
        if edge.lends {
            lend(staged[receiver], to: receiver, peer, queues)
            stage(edge.take(for: peer), for: receiver)
        } else {
            let batch = staged[receiver]
            stage(batch, for: receiver)
            try encode(batch, for: receiver, peer, queues)
            if closing { close(receiver, peer, queues) }
        }
        return true
    }

    /// Sends the memory of a batch whose records are nothing but their bytes.
    private func lend(_ batch: Batch<Element>, to receiver: Int, _ peer: Int, _ queues: ExchangeQueues) {
        let frame = OutgoingFrame(
            sender: sender, receiver: receiver, records: batch.count, pass: pass, bytes: batch.bytes,
            owner: LentBatch(batch, of: edge.pool))
        queues.append(frame, edge: edge.index, peer: peer)
    }

    /// Tells the staged batch how many records the kernel put into it.
    private func settle(_ receiver: Int) { staged[receiver].end = partition.slots[receiver].count }

    private func stage(_ batch: Batch<Element>, for receiver: Int) {
        staged[receiver] = batch
        partition.slots[receiver] = slot(of: batch)
    }

    private func slot(of batch: Batch<Element>) -> StagingSlot<Element> {
        StagingSlot(base: batch.base, times: batch.times, capacity: min(batch.capacity, batching.mostRecords))
    }
}
