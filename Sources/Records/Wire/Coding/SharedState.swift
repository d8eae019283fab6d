/// A value that several objects change, one thread at a time, and that lives as long as one of them.
///
/// They go to it by the pointer. As a property of an object each access would count a reference, up to three times for a field
/// of a record, and check that it is the only one.
final class SharedState<Value> {
    let pointer: UnsafeMutablePointer<Value>

    init(_ value: Value) {
        pointer = .allocate(capacity: 1)
        pointer.initialize(to: value)
    }

    deinit {
        pointer.deinitialize(count: 1)
        pointer.deallocate()
    }
}
