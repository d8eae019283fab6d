public import Dataflow

extension DataStream {
    /// Puts records into arrays of `count`: for what is done for many at a time at less cost.
    ///
    /// ```swift
    /// let scored = rows.chunks(ofCount: 256).flatMap { model.scores(of: $0) }
    /// ```
    ///
    /// Local: each worker makes chunks of its own records, in their order; the last one of a pass has what is left. Times end here: a chunk
    /// has none.
    ///
    /// - Parameter count: With fewer than 1 the job doesn't start.
    /// - Complexity: O(*n*) for a batch of *n* records.
    @inlinable
    public func chunks(ofCount count: Int) -> DataStream<[Element]> {
        if count < 1 { noteChunks(of: count) }
        return apply(
            "chunks", state: { _ in Chunking<Element>(count) },
            kernel: {
                (
                    cursor: inout Cursor, input: UnsafeMutablePointer<Element>,
                    output: UnsafeMutablePointer<[Element]>, chunking: UnsafeMutablePointer<Chunking<Element>>
                ) in
                while cursor.canAdvance {
                    chunking.pointee.open.append((input + cursor.consumed).move())
                    cursor.consumed += 1
                    guard chunking.pointee.open.count == chunking.pointee.count else { continue }
                    (output + cursor.produced).initialize(to: chunking.pointee.take())
                    cursor.produced += 1
                }
            },
            emission: {
                (
                    cursor: inout Cursor, output: UnsafeMutablePointer<[Element]>,
                    chunking: UnsafeMutablePointer<Chunking<Element>>
                ) in
                guard !chunking.pointee.open.isEmpty else { return }
                (output + cursor.produced).initialize(to: chunking.pointee.take())
                cursor.produced += 1
            })
    }

    @usableFromInline
    func noteChunks(of count: Int) { note("chunks(ofCount: \(count)): one record is the least", "chunks") }
}

/// A chunk while it's being filled.
@usableFromInline
struct Chunking<Element> {
    @usableFromInline let count: Int
    @usableFromInline var open: [Element] = []

    @inlinable
    init(_ count: Int) { self.count = count }

    @inlinable
    mutating func take() -> [Element] {
        defer { open = [] }
        return open
    }
}
