internal import Dataflow
internal import Records
internal import Session
internal import Threading

/// The records of a stream, kept on the workers where they were, for later contexts of the program.
public final class CachedStream<Element: Sendable>: Sendable {
    fileprivate let parts = CachedParts<Element>()
    fileprivate let isOnOneWorker: Bool

    fileprivate init(isOnOneWorker: Bool) { self.isOnOneWorker = isOnOneWorker }
}

extension DataStream {
    /// Keeps the records where they are, for later contexts of the program.
    ///
    /// ```swift
    /// let parsed = context.readLines("large.log").map { try Entry($0) }.cached()
    /// try context.execute()
    ///
    /// let second = StreamContext(context.config)
    /// let errors = second.stream(of: parsed).filter { $0.isError }.count().collect()
    /// ```
    ///
    /// Local: no record leaves its worker. They are kept in wire form, in about as many bytes as they take in files, beside
    /// ``RuntimeConfig/stateBytes``, until the cache is released. Order on a worker stays; timestamps end here.
    ///
    /// - Returns: What a context that runs later, on as many workers, reads as often as it likes; of a job that has failed, nothing.
    /// - Complexity: O(*n*) for *n* records, as to send them.
    public func cached() -> CachedStream<Element> {
        let format = WireFormat<Element>.resolve()
        if format == nil { note(WireObstacle.describe(Element.self), "cached") }
        let cache = CachedStream<Element>(isOnOneWorker: replication == .one)
        let parts = cache.parts
        let one = replication == .one || replication == .everyWorker ? self : spreadOverWorkers("cached", wire: format)
        one.consume(
            "cached", state: { _ in PackedRecords(format ?? .unsupported) },
            kernel: { cursor, input, _, packed in
                let records = cursor.available - cursor.consumed
                defer { cursor.consumed = cursor.available }
                do throws(WireError) {
                    try packed.pointee.append(input + cursor.consumed, count: records)
                } catch {
                    throw JobError(.user, "a \(Element.self) can't be encoded: \(error)")
                }
            },
            complete: { replica, packed in parts.set(packed, of: replica) })
        return cache
    }
}

extension StreamContext {
    /// A stream of what an earlier context of the program has cached, on the workers where it lies; see ``DataStream/cached()``.
    ///
    /// - Throws: A cache whose context hasn't been executed, or on another number of workers, ends the job on all ranks.
    public func stream<Element: Sendable>(of cache: CachedStream<Element>) -> DataStream<Element> {
        add(
            SourceNode(
                name: "cached", replication: cache.isOnOneWorker ? .one : .everyWorker,
                makeState: { replica, _ in try cache.parts.reader(of: replica) },
                emission: { cursor, output, reader in
                    let taken: Int
                    do throws(WireError) {
                        taken = try reader.pointee.take(
                            into: output + cursor.produced, room: cursor.capacity - cursor.produced)
                    } catch {
                        throw JobError(.internal, "a \(Element.self) that was kept can't be read: \(error)")
                    }
                    cursor.produced += taken
                    cursor.isPending = taken > 0
                }))
    }
}

/// What the workers of this rank keep.
private final class CachedParts<Element>: @unchecked Sendable {
    private let lock = Lock()
    private var parts: [Int: PackedRecords<Element>] = [:]
    private var replicas: Int?

    func set(_ packed: PackedRecords<Element>, of replica: Replica) {
        lock.withLock {
            parts[replica.index] = packed
            replicas = replica.count
        }
    }

    func reader(of replica: Replica) throws(JobError) -> PackedReader<Element> {
        try lock.withLock { () throws(JobError) in
            guard let part = parts[replica.index] else {
                throw JobError(.user, "a cached stream is read before the context that fills it has been executed")
            }
            guard replicas == replica.count else {
                throw JobError(
                    .user, "a stream was cached on \(replicas ?? 0) workers, and is read on \(replica.count)")
            }
            return part.reader()
        }
    }
}
