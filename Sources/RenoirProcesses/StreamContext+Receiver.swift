public import Renoir

extension StreamContext {
    /// A stream of what another process sends, until it gives up its end or exits.
    ///
    /// ```swift
    /// let words = StreamContext(.local()).stream(from: try Receiver<String>(from: reader))
    /// ```
    ///
    /// Local: one worker receives. The job fails if the other process dies. Nobody else receives from `receiver` meanwhile.
    public func stream<Value: Sendable>(from receiver: Receiver<Value>) -> DataStream<Value> {
        stream(of: ReceivedValues(receiver: receiver)).map { try $0.get() }
    }
}

/// What comes through a channel, and then why nothing comes any more, unless that was to be.
private struct ReceivedValues<Value: Sendable>: Sequence, IteratorProtocol, Sendable {
    let receiver: Receiver<Value>
    private var isOver = false

    init(receiver: Receiver<Value>) { self.receiver = receiver }

    mutating func next() -> Result<Value, PeerError>? {
        if isOver { return nil }
        do throws(PeerError) {
            guard let value = try receiver.next() else { return nil }
            return .success(value)
        } catch {
            isOver = true
            return .failure(error)
        }
    }
}
