internal import Dataflow
internal import Threading

/// What a sink has collected, once its context has been executed.
///
/// ```swift
/// let counts = words.groupByCount { $0 }.collect()
/// try context.execute()
/// if let counts = counts.value { print(counts.count) }
/// ```
public final class Collected<Value: Sendable>: @unchecked Sendable {
    private let lock = Lock()
    private var stored: Value?

    /// The result, or nil on ranks that don't get it, and before the sink has got its last record. It's there once
    /// ``StreamContext/execute()`` has returned; of an execution that has failed, it may be there or not.
    public var value: Value? { lock.withLock { stored } }

    @usableFromInline
    init() {}

    @usableFromInline
    func set(_ value: Value) { lock.withLock { stored = value } }
}
