/// Where a kernel puts records that are no results: those that came late.
///
/// The engine calls the kernel only while there is room for one; a kernel that needs more stops and is called again.
@frozen
public struct SideOutput<Record> {
    @usableFromInline let base: UnsafeMutablePointer<Record>
    @usableFromInline let times: UnsafeMutablePointer<Int64>?
    @usableFromInline let capacity: Int
    /// Records that are there, those of earlier calls included.
    public private(set) var produced: Int

    @usableFromInline
    package init(
        base: UnsafeMutablePointer<Record>, times: UnsafeMutablePointer<Int64>?, produced: Int, capacity: Int
    ) {
        self.base = base
        self.times = times
        self.produced = produced
        self.capacity = capacity
    }

    @inlinable
    public var hasRoom: Bool { produced < capacity }

    /// Moves a record here, which the kernel counts as taken.
    public mutating func put(moving record: UnsafeMutablePointer<Record>, time: Int64) {
        (base + produced).moveInitialize(from: record, count: 1)
        times?[produced] = time
        produced += 1
    }
}

/// A kernel with a second output.
public typealias SidedKernel<Input, Output, Side, State> = (
    inout Cursor, UnsafeMutablePointer<Input>, UnsafeMutablePointer<Output>, inout SideOutput<Side>,
    UnsafeMutablePointer<State>
) throws -> Void
