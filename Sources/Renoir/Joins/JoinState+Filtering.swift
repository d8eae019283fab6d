public import Dataflow
public import Records

// Joins that give records of the left stream alone: those that meet any of the right one, or none.
extension JoinOrientation {
    /// A record of either stream: all that matters of the right one is that it's there.
    @inlinable @inline(__always)
    static func meetForOne<Output>(
        _ entry: KeyedPlace<Key, JoinEntry>, _ place: UInt32, _ cursor: inout Cursor,
        _ output: UnsafeMutablePointer<Output>, _ state: State, isLast: Bool, make: Make<Output>
    ) throws -> Bool {
        let isSemi = state.pointee.kind == .semi
        let lists = lists(state.pointee).own
        if side == .left {
            if other(entry.state).pointee == JoinEntry.none {
                if !isLast {
                    keep(place, at: entry, state, isLast: false)
                } else if isSemi {
                    lists.destroy(place)
                } else {
                    return try giveAlone(entry, place, &cursor, output, state, make: make)
                }
                return true
            }
            guard isSemi else {
                lists.destroy(place)
                return true
            }
            keep(place, at: entry, state, isLast: false)
        } else {
            lists.destroy(place)
            guard own(entry.state).pointee == JoinEntry.none else { return true }
            own(entry.state).pointee = JoinEntry.seen
            guard JoinEntry.isKept(entry.state.pointee.left) else { return true }
            guard isSemi else {
                state.pointee.left.removeAll(of: &entry.state.pointee.left)
                return true
            }
        }
        let list = entry.state.pointee.left
        let first = state.pointee.left.first(of: list)
        state.pointee.pending = .init(entry: entry, own: first, next: first, list: list)
        return try giveKept(&cursor, output, state, make: make)
    }

    /// Gives what is kept of the left stream for a key that the right one has, as far as there is room; none of it is needed then.
    @inlinable @inline(__always)
    static func giveKept<Output>(
        _ cursor: inout Cursor, _ output: UnsafeMutablePointer<Output>, _ state: State, make: Make<Output>
    ) throws -> Bool {
        let pending = state.pointee.pending!
        let isDone = try state.pointee.give(
            from: pending.next, in: pending.list, of: state.pointee.left, &cursor, output
        ) { try make(pending.entry.key, $0, nil) }
        guard isDone else { return false }
        state.pointee.left.removeAll(of: &pending.entry.state.pointee.left)
        state.pointee.pending = nil
        return true
    }
}

extension JoinState {
    /// Puts what `make` makes of the values of a list, as far as there is room; the pending record notes how far that is.
    @inlinable @inline(__always)
    mutating func give<Value, Output>(
        from first: UInt32, in list: UInt32, of lists: ValueLists<Value>, _ cursor: inout Cursor,
        _ output: UnsafeMutablePointer<Output>, make: (UnsafeMutablePointer<Value>) throws -> Output
    ) throws -> Bool {
        var next = first
        while next != JoinEntry.none {
            guard cursor.produced < cursor.capacity else {
                pending!.next = next
                return false
            }
            (output + cursor.produced).initialize(to: try make(lists.value(at: next)))
            cursor.outputTimes?[cursor.produced] = lists.time(at: next)
            cursor.produced += 1
            next = lists.next(behind: next, in: list)
        }
        return true
    }

    /// At the end of a pass, gives what has met none of the other stream.
    @inlinable @inline(__always)
    mutating func giveRest<Output>(
        _ cursor: inout Cursor, _ output: UnsafeMutablePointer<Output>,
        make: (Key, UnsafeMutablePointer<Left>?, UnsafeMutablePointer<Right>?) throws -> Output
    ) throws {
        while true {
            if let pending {
                let key = pending.entry.key
                let isLeft = pending.entry.state.pointee.right == JoinEntry.none
                let isDone =
                    isLeft
                    ? try give(from: pending.next, in: pending.list, of: left, &cursor, output) {
                        try make(key, $0, nil)
                    }
                    : try give(from: pending.next, in: pending.list, of: right, &cursor, output) {
                        try make(key, nil, $0)
                    }
                cursor.isPending = !isDone
                guard isDone else { return }
                self.pending = nil
            }
            guard findRest() else {
                cursor.isPending = false
                return
            }
        }
    }

    /// Goes on to the next key whose records have met none of the other stream and are to be given.
    @inlinable @inline(__always)
    mutating func findRest() -> Bool {
        var found: Pending?
        _ = table.visit(from: &drained) { place in
            let entry = place.state.pointee
            if kind.givesLeftAlone, entry.right == JoinEntry.none, JoinEntry.isKept(entry.left) {
                let first = left.first(of: entry.left)
                found = Pending(entry: place, own: first, next: first, list: entry.left)
            } else if kind.givesRightAlone, entry.left == JoinEntry.none, JoinEntry.isKept(entry.right) {
                let first = right.first(of: entry.right)
                found = Pending(entry: place, own: first, next: first, list: entry.right)
            }
            return found == nil
        }
        pending = found
        return found != nil
    }
}
