/// A queue of records in wire form: what is kept for a while takes no more room than on its way between ranks, and keeps nothing else
/// alive.
///
/// ```swift
/// let packed = PackedRecords(format)
/// try packed.append(records, count: 100)
/// let taken = try packed.take(into: output, room: 50)
/// ```
///
/// Blocks are of 4 MiB, of which only what is written takes memory, and are freed one by one as they have been read.
public final class PackedRecords<Element> {
    private let format: WireFormat<Element>
    private var blocks = FIFO<PackedBlock>()
    private var open: OpenBlock?
    /// Records that have come and not been taken.
    public private(set) var count = 0
    /// Bytes of the blocks.
    public private(set) var byteCount = 0

    public init(_ format: WireFormat<Element>) { self.format = format }

    deinit {
        if let open { _ = open.closed }
    }

    /// Moves records in. When it throws, none of those is alive that it was given.
    ///
    /// - Complexity: O(*n*) for *n* records, as to send them.
    public func append(_ records: UnsafeMutablePointer<Element>, count added: Int) throws(WireError) {
        var taken = 0
        while taken < added {
            if open == nil { open = OpenBlock() }
            var cursor = RecordCursor(available: added - taken, produced: 0, capacity: 0)
            let before = open!.writer.count
            do throws(WireError) {
                try format.encode(&cursor, records + taken, &open!.writer)
            } catch {
                (records + taken + cursor.consumed).deinitialize(count: added - taken - cursor.consumed)
                // Half of a record may be written.
                removeAll()
                throw error
            }
            taken += cursor.consumed
            open!.records += cursor.consumed
            count += cursor.consumed
            byteCount += open!.writer.count - before
            if open!.writer.isFull { close() }
        }
    }

    /// Moves the next records out, as many as there is room for and as lie in one block.
    ///
    /// - Returns: How many; 0 if there are none.
    public func take(into output: UnsafeMutablePointer<Element>, room: Int) throws(WireError) -> Int {
        if blocks.isEmpty { close() }
        guard room > 0, var block = blocks.popFirst() else { return 0 }
        var cursor = RecordCursor(available: 0, produced: 0, capacity: room)
        defer { count -= cursor.produced }
        do throws(WireError) {
            try block.take(&cursor, output, format)
        } catch {
            (output).deinitialize(count: cursor.produced)
            throw error
        }
        if block.isEmpty { byteCount -= block.byteCount } else { blocks.putBack(block) }
        return cursor.produced
    }

    /// Reads all records that are left, and leaves them. Others may read at the same time, as long as nobody changes anything.
    public func reader() -> PackedReader<Element> {
        close()
        var rest = blocks
        var copies: [PackedBlock] = []
        while let block = rest.popFirst() { copies.append(block.fromStart) }
        return PackedReader(copies, format)
    }

    /// Forgets all records.
    public func removeAll() {
        close()
        blocks = FIFO()
        (count, byteCount) = (0, 0)
    }

    private func close() {
        guard let open else { return }
        self.open = nil
        let block = open.closed
        if !block.isEmpty { blocks.append(block) }
    }
}

/// A block that is being written.
private struct OpenBlock {
    var writer: WireWriter
    var records = 0
    private let memory: UnsafeMutableRawBufferPointer

    private static let bytes = 4 << 20
    /// A block counts as full when this part of it is left, in which the last record ends.
    private static let slack = bytes / 16

    init() {
        memory = PackedBlock.allocate(Self.bytes)
        writer = WireWriter(target: Self.bytes - Self.slack, borrowing: memory)
    }

    var closed: PackedBlock { PackedBlock(writer, records: records, memory: memory) }
}
