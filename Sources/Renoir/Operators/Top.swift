extension DataStream {
    /// The `count` records that come first in an order, in that order.
    ///
    /// ```swift
    /// let longest = words.top(10) { $0.count > $1.count }
    /// ```
    ///
    /// Exchanges: each worker keeps its first ones, and those move to a single worker of rank 0. Emits them at the end of a pass; of records
    /// that are equal in the order, any. Timestamps end here.
    ///
    /// - Parameters:
    ///   - count: With fewer than 0 the job doesn't start.
    ///   - areInOrder: Whether the first record comes before the second; a strict weak ordering.
    /// - Throws: Whatever `areInOrder` throws ends the job on all ranks.
    /// - Complexity: O(*n* log *count*) for *n* records, divided among the workers; *count* records of each travel.
    @inlinable
    public func top(
        _ count: Int, by areInOrder: @escaping @Sendable (Element, Element) throws -> Bool
    ) -> DataStream<Element> {
        if count < 0 { noteTop(of: count) }
        return foldLocally(
            "top locally", { FirstOnes<Element>(count) }, { try $0.add($1, areInOrder) }, result: { $0.records }
        )
        .gather("top", wire: .resolve())
        .foldLocally(
            "top", { FirstOnes<Element>(count) },
            { firsts, others in for other in others { try firsts.add(other, areInOrder) } },
            result: { try $0.records.sorted(by: areInOrder) }
        )
        .flatMap { $0 }
    }

    @usableFromInline
    func noteTop(of count: Int) { note("top(\(count)): the number of records can't be negative", "top") }
}

extension DataStream where Element: Comparable {
    /// The `count` largest records, the largest first; as ``top(_:by:)``. NaN is greater than any number.
    ///
    /// ```swift
    /// let largest = numbers.top(3)
    /// ```
    @inlinable
    public func top(_ count: Int) -> DataStream<Element> { top(count) { comesBefore($1, $0) } }
}

/// The first records in an order: a heap whose root comes last of them.
@usableFromInline
struct FirstOnes<Element> {
    @usableFromInline let count: Int
    @usableFromInline var records: [Element] = []

    @inlinable
    init(_ count: Int) { self.count = count }

    @inlinable
    mutating func add(_ record: Element, _ areInOrder: (Element, Element) throws -> Bool) throws {
        if records.count < count {
            records.append(record)
            var place = records.count - 1
            while place > 0, try areInOrder(records[(place - 1) / 2], records[place]) {
                records.swapAt(place, (place - 1) / 2)
                place = (place - 1) / 2
            }
        } else if let last = records.first, try areInOrder(record, last) {
            records[0] = record
            var place = 0
            while true {
                var next = 2 * place + 1
                guard next < records.count else { break }
                if next + 1 < records.count, try areInOrder(records[next], records[next + 1]) { next += 1 }
                guard try areInOrder(records[place], records[next]) else { break }
                records.swapAt(place, next)
                place = next
            }
        }
    }
}

extension FirstOnes: Sendable where Element: Sendable {}
