internal import Records
internal import Threading

extension DataStream {
    /// Replaces each record with what `transform` makes of it, and remembers what it has made: for what is dear and asked again.
    ///
    /// ```swift
    /// let places = visits.mapMemoized(capacity: 10_000, by: { $0.address }) { visit in locate(visit.address) }
    /// ```
    ///
    /// Local: no record leaves its worker; the workers of a rank remember together. Two of them that meet a new key at the same time may both
    /// call `transform`. Order, timestamps and watermarks stay.
    ///
    /// - Parameters:
    ///   - capacity: Results that each rank remembers; of more, those go that weren't asked for lately. With fewer than 1 the job doesn't start.
    ///   - key: What decides on the result: `transform` has to make the same of records of one key.
    ///   - transform: Called once for a key, and again when its result was forgotten.
    /// - Throws: Whatever the closures throw ends the job on all ranks; it isn't remembered.
    /// - Complexity: A look into a table behind a lock for each record, 50 to 100 ns; memory for `capacity` results.
    @inlinable
    public func mapMemoized<Key: Hashable & Sendable, Output: Sendable>(
        capacity: Int, by key: @escaping @Sendable (Element) throws -> Key,
        _ transform: @escaping @Sendable (Element) throws -> Output
    ) -> DataStream<Output> {
        if capacity < 1 { noteMemory(of: capacity) }
        let memory = ResultMemory<Key, Output>(capacity: max(1, capacity))
        return map { record in
            let key = try key(record)
            if let known = memory.result(of: key) { return known }
            let made = try transform(record)
            memory.remember(made, of: key)
            return made
        }
    }

    @usableFromInline
    func noteMemory(of capacity: Int) {
        note("mapMemoized(capacity: \(capacity)): one result is the least", "mapMemoized")
    }
}

extension DataStream where Element: Hashable {
    /// Replaces each record with what `transform` makes of it, and remembers that; as ``mapMemoized(capacity:by:_:)``, with the record as the
    /// key.
    ///
    /// ```swift
    /// let stems = words.mapMemoized(capacity: 100_000) { stem(of: $0) }
    /// ```
    @inlinable
    public func mapMemoized<Output: Sendable>(
        capacity: Int, _ transform: @escaping @Sendable (Element) throws -> Output
    ) -> DataStream<Output> {
        mapMemoized(capacity: capacity, by: { $0 }, transform)
    }
}

/// The results that the workers of a rank remember: in parts, each behind its lock, that forget by the clock's second chance.
@usableFromInline
final class ResultMemory<Key: Hashable & Sendable, Output: Sendable>: Sendable {
    private final class Part: @unchecked Sendable {
        let lock = Lock()
        let capacity: Int
        var places: [Key: Int] = [:]
        var entries: [(key: Key, output: Output, isAsked: Bool)] = []
        var hand = 0

        init(capacity: Int) { self.capacity = capacity }
    }

    private let parts: [Part]

    @usableFromInline
    init(capacity: Int) {
        let count = min(16, (capacity + 63) / 64)
        parts = (0..<count).map { Part(capacity: (capacity - $0 + count - 1) / count) }
    }

    private func part(of key: Key) -> Part {
        var hasher = Hasher()
        hasher.combine(key)
        return parts[Int(UInt(bitPattern: hasher.finalize()) >> 40) % parts.count]
    }

    @usableFromInline
    func result(of key: Key) -> Output? {
        let part = part(of: key)
        return part.lock.withLock {
            guard let place = part.places[key] else { return nil }
            part.entries[place].isAsked = true
            return part.entries[place].output
        }
    }

    @usableFromInline
    func remember(_ output: Output, of key: Key) {
        let part = part(of: key)
        // What a file's block holds isn't to be kept for a key's sake.
        let key = (key as? any Detachable)?.detached() as? Key ?? key
        part.lock.withLock {
            guard part.places[key] == nil else { return }
            if part.entries.count < part.capacity {
                part.places[key] = part.entries.count
                part.entries.append((key, output, false))
                return
            }
            while part.entries[part.hand].isAsked {
                part.entries[part.hand].isAsked = false
                part.hand = (part.hand + 1) % part.capacity
            }
            part.places[part.entries[part.hand].key] = nil
            part.places[key] = part.hand
            part.entries[part.hand] = (key, output, false)
            part.hand = (part.hand + 1) % part.capacity
        }
    }
}
