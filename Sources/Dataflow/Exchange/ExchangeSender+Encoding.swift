internal import Records
internal import Session

/// A frame that is being written: what one receiver gets next.
struct OpenFrame {
    var writer: WireWriter
    var records = 0
    /// Where it's written, if a rank of this host gets it.
    private let block: SharedBlock?

    /// An empty frame, in memory that the receiving rank sees too if there is any.
    init(target: Int, for peer: Int, _ queues: ExchangeQueues) {
        block = queues.neighbours.take(for: peer)
        if let block {
            writer = WireWriter(target: target, borrowing: block.memory)
        } else {
            writer = WireWriter(target: target, in: queues.memory.take(atLeast: target + target / 4))
        }
    }

    /// What keeps its bytes. A frame that has outgrown its block lies in memory of this process.
    func owner(_ queues: ExchangeQueues) -> FrameMemory {
        if let block, writer.isBorrowing { return FrameMemory(block) }
        return FrameMemory(writer.memory, of: queues.memory)
    }

    /// Gives its memory up.
    func discard(_ queues: ExchangeQueues) {
        if !writer.isBorrowing { queues.memory.give(writer.memory) }
    }
}

extension ExchangeSender {
    /// Encodes a batch behind those before it, and hands over each frame that is full. The batch is empty then, also when a
    /// record can't be encoded.
    func encode(_ batch: Batch<Element>, for receiver: Int, _ peer: Int, _ queues: ExchangeQueues) throws {
        while batch.count > 0 {
            var frame = takeOpen(receiver, peer, queues)
            var cursor = RecordCursor(available: batch.count, produced: 0, capacity: 0)
            do throws(WireError) {
                try wire.encode(&cursor, batch.first, &frame.writer)
            } catch {
                batch.consume(cursor.consumed)
                batch.removeAll()
                frame.discard(queues)
                throw JobError(.user, "a \(Element.self) can't be encoded: \(error)")
            }
            precondition(cursor.consumed > 0, "\(label): an encoder took none of \(batch.count) records")
            frame.records += cursor.consumed
            if let times = batch.firstTime {
                frame.writer.store(
                    bytes: UnsafeRawBufferPointer(UnsafeBufferPointer(start: times, count: cursor.consumed)))
            }
            batch.consume(cursor.consumed)
            open[receiver] = frame
            if frame.writer.isFull || !gathers { close(receiver, peer, queues) }
        }
    }

    /// Hands the frame over that is being written, if there is one.
    func close(_ receiver: Int, _ peer: Int, _ queues: ExchangeQueues) {
        guard let open = open[receiver] else { return }
        self.open[receiver] = nil
        let frame = OutgoingFrame(
            sender: sender, receiver: receiver, records: open.records, pass: pass,
            bytes: UnsafeRawBufferPointer(open.writer.written), owner: open.owner(queues))
        queues.append(frame, edge: edge.index, peer: peer)
    }

    private func takeOpen(_ receiver: Int, _ peer: Int, _ queues: ExchangeQueues) -> OpenFrame {
        if let frame = open[receiver] {
            open[receiver] = nil
            return frame
        }
        return OpenFrame(target: edge.frameTarget, for: peer, queues)
    }
}
