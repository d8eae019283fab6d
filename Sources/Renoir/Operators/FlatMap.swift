public import Dataflow

extension Stream {
    /// Transforms each record into a sequence, and gives the elements of all sequences.
    ///
    /// ```swift
    /// let words = lines.flatMap { $0.words() }
    /// ```
    ///
    /// Local: no record leaves its worker. Order, timestamps and watermarks pass through. The elements of one record
    /// follow each other. A sequence may be long, or endless: it's asked for as many elements as fit a batch, and for
    /// more when there is room.
    ///
    /// - Parameter transform: Called once per record, on the worker that holds it.
    /// - Throws: Whatever `transform` throws ends the job on all ranks.
    /// - Complexity: O(*n* + *m*) for a batch of *n* records and *m* elements.
    @inlinable
    public func flatMap<Elements: Sequence, Failure: Error>(
        _ transform: @escaping @Sendable (Element) throws(Failure) -> Elements
    ) -> Stream<Elements.Element> where Elements.Element: Sendable {
        apply("flatMap", state: { _ in Elements.Iterator?.none }) {
            (
                cursor: inout Cursor, input: UnsafeMutablePointer<Element>,
                output: UnsafeMutablePointer<Elements.Element>, state: UnsafeMutablePointer<Elements.Iterator?>
            ) in
            // The iterator of the record at hand lives in a variable while elements are taken, and in the replica's
            // state only between two calls.
            var current = state.pointee
            state.pointee = nil
            while true {
                if var iterator = current {
                    while cursor.produced < cursor.capacity, let element = iterator.next() {
                        (output + cursor.produced).initialize(to: element)
                        cursor.produced += 1
                    }
                    if cursor.produced == cursor.capacity {
                        state.pointee = iterator
                        cursor.isPending = true
                        return
                    }
                }
                guard cursor.canAdvance else { return }
                let record = (input + cursor.consumed).move()
                cursor.consumed += 1
                current = try transform(record).makeIterator()
            }
        }
    }
}
