public import Dataflow
public import Records

extension KeyAccess {
    /// Updates the states of the keys of a batch: the loop of all operators that keep a state for each key.
    ///
    /// Keys come first, all of a call's, then their slots are asked for and used: while one update waits for memory, the next ones
    /// are on their way.
    @inlinable @inline(__always)
    static func update<State>(
        _ states: UnsafeMutablePointer<KeyedStates<Key, State>>, _ cursor: inout Cursor,
        _ input: UnsafeMutablePointer<Record>, key: (Record) throws -> Key,
        update: (inout State, Value) throws -> Void
    ) throws {
        let (table, initial, seed) = (states.pointee.table, states.pointee.initial, states.pointee.seed)
        let records = input + cursor.consumed
        let count = cursor.available - cursor.consumed
        if _isPOD(Record.self) && _isPOD(Key.self) && !storesHashes && table.isNearby {
            // Nothing to destroy after a throw.
            try table.update(
                0..<count, seed: seed, key: { try key(records[$0]) }, initial: initial,
                update: { state, i in try update(&state, value(in: records + i).pointee) })
            cursor.consumed += count
            return
        }
        let hashes = states.pointee.hashes(count)
        let keys = states.pointee.keys(storesKeys ? 0 : count)
        var (made, taken) = (0, 0)
        defer { if !storesKeys { (keys + taken).deinitialize(count: made - taken) } }
        if storesKeys {
            hash(records, count: count, seed: seed, into: hashes)
        } else {
            try KeyedTable<Key, State>.make(keys, count: count, made: &made, seed: seed, hashes: hashes) {
                if spendsRecords { cursor.consumed += 1 }
                return try takeKey(of: records + $0, by: key)
            }
        }
        try table.update(
            hashes: hashes, count: count, cursor: &taken,
            key: { storesKeys ? storedKey(in: records + $0) : keys + $0 }, initial: { () throws in initial() },
            update: { state, i in
                if !spendsRecords { cursor.consumed += 1 }
                try value(in: records + i).withMovedValue { try update(&state, $0) }
            })
    }
}
