/// The receiving half of an exchange on one worker: takes what came for its replica into the block behind it.
final class ExchangeReceiver<Element>: Operator {
    private let edge: TypedEdge<Element>
    private let inbox: Inbox
    private let output: Link<Element>
    private let wire: WireFormat<Element>
    private var frame: IncomingFrame?
    private var reader = WireReader(UnsafeRawBufferPointer(start: nil, count: 0), records: 0)

    init(_ node: Node, edge: TypedEdge<Element>, worker: Int, output: Link<Element>, wire: WireFormat<Element>) {
        self.edge = edge
        self.output = output
        self.wire = wire
        let place = edge.receivers.firstIndex(of: Placement.Worker(rank: edge.rank, index: worker))!
        inbox = edge.inboxes[place]!
        super.init(node)
    }

    override func step(_ eagerness: Eagerness) throws -> Bool {
        guard output.hasRoom else { return false }
        if let frame { return try decode(frame) }
        guard let item = inbox.take(allowsBatch: output.isEmpty) else { return false }
        switch item {
        case .batch(let batch): adopt(unsafeDowncast(batch, to: Batch<Element>.self))
        case .mark(let mark):
            output.mark = mark
            isFinished = mark.activity == .ended
        case .frame(let frame):
            self.frame = frame
            reader = WireReader(frame.bytes, records: frame.records)
            return try decode(frame)
        }
        return true
    }

    /// Puts a batch of another worker into the place of the link's own, which is empty.
    private func adopt(_ batch: Batch<Element>) {
        let emptied = output.batch
        output.batch = batch
        edge.pool.give(emptied)
    }

    private func decode(_ frame: IncomingFrame) throws -> Bool {
        let batch = output.batch
        var cursor = Cursor(available: 0, produced: batch.end, capacity: batch.capacity)
        defer { batch.end = cursor.produced }
        try wire.decode(&cursor, &reader, batch.base)
        if reader.records == 0 {
            guard reader.offset == frame.bytes.count else {
                throw WireError(message: "\(frame.bytes.count - reader.offset) bytes are left behind the last record")
            }
            edge.queues?.returnCredit(frame.credit, edge: edge.index, peer: frame.peer)
            self.frame = nil
        }
        return true
    }
}
