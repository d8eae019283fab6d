public import Dataflow
internal import Records
internal import Threading

extension StreamContext {
    /// A stream of what an input of your own has, some of its splits from each worker.
    ///
    /// ```swift
    /// let rows = context.parallelStream(of: Pages(), balancing: .dynamic)
    /// ```
    ///
    /// Local: with static balancing, worker *i* of *n* reads the *i*-th of *n* equal parts of the splits, in order; with dynamic
    /// balancing, workers of all ranks take splits when they have worked off those that they had. The elements of a split stay in order.
    ///
    /// - Parameters:
    ///   - name: How messages and `explain()` name it.
    ///   - balancing: Who decides which worker reads a split: the number of workers, or time.
    /// - Throws: What `source` and its readers throw ends the job on all ranks, and so do ranks that see other splits.
    /// - Complexity: O(1) to add; O(*s*) before the job runs, for *s* splits, on each rank.
    @inlinable
    public func parallelStream<Source: SplitSource>(
        of source: Source, name: String = "splits", balancing: Balancing = .static
    ) -> DataStream<Source.Element> {
        splits(
            of: source, name, balancing,
            emission: { cursor, output, part in
                cursor.isPending = true
                while cursor.produced < cursor.capacity {
                    guard var reader = try part.pointee.takeReader() else {
                        cursor.isPending = false
                        return
                    }
                    while cursor.produced < cursor.capacity {
                        guard let element = try reader.next() else { break }
                        (output + cursor.produced).initialize(to: element)
                        cursor.produced += 1
                    }
                    // One that has ended fills no output.
                    if cursor.produced == cursor.capacity { part.pointee.reader = reader }
                }
            })
    }

    @usableFromInline
    func splits<Source: SplitSource>(
        of source: Source, _ name: String, _ balancing: Balancing,
        emission: @escaping Emission<Source.Element, SplitsPart<Source>>
    ) -> DataStream<Source.Element> {
        let list = SplitList(source)
        return add(
            SplitSourceNode(
                name: name, balancing: balancing, extent: { SourceExtent(units: nil, identity: try list.find()) },
                splits: { list.splits.count }, makeState: { _ in SplitsPart(list) },
                begin: { part, splits in part.next = splits }, emission: emission))
    }
}

/// The splits of an input, as this rank sees them.
@usableFromInline
final class SplitList<Source: SplitSource>: @unchecked Sendable {
    let source: Source
    private let lock = Lock()
    private var found: [Source.Split] = []

    init(_ source: Source) { self.source = source }

    var splits: [Source.Split] { lock.withLock { found } }

    /// Asks the source for them.
    ///
    /// - Returns: What is the same on ranks that see the same.
    func find() throws -> String {
        let splits = try source.splits()
        var writer = WireWriter(target: 4096)
        for split in splits { writer.encode(split) }
        let bytes = writer.written
        defer { bytes.deallocate() }
        lock.withLock { found = splits }
        return "\(splits.count) splits, \(String(KeyHash.hash(ByteString(UnsafeRawBufferPointer(bytes))), radix: 16))"
    }
}

/// What is left of the splits that a worker has begun.
@usableFromInline
struct SplitsPart<Source: SplitSource> {
    private let list: SplitList<Source>
    fileprivate var next = 0..<0
    @usableFromInline var reader: Source.Reader?

    fileprivate init(_ list: SplitList<Source>) { self.list = list }

    /// The reader to go on with; nil if there is none.
    @usableFromInline
    mutating func takeReader() throws -> Source.Reader? {
        if let reader = reader.take() { return reader }
        guard let split = next.popFirst() else { return nil }
        return try list.source.reader(of: list.splits[split])
    }
}
