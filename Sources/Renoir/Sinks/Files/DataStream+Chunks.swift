internal import Dataflow

extension DataStream {
    /// The records as `write` writes them, in chunks.
    func chunked(_ name: String, _ write: @escaping @Sendable (Element, TextChunks) throws -> Void) -> DataStream<
        TextChunk
    > {
        chunked(name, state: { _ in () }, header: { _ in nil }) { record, chunks, _ in try write(record, chunks) }
    }

    /// The records as `write` writes them with a state of the worker's, in chunks, the first with what the header is by then.
    func chunked<State>(
        _ name: String, state: @escaping @Sendable (Replica) -> State,
        header: @escaping @Sendable (State) throws -> [UInt8]?,
        _ write: @escaping @Sendable (Element, TextChunks, State) throws -> Void
    ) -> DataStream<TextChunk> {
        apply(
            "\(name): text",
            state: { replica in
                let state = state(replica)
                return (state, TextChunks(header: { try header(state) }))
            },
            kernel: { cursor, input, output, pointer in
                let (state, chunks) = pointer.pointee
                cursor.isPending = false
                while true {
                    if chunks.isFull {
                        guard cursor.produced < cursor.capacity else {
                            cursor.isPending = true
                            return
                        }
                        (output + cursor.produced).initialize(to: try chunks.take()!)
                        cursor.produced += 1
                    }
                    guard cursor.consumed < cursor.available else { return }
                    let record = (input + cursor.consumed).move()
                    cursor.consumed += 1
                    try write(record, chunks, state)
                    chunks.records += 1
                }
            },
            emission: { cursor, output, pointer in
                guard cursor.isEndOfPass else { return }
                guard cursor.produced < cursor.capacity else {
                    cursor.isPending = true
                    return
                }
                guard let chunk = try pointer.pointee.1.take() else { return }
                (output + cursor.produced).initialize(to: chunk)
                cursor.produced += 1
            })
    }
}
