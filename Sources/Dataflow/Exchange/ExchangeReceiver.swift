internal import Records
internal import Session

/// The receiving half of an exchange on one worker: takes what came for its replica into the block behind it.
final class ExchangeReceiver<Element>: Operator {
    private let edge: TypedEdge<Element>
    private let inbox: Inbox
    /// Its place among all receivers.
    private let place: Int
    private let output: Link<Element>
    private let wire: WireFormat<Element>
    /// Records of a frame that becomes a batch where it lies. Fewer are sooner copied behind others than those are waited
    /// for.
    private let fewestAdopted: Int
    private let recent = RecentTexts()
    /// Of the loop that it's in: records of an iteration to which the rank hasn't come wait in the inbox.
    private let course: LoopCourse?
    @exclusivity(unchecked) private var passes = Passes()
    /// What its consumer has said last of what it needs no more.
    @exclusivity(unchecked) private var told: Enough?
    @exclusivity(unchecked) private var frame: IncomingFrame?
    @exclusivity(unchecked) private var reader = WireReader(UnsafeRawBufferPointer(start: nil, count: 0), records: 0)
    @exclusivity(unchecked) private var times = Slice(base: UnsafeRawBufferPointer(start: nil, count: 0), bounds: 0..<0)

    init(_ node: Node, edge: TypedEdge<Element>, worker: Int, output: Link<Element>, wire: WireFormat<Element>) {
        self.edge = edge
        self.output = output
        self.wire = wire
        fewestAdopted = edge.lends ? max(1, edge.pool.capacity / 2) : .max
        place = edge.receivers.firstIndex(of: Placement.Worker(rank: edge.rank, index: worker))!
        inbox = edge.inboxes[place]!
        course = node.course
        super.init(node)
    }

    override func step(_ eagerness: Eagerness) throws -> Bool {
        if let enough = output.enough, passes.isCovered(by: enough) { return cutOff(enough) }
        guard output.hasRoom else { return false }
        if let frame { return try decode(frame) }
        let item =
            course?.isOpen(passes.current) ?? true
            ? inbox.take(allowsBatch: output.isEmpty, adoptingFrom: fewestAdopted) : inbox.takeMark()
        guard let item else { return false }
        switch item {
        case .batch(let batch): adopt(unsafeDowncast(batch, to: Batch<Element>.self))
        case .mark(let mark): pass(mark)
        case .frame(let frame) where frame.isAdoptable(from: fewestAdopted): try adopt(frame)
        case .frame(let frame):
            self.frame = frame
            try open(frame)
            return try decode(frame)
        }
        return true
    }

    private func pass(_ mark: Mark) {
        passes.advance(to: mark)
        output.mark = mark
        isFinished = mark.activity == .ended
    }

    /// Tells the senders that its consumer needs no more, and destroys what they had sent before they heard it; their credit
    /// goes back as if it had been read.
    private func cutOff(_ enough: Enough) -> Bool {
        if told != enough {
            told = enough
            edge.say(enough, receiver: place)
        }
        if let frame {
            finish(frame)
            self.frame = nil
        }
        guard output.mark == nil, let item = inbox.take(allowsBatch: true) else { return false }
        switch item {
        case .batch(let batch):
            let batch = unsafeDowncast(batch, to: Batch<Element>.self)
            batch.removeAll()
            edge.pool.give(batch)
        case .mark(let mark): pass(mark)
        case .frame(let frame): finish(frame)
        }
        return true
    }

    /// Puts a batch of another worker into the place of the link's own, which is empty.
    private func adopt(_ batch: Batch<Element>) {
        let emptied = output.batch
        output.batch = batch
        edge.pool.give(emptied)
    }

    /// Makes a frame that another rank of this host has handed over the batch of the link, which is empty.
    private func adopt(_ frame: IncomingFrame) throws {
        guard let block = frame.block,
            frame.bytes.count == frame.records * MemoryLayout<Element>.stride
        else { throw WireError(message: "a frame of \(frame.bytes.count) bytes for \(frame.records) records") }
        do throws(WireError) { try wire.check?(frame.bytes) } catch { throw unreadable(frame, error) }
        adopt(edge.pool.adopt(block, count: frame.records))
        finish(frame)
    }

    /// Starts to read a frame: records, and behind them their times.
    private func open(_ frame: IncomingFrame) throws(WireError) {
        let timeBytes = output.batch.times == nil ? 0 : frame.records * MemoryLayout<Int64>.size
        guard frame.bytes.count >= timeBytes else {
            throw WireError(message: "a frame of \(frame.bytes.count) bytes has no times for \(frame.records) records")
        }
        let end = frame.bytes.count - timeBytes
        reader = WireReader(
            UnsafeRawBufferPointer(rebasing: frame.bytes[..<end]), records: frame.records, recent: recent)
        times = frame.bytes[end...]
    }

    private func decode(_ frame: IncomingFrame) throws -> Bool {
        let batch = output.batch
        var cursor = RecordCursor(available: 0, produced: batch.end, capacity: batch.capacity)
        defer { batch.end = cursor.produced }
        do throws(WireError) {
            try wire.decode(&cursor, &reader, batch.base)
        } catch {
            throw unreadable(frame, error)
        }
        takeTimes(cursor.produced - batch.end, into: batch)
        if reader.records == 0 {
            guard reader.isAtEnd else { throw WireError(message: "bytes are left behind the last record of a frame") }
            finish(frame)
            self.frame = nil
        }
        return true
    }

    private func unreadable(_ frame: IncomingFrame, _ error: WireError) -> JobError {
        JobError(
            wire.isReadByProgram ? .user : .internal,
            "a \(Element.self) that rank \(frame.peer) sent can't be read: \(error)")
    }

    /// A frame has been read: its sender may send as much again.
    private func finish(_ frame: IncomingFrame) {
        edge.queues.wasRead(frame.bytes.count)
        edge.queues.returnCredit(frame.credit, edge: edge.index, peer: frame.peer)
    }

    /// Copies the times of the next `count` records to the end of `batch`.
    private func takeTimes(_ count: Int, into batch: Batch<Element>) {
        guard let column = batch.times, count > 0 else { return }
        let bytes = times.prefix(count * MemoryLayout<Int64>.size)
        UnsafeMutableRawBufferPointer(start: column + batch.end, count: bytes.count)
            .copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes))
        times = times.dropFirst(bytes.count)
    }
}
