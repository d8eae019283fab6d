public import Dataflow

/// The parts into which ``DataStream/route(_:)`` sorts a stream.
public struct Routes<Element: Sendable> {
    /// The records of each predicate, in their order.
    public let matching: [DataStream<Element>]
    /// The records of which no predicate was true.
    public let rest: DataStream<Element>

    @usableFromInline
    init(matching: [DataStream<Element>], rest: DataStream<Element>) {
        self.matching = matching
        self.rest = rest
    }
}

extension DataStream {
    /// Sorts the records into several streams: each goes to the first predicate that is true of it.
    ///
    /// ```swift
    /// let routes = lines.route([{ $0.hasPrefix("ERROR") }, { $0.hasPrefix("WARN") }])
    /// let errors = routes.matching[0].collect()
    /// let others = routes.rest.count().collect()
    /// ```
    ///
    /// Local: no record leaves its worker. Order within each part stays; timestamps and watermarks go with all of them. At least one
    /// of the parts is used; the records of one that isn't are dropped. A part that takes its time holds the others back.
    ///
    /// - Parameter predicates: Called in their order, up to the first that is true, on the worker that holds the record.
    /// - Throws: Whatever a predicate throws ends the job on all ranks.
    /// - Complexity: O(*n* · *p*) for a batch of *n* records and *p* predicates.
    @inlinable
    public func route(_ predicates: [@Sendable (Element) throws -> Bool]) -> Routes<Element> {
        let rest = predicates.count
        let parts = divide("route", into: rest + 1) {
            (cursor: inout Cursor, input: UnsafeMutablePointer<Element>, partition: inout Partition<Element>) in
            try partition.distribute(&cursor, input) { record in
                for (place, predicate) in predicates.enumerated() where try predicate(record.pointee) { return place }
                return rest
            }
        }
        return Routes(matching: Array(parts.dropLast()), rest: parts[rest])
    }

    /// The same stream, `count` times.
    ///
    /// ```swift
    /// let copies = numbers.split(2)
    /// ```
    ///
    /// Local: nothing moves. A stream may as well be used several times; each use gets all records.
    ///
    /// With fewer than one the job doesn't start.
    public func split(_ count: Int) -> [DataStream<Element>] {
        if count < 1 { note("split(\(count)): one is the least", "split") }
        return Array(repeating: self, count: max(0, count))
    }

    /// Gives each record to the port that `kernel` chooses.
    @usableFromInline
    func divide(_ name: String, into ports: Int, kernel: @escaping PartitionKernel<Element>) -> [DataStream<Element>] {
        let node = graph.add(
            RouteNode(
                name: name, input: port, ports: ports, replication: replication, isTimed: isTimed, kernel: kernel))
        return (0..<ports).map { DataStream(context: context, port: Port(node, output: $0), batching: batching) }
    }
}
