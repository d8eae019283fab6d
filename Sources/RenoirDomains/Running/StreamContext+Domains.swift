internal import Dataflow
internal import Session
internal import Threading

/// The units of a source, found when the job starts.
@usableFromInline
final class SourceUnits<Source: ElementSource>: @unchecked Sendable {
    let source: Source
    private let lock = Lock()
    private var found: Units<Source.Cursor>?

    @usableFromInline
    init(_ source: Source) { self.source = source }

    var count: Int { lock.withLock { found?.count ?? 0 } }

    /// - Returns: What is the same on ranks that see the same.
    func find() throws -> String {
        let units = try source.divide()
        lock.withLock { found = units }
        return "\(units.count) units"
    }

    func makeCursor() -> Source.Cursor { lock.withLock { found! }.makeCursor() }
}

extension StreamContext {
    /// A stream of a domain's elements, of its canonical forms, or of what steps make of them.
    ///
    /// ```swift
    /// let degrees = context.stream(of: try graphs.canonicalForms()).map { degrees(of: $0) }
    /// ```
    ///
    /// Local: workers of all ranks take some elements at a time, neighbours in order, when they have worked off those that they had: as
    /// far as there is an exchange or a sink.
    ///
    /// - Throws: What a step of the source throws ends the job on all ranks, with the element and its index.
    /// - Complexity: O(1) to add; O(*n*) to run for *n* elements that are looked at, divided among the workers.
    @inlinable
    public func stream<Source: ElementSource>(of source: Source) -> DataStream<Source.Element> {
        stream(
            SourceUnits(source),
            emission: { cursor, output, reader in
                cursor.isPending = try reader.pointee.next(
                    cursor.capacity - cursor.produced, into: output + cursor.produced, &cursor.produced)
            })
    }

    @usableFromInline
    func stream<Source: ElementSource>(
        _ units: SourceUnits<Source>, emission: @escaping Emission<Source.Element, SourceReader<Source>>
    ) -> DataStream<Source.Element> {
        add(
            SplitSourceNode(
                name: "stream(of:)", balancing: .dynamic,
                extent: { SourceExtent(units: nil, identity: try units.find()) }, splits: { units.count },
                makeState: { _ in SourceReader(units.source, units.makeCursor()) },
                begin: { reader, units in try reader.begin(units) }, emission: emission, computes: true))
    }

    /// The parts that workers make of a source.
    func parts<Source: ElementSource, Value>(
        of units: SourceUnits<Source>, _ name: String, _ control: RunControl,
        _ initial: @escaping @Sendable () -> Value,
        emission: @escaping Emission<Part<Value>, ActionWorker<Source, Value>>
    ) -> DataStream<Part<Value>> {
        add(
            SplitSourceNode(
                name: name, balancing: .dynamic,
                extent: {
                    let identity = try units.find()
                    return SourceExtent(units: control.wanted == nil ? units.count : nil, identity: identity)
                }, splits: { units.count },
                makeState: { _ in ActionWorker(units.source, units.makeCursor(), control, initial) },
                begin: { worker, units in try worker.begin(units) }, emission: emission,
                progress: { worker in worker.takeProgress() }, computes: true,
                bound: control.wanted == nil ? nil : control.bound))
    }
}

/// Reads elements of a source into a stream.
@usableFromInline
struct SourceReader<Source: ElementSource> {
    private let source: Source
    @usableFromInline var cursor: Source.Cursor
    @usableFromInline let offsets = Scratch<Int32>()
    @usableFromInline var units = 0..<0

    init(_ source: Source, _ cursor: Source.Cursor) {
        self.source = source
        self.cursor = cursor
    }

    mutating func begin(_ units: Range<Int>) throws {
        self.units = units
        try cursor.begin(units)
    }

    /// Puts out `count` elements at most.
    ///
    /// - Returns: Whether there is more of the units that it has begun.
    @inlinable
    mutating func next(
        _ count: Int, into output: UnsafeMutablePointer<Source.Element>, _ produced: inout Int
    ) throws -> Bool {
        guard !units.isEmpty else { return false }
        do {
            let block = try cursor.next(min(count, ElementBlock.capacity), into: output, offsets: offsets.base)
            produced += block.kept
            if block.isOver { units = units.upperBound..<units.upperBound }
            return !block.isOver
        } catch {
            throw failure(error)
        }
    }

    @usableFromInline
    func failure(_ error: any Error) -> any Error { source.failure(error, from: units) }
}
