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
    @exclusivity(unchecked) private var gate = SendingGate()
    /// Whether a receiver took nothing more in the last step.
    @exclusivity(unchecked) private var isRefused = false

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

    /// The pass of what is sent now.
    var pass: UInt64 { gate.passes.current }

    /// Whether it may send: always, unless senders take turns.
    private var hasTurn: Bool { edge.turns.map { $0.isTurn(of: sender) } ?? true }

    override func step(_ eagerness: Eagerness) throws -> Bool {
        isRefused = false
        if let enough = edge.wayBack.enough, gate.passes.isCovered(by: enough) {
            if cutOff(enough) { return true }
        } else {
            if partition.blocked >= 0 {
                guard try send(partition.blocked) else { return false }
                partition.blocked = -1
            }
            if batching != .whenIdle, try sendFull() { return true }
            guard pass <= edge.pass, hasTurn else { return false }
            if input.isReady(eagerness) { return try distribute() }
        }
        guard input.isEmpty, pass <= edge.pass else { return false }
        if let mark = input.mark { return try take(mark) }
        let isIdle = eagerness == .anything && !batching.waitsForFullBatches
        if let mark = gate.due(isIdle: isIdle, now: MonotonicClock.now) { return try say(mark).isMoved }
        return try isIdle && sendAll().any
    }

    /// Destroys what no receiver needs, before it's encoded.
    ///
    /// - Returns: Whether there was anything.
    private func cutOff(_ enough: Enough) -> Bool {
        var isMoved = input.discard()
        input.enough = enough
        partition.blocked = -1
        for receiver in 0..<staged.count where partition.slots[receiver].count > 0 || open[receiver] != nil {
            isMoved = true
            settle(receiver)
            staged[receiver].removeAll()
            stage(staged[receiver], for: receiver)
            open[receiver]?.discard(edge.queues)
            open[receiver] = nil
        }
        return isMoved
    }

    /// Hands a mark on, when what has to be said of it is said.
    private func take(_ mark: Mark) throws -> Bool {
        guard mark.pass == pass || hasTurn else { return false }
        if gate.offer(mark) {
            let (isSaid, isMoved) = try say(mark)
            guard isSaid else { return isMoved }
        }
        input.mark = nil
        isFinished = mark.activity == .ended
        return true
    }

    /// Tells the receivers how far this sender has come, once everything that it sent before is on its way.
    private func say(_ mark: Mark) throws -> (isSaid: Bool, isMoved: Bool) {
        let sent = try sendAll()
        guard sent.everything else { return (false, sent.any) }
        if mark.pass > pass { edge.endTurn(of: sender, pass: pass) }
        edge.publish(mark, sender: sender)
        gate.hasSaid(mark, at: MonotonicClock.now)
        return (true, true)
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
            guard inbox.offer(staged[receiver], from: edge.rank) else {
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
