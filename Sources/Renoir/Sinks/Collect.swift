internal import Dataflow
public import Records

extension DataStream {
    /// Collects all records on rank 0.
    ///
    /// ```swift
    /// let squares = context.stream(of: 0..<10).map { $0 * $0 }.collect()
    /// try context.execute()
    /// print(squares.value ?? [])
    /// ```
    ///
    /// Exchanges: all records move to a single worker of rank 0, in order if they come from a single one.
    ///
    /// - Returns: Where the records are after the execution: on rank 0 only.
    /// - Complexity: O(*n*) time and memory on rank 0, for *n* records.
    @inlinable @inline(__always)
    public func collect() -> Collected<[Element]> { gather("collect", wire: .resolve()).store("collect") }

    /// Collects all records on every rank.
    ///
    /// ```swift
    /// let rates = context.readLines("rates.csv").collectAll()
    /// ```
    ///
    /// Exchanges: every rank gets a copy of each record, in no particular order, and not necessarily in the same one.
    ///
    /// - Returns: Where the records are after the execution: on all ranks.
    /// - Complexity: O(*n*) time and memory on each rank, for *n* records.
    @inlinable @inline(__always)
    public func collectAll() -> Collected<[Element]> {
        gatherOnAllRanks("collectAll", wire: .resolve()).store("collectAll")
    }

    /// Counts all records, on rank 0.
    ///
    /// ```swift
    /// let lines = context.readLines("access.log").collectCount()
    /// try context.execute()
    /// print(lines.value ?? 0)
    /// ```
    ///
    /// Exchanges: one number of each worker moves to a single worker of rank 0.
    ///
    /// - Returns: Where the number is after the execution: on rank 0 only.
    /// - Complexity: O(*n*) for *n* records, divided among the workers; one number per worker travels.
    @inlinable @inline(__always)
    public func collectCount() -> Collected<Int> { count().storeOnly("collectCount") }

    /// Keeps the one record of the stream.
    @usableFromInline
    func storeOnly(_ name: String) -> Collected<Element> {
        let collected = Collected<Element>()
        consume(
            name, state: { _ in Stateless() },
            kernel: { cursor, input, _, _ in
                while cursor.consumed < cursor.available {
                    collected.set((input + cursor.consumed).move())
                    cursor.consumed += 1
                }
            })
        return collected
    }

    @usableFromInline
    func store(_ name: String) -> Collected<[Element]> {
        let collected = Collected<[Element]>()
        // What stays must not keep the blocks alive of which it is a small part.
        let isShared = Element.self is any Detachable.Type
        consume(
            name, state: { _ in [Element]() },
            kernel: { cursor, input, _, records in
                let arrived = UnsafeMutableBufferPointer(
                    start: input + cursor.consumed, count: cursor.available - cursor.consumed)
                if isShared {
                    records.pointee.append(
                        contentsOf: arrived.lazy.map { ($0 as! any Detachable).detached() as! Element })
                } else {
                    records.pointee.append(contentsOf: arrived)
                }
                arrived.deinitialize()
                cursor.consumed = cursor.available
            },
            complete: { _, records in
                collected.set(records)
                records = []
            },
            stateBytes: { records in records.pointee.capacity * MemoryLayout<Element>.stride })
        return collected
    }
}

extension KeyedDataStream {
    /// Collects all keys and values on rank 0; as ``DataStream/collect()``.
    @inlinable @inline(__always)
    public func collect() -> Collected<[Keyed<Key, Value>]> {
        records.gather("collect", wire: Keyed<Key, Value>.wireFormat()).store("collect")
    }

    /// Collects all keys and values on every rank; as ``DataStream/collectAll()``.
    @inlinable @inline(__always)
    public func collectAll() -> Collected<[Keyed<Key, Value>]> {
        records.gatherOnAllRanks("collectAll", wire: Keyed<Key, Value>.wireFormat()).store("collectAll")
    }
}
