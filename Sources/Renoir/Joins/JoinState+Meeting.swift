public import Dataflow
public import Records

/// How the loops of a join see one of its streams, and the other one. Static, so that a loop is written once and compiled for both.
@usableFromInline
protocol JoinOrientation {
    associatedtype Key: Hashable & Sendable
    associatedtype Left: Sendable
    associatedtype Right: Sendable
    associatedtype Own: Sendable
    associatedtype Other: Sendable

    static var side: JoinSide { get }
    static func lists(_ state: JoinState<Key, Left, Right>) -> (own: ValueLists<Own>, other: ValueLists<Other>)
    static func own(_ entry: UnsafeMutablePointer<JoinEntry>) -> UnsafeMutablePointer<UInt32>
    static func other(_ entry: UnsafeMutablePointer<JoinEntry>) -> UnsafeMutablePointer<UInt32>
    static func left(
        _ own: UnsafeMutablePointer<Own>?, _ other: UnsafeMutablePointer<Other>?
    ) -> UnsafeMutablePointer<Left>?
    static func right(
        _ own: UnsafeMutablePointer<Own>?, _ other: UnsafeMutablePointer<Other>?
    ) -> UnsafeMutablePointer<Right>?
}

@usableFromInline
enum FromLeft<Key: Hashable & Sendable, Left: Sendable, Right: Sendable>: JoinOrientation {
    @usableFromInline typealias Own = Left
    @usableFromInline typealias Other = Right

    @inlinable @inline(__always)
    static var side: JoinSide { .left }

    @inlinable @inline(__always)
    static func lists(_ state: JoinState<Key, Left, Right>) -> (own: ValueLists<Left>, other: ValueLists<Right>) {
        (state.left, state.right)
    }

    @inlinable @inline(__always)
    static func own(_ entry: UnsafeMutablePointer<JoinEntry>) -> UnsafeMutablePointer<UInt32> {
        withUnsafeMutablePointer(to: &entry.pointee.left) { $0 }
    }

    @inlinable @inline(__always)
    static func other(_ entry: UnsafeMutablePointer<JoinEntry>) -> UnsafeMutablePointer<UInt32> {
        withUnsafeMutablePointer(to: &entry.pointee.right) { $0 }
    }

    @inlinable @inline(__always)
    static func left(
        _ own: UnsafeMutablePointer<Left>?, _ other: UnsafeMutablePointer<Right>?
    ) -> UnsafeMutablePointer<Left>? { own }

    @inlinable @inline(__always)
    static func right(
        _ own: UnsafeMutablePointer<Left>?, _ other: UnsafeMutablePointer<Right>?
    ) -> UnsafeMutablePointer<Right>? { other }
}

@usableFromInline
enum FromRight<Key: Hashable & Sendable, Left: Sendable, Right: Sendable>: JoinOrientation {
    @usableFromInline typealias Own = Right
    @usableFromInline typealias Other = Left

    @inlinable @inline(__always)
    static var side: JoinSide { .right }

    @inlinable @inline(__always)
    static func lists(_ state: JoinState<Key, Left, Right>) -> (own: ValueLists<Right>, other: ValueLists<Left>) {
        (state.right, state.left)
    }

    @inlinable @inline(__always)
    static func own(_ entry: UnsafeMutablePointer<JoinEntry>) -> UnsafeMutablePointer<UInt32> {
        withUnsafeMutablePointer(to: &entry.pointee.right) { $0 }
    }

    @inlinable @inline(__always)
    static func other(_ entry: UnsafeMutablePointer<JoinEntry>) -> UnsafeMutablePointer<UInt32> {
        withUnsafeMutablePointer(to: &entry.pointee.left) { $0 }
    }

    @inlinable @inline(__always)
    static func left(
        _ own: UnsafeMutablePointer<Right>?, _ other: UnsafeMutablePointer<Left>?
    ) -> UnsafeMutablePointer<Left>? { other }

    @inlinable @inline(__always)
    static func right(
        _ own: UnsafeMutablePointer<Right>?, _ other: UnsafeMutablePointer<Left>?
    ) -> UnsafeMutablePointer<Right>? { own }
}

extension JoinOrientation {
    @usableFromInline typealias State = UnsafeMutablePointer<JoinState<Key, Left, Right>>
    /// Makes a record of what has met; one of the two is missing where it met none, or doesn't matter.
    @usableFromInline typealias Make<Output> =
        (Key, UnsafeMutablePointer<Left>?, UnsafeMutablePointer<Right>?) throws -> Output

    /// The loop over a batch of one stream.
    @inlinable @inline(__always)
    static func take<Output>(
        _ cursor: inout Cursor, _ input: UnsafeMutablePointer<Keyed<Key, Own>>, _ output: UnsafeMutablePointer<Output>,
        _ state: State, make: Make<Output>
    ) throws {
        if state.pointee.pending != nil {
            guard try resume(&cursor, output, state, make: make) else { return }
        }
        let count = min(cursor.available - cursor.consumed, max(64, cursor.capacity - cursor.produced))
        guard count > 0 else { return }
        let records = input + cursor.consumed
        let times = cursor.inputTimes.map { $0 + cursor.consumed }
        let hashes = state.pointee.hashes(count)
        let (kind, lists) = (state.pointee.kind, lists(state.pointee))
        let (givesPairs, isLast) = (kind.givesPairs, state.pointee.ended != nil && state.pointee.ended != side)
        func key(_ index: Int) -> UnsafeMutablePointer<Key> {
            withUnsafeMutablePointer(to: &records[index].key) { $0 }
        }
        KeyedTable<Key, JoinEntry>.hash(0..<count, seed: state.pointee.seed, into: hashes, key: key)
        var visited = 0
        try state.pointee.table.visit(
            hashes: hashes, count: count, cursor: &visited, key: key, initial: { JoinEntry() },
            upcoming: { entry in
                let list = other(entry).pointee
                if givesPairs, JoinEntry.isKept(list) { lists.other.prefetch(list) }
            }
        ) { place, index in
            cursor.consumed += 1
            let value = withUnsafeMutablePointer(to: &records[index].value) { $0 }.move()
            let own = lists.own.make(value, time: times?[index] ?? .min)
            guard givesPairs else {
                return try meetForOne(place, own, &cursor, output, state, isLast: isLast, make: make)
            }
            let list = other(place.state).pointee
            guard JoinEntry.isKept(list) else {
                return try meetNone(place, own, list, &cursor, output, state, isLast: isLast, make: make)
            }
            state.pointee.pending = .init(entry: place, own: own, next: lists.other.first(of: list), list: list)
            return try meet(&cursor, output, state, isLast: isLast, make: make)
        }
        cursor.isPending = state.pointee.pending != nil
    }

    /// Goes on with the record that had no room.
    ///
    /// - Returns: Whether it's done.
    @inlinable @inline(never)
    static func resume<Output>(
        _ cursor: inout Cursor, _ output: UnsafeMutablePointer<Output>, _ state: State, make: Make<Output>
    ) throws -> Bool {
        let isLast = state.pointee.ended != nil && state.pointee.ended != side
        let isDone =
            state.pointee.kind.givesPairs
            ? try meet(&cursor, output, state, isLast: isLast, make: make)
            : try giveKept(&cursor, output, state, make: make)
        cursor.isPending = !isDone
        return isDone
    }

    /// Gives the pairs of the pending record with those of the other stream, as far as there is room.
    ///
    /// - Returns: Whether there was room for all.
    @inlinable @inline(__always)
    static func meet<Output>(
        _ cursor: inout Cursor, _ output: UnsafeMutablePointer<Output>, _ state: State, isLast: Bool,
        make: Make<Output>
    ) throws -> Bool {
        let (own, other) = lists(state.pointee)
        let pending = state.pointee.pending!
        let mine = own.value(at: pending.own)
        var next = pending.next
        while next != JoinEntry.none {
            guard cursor.produced < cursor.capacity else {
                state.pointee.pending!.next = next
                return false
            }
            let its = other.value(at: next)
            (output + cursor.produced).initialize(to: try make(pending.entry.key, left(mine, its), right(mine, its)))
            if let times = cursor.outputTimes {
                times[cursor.produced] = max(own.time(at: pending.own), other.time(at: next))
            }
            cursor.produced += 1
            next = other.next(behind: next, in: pending.list)
        }
        state.pointee.pending = nil
        keep(pending.own, at: pending.entry, state, isLast: isLast)
        return true
    }

    /// Keeps a record for those of the other stream that may still come.
    @inlinable @inline(__always)
    static func keep(_ place: UInt32, at entry: KeyedPlace<Key, JoinEntry>, _ state: State, isLast: Bool) {
        let (lists, list) = (lists(state.pointee).own, own(entry.state))
        if isLast {
            lists.destroy(place)
            if list.pointee == JoinEntry.none { list.pointee = JoinEntry.seen }
        } else {
            if list.pointee == JoinEntry.seen { list.pointee = JoinEntry.none }
            lists.append(place, to: &list.pointee)
        }
    }

    /// A record of a join that gives pairs, for whose key there is none of the other stream to meet.
    @inlinable @inline(__always)
    static func meetNone<Output>(
        _ entry: KeyedPlace<Key, JoinEntry>, _ place: UInt32, _ list: UInt32, _ cursor: inout Cursor,
        _ output: UnsafeMutablePointer<Output>, _ state: State, isLast: Bool, make: Make<Output>
    ) throws -> Bool {
        let kind = state.pointee.kind
        let givesAlone = side == .left ? kind.givesLeftAlone : kind.givesRightAlone
        guard isLast, givesAlone, list == JoinEntry.none else {
            keep(place, at: entry, state, isLast: isLast)
            return true
        }
        return try giveAlone(entry, place, &cursor, output, state, make: make)
    }

    /// Gives a record that is alone. There is room for it: as many are looked at as there is room for.
    @inlinable @inline(__always)
    static func giveAlone<Output>(
        _ entry: KeyedPlace<Key, JoinEntry>, _ place: UInt32, _ cursor: inout Cursor,
        _ output: UnsafeMutablePointer<Output>, _ state: State, make: Make<Output>
    ) throws -> Bool {
        let lists = lists(state.pointee).own
        guard cursor.produced < cursor.capacity else {
            // It's given at the end of the pass, as if its stream had not come last.
            keep(place, at: entry, state, isLast: false)
            return false
        }
        let mine = lists.value(at: place)
        (output + cursor.produced).initialize(to: try make(entry.key, left(mine, nil), right(mine, nil)))
        cursor.outputTimes?[cursor.produced] = lists.time(at: place)
        cursor.produced += 1
        lists.destroy(place)
        return cursor.produced < cursor.capacity
    }
}
