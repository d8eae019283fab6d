public import Dataflow

extension DataStream {
    /// Transforms each record into a sequence, and gives the elements of all sequences.
    ///
    /// ```swift
    /// let words = lines.flatMap { $0.words() }
    /// ```
    ///
    /// Local: no record leaves its worker. Order, timestamps and watermarks pass through. The elements of one record
    /// follow each other. A sequence may be long, or endless: it's asked for as many elements as fit a batch, and for
    /// more when there is room.
    ///
    /// - Parameter transform: Called once per record, on the worker that holds it.
    /// - Throws: Whatever `transform` throws ends the job on all ranks.
    /// - Complexity: O(*n* + *m*) for a batch of *n* records and *m* elements.
    @inlinable @inline(__always)
    public func flatMap<Elements: Sequence, Failure: Error>(
        _ transform: @escaping @Sendable (Element) throws(Failure) -> Elements
    ) -> DataStream<Elements.Element> where Elements.Element: Sendable {
        apply("flatMap", keepsTimes: true, mayBeCutOff: true, state: { _ in Expansion<Elements.Iterator>() }) {
            (
                cursor: inout Cursor, input: UnsafeMutablePointer<Element>,
                output: UnsafeMutablePointer<Elements.Element>,
                state: UnsafeMutablePointer<Expansion<Elements.Iterator>>
            ) in
            if state.pointee.iterator != nil {
                state.pointee.goOn(&cursor, output)
                if cursor.isPending { return }
            }
            while cursor.canAdvance {
                state.pointee.time.take(cursor)
                let record = input + cursor.consumed
                cursor.consumed += 1
                state.pointee.put(try transform(record.move()).makeIterator(), &cursor, output)
            }
        }
    }
}

extension KeyedDataStream {
    /// Transforms each value into a sequence, whose elements all have the value's key; as ``DataStream/flatMap(_:)``.
    ///
    /// ```swift
    /// let words = pages.groupBy { $0.site }.flatMap { $0.text.words() }
    /// ```
    ///
    /// Local: no record leaves its worker. Order, timestamps and watermarks pass through. The elements of one record follow each
    /// other; a sequence may be long, or endless.
    ///
    /// - Parameter transform: Called once per record, on the worker that holds it.
    /// - Throws: Whatever `transform` throws ends the job on all ranks.
    /// - Complexity: O(*n* + *m*) for a batch of *n* records and *m* elements, each of which has its key with it from here on.
    @inlinable @inline(__always)
    public func flatMap<Elements: Sequence, Failure: Error>(
        _ transform: @escaping @Sendable (Value) throws(Failure) -> Elements
    ) -> KeyedDataStream<Key, Elements.Element, Placement> where Elements.Element: Sendable {
        switch form {
        case .stored(let records):
            KeyedDataStream<Key, Elements.Element, Placement>(records: records.flatMapped(transform))
        case .computed(let records):
            KeyedDataStream<Key, Elements.Element, Placement>(records: records.flatMapped(transform))
        }
    }
}

/// What is left of the record that `flatMap` is at.
@usableFromInline
struct Expansion<Elements: IteratorProtocol> {
    @usableFromInline var iterator: Elements?
    @usableFromInline var time = RecordTime()

    @usableFromInline
    init() {}

    /// Goes on with the record at hand.
    @inlinable @inline(never)
    mutating func goOn(_ cursor: inout Cursor, _ output: UnsafeMutablePointer<Elements.Element>) {
        if let elements = iterator.take() { put(elements, &cursor, output) }
    }

    /// Puts elements at `output` as far as there is room. Only if it's used up, the iterator is kept: it may be a reference,
    /// of which each copy costs.
    @inlinable @inline(__always)
    mutating func put(
        _ elements: consuming Elements, _ cursor: inout Cursor, _ output: UnsafeMutablePointer<Elements.Element>
    ) {
        let first = cursor.produced
        while cursor.produced < cursor.capacity, let element = elements.next() {
            (output + cursor.produced).initialize(to: element)
            cursor.produced += 1
        }
        time.fill(from: first, cursor)
        if cursor.produced == cursor.capacity {
            iterator = elements
            cursor.isPending = true
        }
    }
}

/// The time of the record at hand, which becomes that of all records made of it.
@usableFromInline
struct RecordTime {
    @usableFromInline var nanoseconds: Int64 = 0

    @inlinable
    init() {}

    /// Notes the time of the record that is taken next.
    @inlinable
    mutating func take(_ cursor: borrowing Cursor) {
        if let times = cursor.inputTimes { nanoseconds = times[cursor.consumed] }
    }

    /// Gives the time to the records put since `first`.
    @inlinable @inline(__always)
    func fill(from first: Int, _ cursor: borrowing Cursor) {
        guard let times = cursor.outputTimes else { return }
        (times + first).update(repeating: nanoseconds, count: cursor.produced - first)
    }
}
