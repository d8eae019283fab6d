public import Dataflow
internal import Session

extension StreamContext {
    /// A stream of the elements of a sequence, in order, from a single worker.
    ///
    /// ```swift
    /// let numbers = context.stream(of: 0..<10)
    /// ```
    ///
    /// Local: the elements start on the first worker of rank 0; ``DataStream/shuffle()`` spreads them. Every rank builds the
    /// sequence, only rank 0 iterates it.
    ///
    /// - Complexity: O(1) to add; O(*n*) to run, for *n* elements.
    @inlinable
    public func stream<Elements: Sequence & Sendable>(
        of elements: Elements
    ) -> DataStream<Elements.Element> where Elements.Element: Sendable {
        source(
            "stream(of:)", isParallel: false, count: countIfKnown(elements),
            state: { _ in elements.makeIterator() }, emission: takeElements)
    }

    /// A stream of a collection's elements, a part of them from each worker.
    ///
    /// ```swift
    /// let numbers = context.parallelStream(0..<1_000_000)
    /// let factors = context.parallelStream(numbersToFactor, balancing: .dynamic).map { ($0, factors(of: $0)) }
    /// ```
    ///
    /// Local: with static balancing, worker *i* of *n* gets the *i*-th of *n* equal parts, in order. With dynamic balancing, workers
    /// of all ranks take a few elements at a time, neighbours in order, when they have worked off those that they had: as far as
    /// there is an exchange or a sink, so put what takes long in front of the next exchange. It's for elements
    /// that take differently long, tens of microseconds and more, and for workers that differ in speed. Each element is given exactly once
    /// either way. A range of more integers than `Int` can count, as `0...Int.max`, is refused before the job starts.
    ///
    /// - Parameter balancing: Who decides which worker gets an element: the number of workers, or time.
    /// - Complexity: O(1) to add; O(*n*) to run for *n* elements, divided among the workers. Dynamic balancing takes a lock about every
    ///   quarter of a millisecond, and words in rounds.
    @inlinable
    public func parallelStream<Elements: RandomAccessCollection & Sendable>(
        _ elements: Elements, balancing: Balancing = .static
    ) -> DataStream<Elements.Element> where Elements.Element: Sendable {
        let count = countIfKnown(elements)
        if count == nil { noteTooMany("parallelStream") }
        return splitSource(
            "parallelStream", balancing: balancing, count: count ?? 0,
            state: { CollectionPart(elements: elements, next: elements.startIndex, count: 0) },
            begin: { part, places in part.begin(places) },
            emission: { cursor, output, part in
                let count = min(part.pointee.count, cursor.capacity - cursor.produced)
                part.pointee.take(count, to: output + cursor.produced)
                cursor.produced += count
                cursor.isPending = part.pointee.count > 0
            })
    }

    /// A stream of which every worker makes its own part.
    ///
    /// ```swift
    /// let samples = context.parallelStream { replica, replicas in
    ///     stride(from: replica, to: 1_000_000, by: replicas)
    /// }
    /// ```
    ///
    /// Local: worker *i* of *n* gives the elements of `part(i, n)`, in order. The parts should not depend on *n* when
    /// taken together, or the result would change with the number of workers.
    ///
    /// - Parameter part: Called once on each worker.
    /// - Throws: Whatever `part` throws ends the job on all ranks.
    @inlinable
    public func parallelStream<Elements: Sequence>(
        _ part: @escaping @Sendable (_ replica: Int, _ replicas: Int) throws -> Elements
    ) -> DataStream<Elements.Element> where Elements.Element: Sendable {
        source(
            "parallelStream", isParallel: true, count: nil,
            state: { try part($0.index, $0.count).makeIterator() }, emission: takeElements)
    }

    @usableFromInline
    func noteTooMany(_ name: String) {
        graph.note(
            JobError(
                .graph, "its range has more elements than \(Int.max)", operator: "\(name) (#\(graph.nodes.count))"))
    }

    /// A source of which each element is a split.
    @usableFromInline
    func splitSource<Element, State>(
        _ name: String, balancing: Balancing, count: Int, state: @escaping () -> State,
        begin: @escaping (inout State, Range<Int>) -> Void, emission: @escaping Emission<Element, State>
    ) -> DataStream<Element> {
        add(
            SplitSourceNode(
                name: name, balancing: balancing,
                extent: { SourceExtent(units: count, identity: "\(count) elements") }, splits: { count },
                makeState: { _ in state() }, begin: begin, emission: emission))
    }

    @usableFromInline
    func source<Element, State>(
        _ name: String, isParallel: Bool, count: Int?, state: @escaping (Replica) throws -> State,
        emission: @escaping Emission<Element, State>
    ) -> DataStream<Element> {
        add(
            SourceNode(
                name: name, replication: isParallel ? .everyWorker : .one,
                extent: { SourceExtent(units: count, identity: count.map { "\($0) elements" } ?? "elements") },
                makeState: { replica, _ in try state(replica) }, emission: emission))
    }
}

/// What is left of one worker's part of a collection.
@usableFromInline
struct CollectionPart<Elements: RandomAccessCollection> {
    @usableFromInline let elements: Elements
    @usableFromInline var next: Elements.Index
    @usableFromInline var count: Int

    @inlinable
    init(elements: Elements, next: Elements.Index, count: Int) {
        self.elements = elements
        self.next = next
        self.count = count
    }

    /// Goes on to the elements at these places, counted from the first one.
    @inlinable
    mutating func begin(_ places: Range<Int>) {
        next = elements.index(elements.startIndex, offsetBy: places.lowerBound)
        count = places.count
    }

    /// Puts the next elements at `place`.
    @inlinable @inline(__always)
    mutating func take(_ taken: Int, to place: UnsafeMutablePointer<Elements.Element>) {
        count -= taken
        if putIntegers(taken, at: place) { return elements.formIndex(&next, offsetBy: taken) }
        let elements = elements
        var next = next
        for i in 0..<taken {
            (place + i).initialize(to: elements[next])
            elements.formIndex(after: &next)
        }
        self.next = next
    }

    /// Integers of a range, without the checks that it makes for each of them.
    ///
    /// - Returns: Whether the elements are such.
    @inlinable @inline(__always)
    func putIntegers(_ count: Int, at place: UnsafeMutablePointer<Elements.Element>) -> Bool {
        put(Int.self, count, at: place) || put(UInt.self, count, at: place) || put(Int64.self, count, at: place)
            || put(UInt64.self, count, at: place) || put(Int32.self, count, at: place)
            || put(UInt32.self, count, at: place)
    }

    @inlinable @inline(__always)
    func put<Integer: FixedWidthInteger>(
        _: Integer.Type, _ count: Int, at place: UnsafeMutablePointer<Elements.Element>
    ) -> Bool {
        guard Elements.self == Range<Integer>.self else { return false }
        let first = unsafeBitCast(next, to: Integer.self)
        let place = UnsafeMutableRawPointer(place).assumingMemoryBound(to: Integer.self)
        for i in 0..<count { (place + i).initialize(to: first &+ Integer(truncatingIfNeeded: i)) }
        return true
    }
}

/// Puts out what an iterator gives, as far as there is room.
@inlinable
func takeElements<Elements: IteratorProtocol>(
    _ cursor: inout Cursor, _ output: UnsafeMutablePointer<Elements.Element>,
    _ iterator: UnsafeMutablePointer<Elements>
) {
    var elements = iterator.pointee
    var produced = cursor.produced
    cursor.isPending = true
    while produced < cursor.capacity {
        guard let element = elements.next() else {
            cursor.isPending = false
            break
        }
        (output + produced).initialize(to: element)
        produced += 1
    }
    cursor.produced = produced
    iterator.pointee = elements
}
