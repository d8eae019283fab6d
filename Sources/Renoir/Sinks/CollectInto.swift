public import Records

extension DataStream {
    /// Collects all records on rank 0, in a collection of your choice.
    ///
    /// ```swift
    /// let names = records.map { $0.name }.collect(into: Set<String>.self)
    /// let text = lines.collect(into: [ByteString].self)
    /// ```
    ///
    /// As ``collect()``: all records move to a single worker of rank 0.
    ///
    /// - Complexity: As ``collect()``, and what the collection takes to grow.
    @inlinable
    public func collect<Whole: RangeReplaceableCollection & Sendable>(
        into type: Whole.Type
    ) -> Collected<Whole> where Whole.Element == Element {
        collect(into: Whole()) { $0.append($1) }
    }

    /// Collects all records on rank 0, in a set.
    @inlinable
    public func collect(into type: Set<Element>.Type) -> Collected<Set<Element>> where Element: Hashable {
        collect(into: Set<Element>()) { $0.insert($1) }
    }

    /// Collects all records on rank 0, in whatever `add` puts them into.
    ///
    /// ```swift
    /// let byYear = films.collect(into: [Int: [Film]]()) { films, film in films[film.year, default: []].append(film) }
    /// ```
    ///
    /// - Parameters:
    ///   - empty: The result for a stream without records.
    ///   - add: Called once per record, on the worker of rank 0 that has them all.
    /// - Throws: Whatever `add` throws ends the job on all ranks.
    @inlinable
    public func collect<Whole: Sendable>(
        into empty: Whole, _ add: @escaping @Sendable (inout Whole, Element) throws -> Void
    ) -> Collected<Whole> {
        let collected = Collected<Whole>()
        gather("collect", wire: .resolve()).consume(
            "collect", state: { _ in empty },
            kernel: { cursor, input, _, whole in
                while cursor.consumed < cursor.available {
                    let record = (input + cursor.consumed).move()
                    cursor.consumed += 1
                    try add(&whole.pointee, Collecting.owned(record))
                }
            },
            complete: { _, whole in
                collected.set(whole)
                whole = empty
            })
        return collected
    }
}

extension KeyedDataStream {
    /// Collects the values on rank 0, by their keys.
    ///
    /// ```swift
    /// let counts = words.groupByCount { $0 }.collect(into: [ByteString: Int].self)
    /// ```
    ///
    /// As ``collect()``. Of a key that comes more than once, one value stays, the last one.
    @inlinable
    public func collect(into type: [Key: Value].Type) -> Collected<[Key: Value]> {
        records.collect(into: [Key: Value]()) { $0[$1.key] = $1.value }
    }
}

@usableFromInline
enum Collecting {
    /// A record that keeps no block alive of which it is a small part.
    @inlinable
    static func owned<Element>(_ record: Element) -> Element {
        guard !_isPOD(Element.self), let shared = record as? any Detachable else { return record }
        return shared.detached() as! Element
    }
}
