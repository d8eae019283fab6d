/// What a loop has come to: the same for all closures of its body, on all workers, during an iteration.
///
/// There is one on each rank, and nobody copies it for a worker.
public final class LoopState<Value: Sendable>: @unchecked Sendable {
    private let storage: UnsafeMutablePointer<Value>

    init(_ initial: Value) {
        storage = .allocate(capacity: 1)
        storage.initialize(to: initial)
    }

    deinit {
        storage.deinitialize(count: 1)
        storage.deallocate()
    }

    /// The state that this iteration started with.
    ///
    /// It changes only when all workers of the rank have ended an iteration and none has begun the next.
    public var value: Value {
        @inline(__always) get { storage.pointee }
    }

    /// While no closure of the body runs on this rank.
    func advance(to value: Value) { storage.pointee = value }
}
