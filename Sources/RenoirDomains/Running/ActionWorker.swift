internal import Threading

/// Works on the units of a source on one thread, and makes a part of an action's value of them.
@usableFromInline
struct ActionWorker<Source: ElementSource, Value: Sendable> {
    /// Adds what a block holds; afterwards none of its elements is alive.
    @usableFromInline
    typealias Add = (
        inout Value, ElementBlock, UnsafeMutablePointer<Source.Element>, UnsafeMutablePointer<Int32>, RunControl
    ) throws -> Void

    @usableFromInline let source: Source
    @usableFromInline let control: RunControl
    @usableFromInline let initial: @Sendable () -> Value
    @usableFromInline var cursor: Source.Cursor
    @usableFromInline let elements = Scratch<Source.Element>()
    @usableFromInline let offsets = Scratch<Int32>()
    @usableFromInline var part: Part<Value>
    @usableFromInline var units = 0..<0
    @usableFromInline var isWorking = false
    @usableFromInline var pace = BlockPace()
    /// Units that were done since progress was last asked for.
    private var unitsDone = 0

    init(_ source: Source, _ cursor: Source.Cursor, _ control: RunControl, _ initial: @escaping @Sendable () -> Value) {
        self.source = source
        self.cursor = cursor
        self.control = control
        self.initial = initial
        part = Part(initial())
        control.begin()
    }

    /// Goes on to some units, as far as they are needed.
    mutating func begin(_ units: Range<Int>) throws {
        let last = control.lastUnit
        unitsDone += part.tally.units
        self.units = units.clamped(to: min(units.lowerBound, last &+ 1)..<(last == .max ? .max : last + 1))
        isWorking = !self.units.isEmpty
        part = Part(initial())
        if isWorking, control.isLate(now: MonotonicClock.now) {
            isWorking = false
            part.tally.cut = 1
        }
        if isWorking { try cursor.begin(self.units) }
    }

    /// How many units were done since the last call.
    mutating func takeProgress() -> Int {
        defer { unitsDone = 0 }
        return unitsDone
    }

    /// Works for about a tenth of a millisecond.
    ///
    /// - Returns: Whether the units are over.
    @inlinable @inline(__always)
    mutating func work(_ add: Add) throws -> Bool {
        var end = pace.begin()
        while isWorking {
            let block: ElementBlock
            do {
                block = try cursor.next(pace.length, into: elements.base, offsets: offsets.base)
                try add(&part.value, block, elements.base, offsets.base, control)
            } catch {
                throw source.failure(error, from: units)
            }
            part.tally.lookedAt += block.lookedAt
            let next = block.position(block.lookedAt)
            part.tally.units += next.unit - units.lowerBound
            units = Swift.min(next.unit, units.upperBound)..<units.upperBound
            if block.isOver {
                part.tally.units += units.count
                isWorking = false
            } else if !isNeeded(next) || pace.isOver(&end) {
                break
            }
        }
        return !isWorking
    }

    /// Whether what comes next is still to be worked on; if not, that's it.
    @usableFromInline
    mutating func isNeeded(_ next: Position) -> Bool {
        let last = control.lastUnit
        if next.unit > last || next.unit == last && control.isEnough(at: next) {
            isWorking = false
        } else if control.isLate(now: pace.now) {
            isWorking = false
            part.tally.cut = 1
        }
        return isWorking
    }
}

/// How many elements are looked at in one go: as many as take some microseconds.
@usableFromInline
struct BlockPace {
    /// Nanoseconds for which a worker is kept from what else it has to do.
    private static var call: UInt64 { 100_000 }
    /// Nanoseconds of a block, after which the clock is looked at.
    private static var block: UInt64 { 20_000 }

    @usableFromInline var length = 1
    private(set) var now: UInt64 = 0

    @usableFromInline
    init() {}

    /// - Returns: When the call should be over.
    @usableFromInline
    mutating func begin() -> UInt64 {
        now = MonotonicClock.now
        return now + Self.call
    }

    /// A block is done.
    @usableFromInline
    mutating func isOver(_ end: inout UInt64) -> Bool {
        let before = now
        now = MonotonicClock.now
        let elapsed = now - before
        if elapsed < Self.block / 2 {
            length = min(length * 2, ElementBlock.capacity)
        } else if elapsed > Self.block {
            length = max(1, length / 2)
        }
        return now >= end
    }
}
