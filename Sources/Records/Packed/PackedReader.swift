/// Reads packed records that others may read, too.
public struct PackedReader<Element> {
    private var blocks: ArraySlice<PackedBlock>
    private let format: WireFormat<Element>

    init(_ blocks: [PackedBlock], _ format: WireFormat<Element>) {
        self.blocks = blocks[...]
        self.format = format
    }

    /// Makes the next records, as many as there is room for and as lie in one block.
    ///
    /// - Returns: How many; 0 if there are no more.
    public mutating func take(into output: UnsafeMutablePointer<Element>, room: Int) throws(WireError) -> Int {
        guard room > 0, !blocks.isEmpty else { return 0 }
        var cursor = RecordCursor(available: 0, produced: 0, capacity: room)
        do throws(WireError) {
            try blocks[blocks.startIndex].take(&cursor, output, format)
        } catch {
            output.deinitialize(count: cursor.produced)
            throw error
        }
        if blocks[blocks.startIndex].isEmpty { blocks.removeFirst() }
        return cursor.produced
    }
}
