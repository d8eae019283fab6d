/// A frame that is being written: what one receiver gets next.
struct OpenFrame {
    var writer: WireWriter
    var records = 0
}

extension ExchangeSender {
    /// Encodes a batch behind those before it, and hands over each frame that is full. The batch is empty then, also when a
    /// record can't be encoded.
    func encode(_ batch: Batch<Element>, for receiver: Int, _ peer: Int, _ queues: ExchangeQueues) throws {
        while batch.count > 0 {
            var frame = takeOpen(receiver, queues)
            var cursor = Cursor(available: batch.count, produced: 0, capacity: 0)
            do throws(WireError) {
                try wire.encode(&cursor, batch.first, &frame.writer)
            } catch {
                batch.consume(cursor.consumed)
                batch.removeAll()
                queues.memory.give(frame.writer.memory)
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
            bytes: UnsafeRawBufferPointer(open.writer.written),
            owner: FrameMemory(open.writer.memory, of: queues.memory))
        queues.append(frame, edge: edge.index, peer: peer)
    }

    private func takeOpen(_ receiver: Int, _ queues: ExchangeQueues) -> OpenFrame {
        if let frame = open[receiver] {
            open[receiver] = nil
            return frame
        }
        let target = edge.frameTarget
        return OpenFrame(
            writer: WireWriter(target: target, in: queues.memory.take(atLeast: target + target / 4)))
    }
}
