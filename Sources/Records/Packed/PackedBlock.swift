internal import CEngine

/// Records in wire form, one behind the other in a block of memory of their own, which are read once, from the front.
///
/// Texts that are read are slices of the block, which lives as long as they do.
struct PackedBlock {
    private let storage: ByteStorage
    private let records: Int
    private var reader: WireReader
    var byteCount: Int { storage.bytes.count }
    var isEmpty: Bool { reader.records == 0 }

    /// Takes over what `writer` has written: `records` of them, in `memory` or in what it has grown to.
    init(_ writer: WireWriter, records: Int, memory: UnsafeMutableRawBufferPointer) {
        let written = UnsafeRawBufferPointer(writer.written)
        if writer.isBorrowing {
            renoir_unmap(memory.baseAddress!, memory.count, max(1, written.count))
            let memory = UnsafeMutableRawBufferPointer(rebasing: memory[..<max(1, written.count)])
            storage = ByteStorage(lending: written) { [memory = Lent(memory)] in Self.free(memory.bytes) }
        } else {
            Self.free(memory)
            storage = ByteStorage(lending: written) { [memory = Lent(writer.memory)] in memory.bytes.deallocate() }
        }
        self.records = records
        reader = WireReader(written, records: records, slicing: storage)
    }

    /// The same block, of which nothing has been read.
    var fromStart: PackedBlock {
        var copy = self
        copy.reader = WireReader(storage.bytes, records: records, slicing: storage)
        return copy
    }

    /// Makes the next records, as many as there is room for.
    mutating func take<Element>(
        _ cursor: inout RecordCursor, _ output: UnsafeMutablePointer<Element>, _ format: WireFormat<Element>
    ) throws(WireError) {
        try format.decode(&cursor, &reader, output)
    }

    /// Memory for `bytes`, a mapping of its own: it goes back to the system as soon as it's free.
    static func allocate(_ bytes: Int) -> UnsafeMutableRawBufferPointer {
        guard let memory = renoir_map(bytes) else { renoir_no_memory(bytes) }
        return UnsafeMutableRawBufferPointer(start: memory, count: bytes)
    }

    static func free(_ memory: UnsafeMutableRawBufferPointer) { renoir_unmap(memory.baseAddress!, memory.count, 0) }

    /// Memory that one closure owns.
    private struct Lent: @unchecked Sendable {
        let bytes: UnsafeMutableRawBufferPointer

        init(_ bytes: UnsafeMutableRawBufferPointer) { self.bytes = bytes }
    }
}
