public import Records

/// How far a kernel has come in one call, in records and in time: the engine sets it up, the kernel moves it.
///
/// A kernel takes records from `consumed` up to `available` and puts records at `produced` up to `capacity`, as a
/// `RecordCursor` says. It may stop anywhere; the engine calls it again with the rest.
@frozen
public struct Cursor {
    /// Where the kernel is in its input and in its output.
    public var places: RecordCursor
    /// Whether the kernel keeps records back that it could not put out: it is called again when there is room, also
    /// without new input.
    public var isPending: Bool
    /// The times of the input's records, in nanoseconds since 1970; nil if they have none.
    public let inputTimes: UnsafeMutablePointer<Int64>?
    /// Where the times of the output's records go; nil if they have none.
    public let outputTimes: UnsafeMutablePointer<Int64>?
    /// What the kernel promises: no record that it puts out later is at or before this time. Kernels that make times set
    /// it; for all others the engine hands on what came in.
    public var watermark: Int64
    /// Set by a source at the end of a pass that isn't its last one: the level of the loop whose iteration ends.
    public var endedLevel: UInt8?
    /// Set by a source that doesn't know when it will have more; nobody should wait for its time until then.
    public var isIdle: Bool
    /// What the input has promised: how far its time has come.
    public let inputWatermark: Int64
    /// In an emission: whether the pass has ended, and not only time has come further.
    public let isEndOfPass: Bool

    @inlinable
    public init(
        consumed: Int = 0, available: Int, produced: Int, capacity: Int,
        inputTimes: UnsafeMutablePointer<Int64>? = nil, outputTimes: UnsafeMutablePointer<Int64>? = nil,
        inputWatermark: Int64 = .min, isEndOfPass: Bool = false
    ) {
        places = RecordCursor(consumed: consumed, available: available, produced: produced, capacity: capacity)
        self.inputTimes = inputTimes
        self.outputTimes = outputTimes
        isPending = false
        watermark = .min
        endedLevel = nil
        isIdle = false
        self.inputWatermark = inputWatermark
        self.isEndOfPass = isEndOfPass
    }

    /// Gives the next `count` records that are put the times of the next ones that are taken; before either is counted.
    @inlinable
    public func keepTimes(_ count: Int) {
        guard let inputTimes, let outputTimes else { return }
        (outputTimes + produced).update(from: inputTimes + consumed, count: count)
    }

    /// Gives the record that is put next the time of the one that was taken last.
    @inlinable
    public func keepTime() {
        guard let inputTimes, let outputTimes else { return }
        outputTimes[produced] = inputTimes[consumed - 1]
    }
}

extension Cursor {
    /// Records that the kernel took from its input.
    @inlinable @inline(__always)
    public var consumed: Int {
        get { places.consumed }
        set { places.consumed = newValue }
    }

    /// Records that the input holds.
    @inlinable @inline(__always)
    public var available: Int { places.available }

    /// Records that the output holds, those of earlier calls included.
    @inlinable @inline(__always)
    public var produced: Int {
        get { places.produced }
        set { places.produced = newValue }
    }

    /// Records that the output can hold.
    @inlinable @inline(__always)
    public var capacity: Int { places.capacity }

    /// How many records may be taken and put one for one before an end is reached.
    @inlinable @inline(__always)
    public var runLength: Int { places.runLength }

    /// Whether there is a record to take and room for one.
    @inlinable @inline(__always)
    public var canAdvance: Bool { places.canAdvance }
}

/// The loop of an operator over one batch, with the user's closure inside: it takes records from its input, puts records
/// into its output, and finds its replica's state behind the last pointer.
public typealias Kernel<Input, Output, State> = (
    inout Cursor, UnsafeMutablePointer<Input>, UnsafeMutablePointer<Output>, UnsafeMutablePointer<State>
) throws -> Void

/// A kernel without input: a source, or what an operator emits at the end of a pass. It leaves `isPending` set while it
/// has more to give.
public typealias Emission<Output, State> = (
    inout Cursor, UnsafeMutablePointer<Output>, UnsafeMutablePointer<State>
) throws -> Void

/// The state of an operator that has none.
@frozen
public struct Stateless: Sendable {
    @inlinable
    public init() {}
}
