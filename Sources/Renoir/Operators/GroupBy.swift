public import Dataflow
public import Records

extension DataStream {
    /// Brings records of equal keys together on one worker.
    ///
    /// ```swift
    /// let perParity = numbers.groupBy { $0 % 2 }.fold(0) { sum, number in sum += number }
    /// ```
    ///
    /// Exchanges: each record moves to the worker that its key's hash decides on. Records of one key that come from one
    /// worker keep their order. Watermarks pass when all workers have reached them. ``keyBy(_:)`` leaves records where they are.
    ///
    /// All NaNs are one key, as are keys that are the same but for the NaNs in them.
    ///
    /// - Parameter key: Called on the worker that has the record, and again on the one that gets it: the key itself does
    ///   not travel. It must give the same key both times, on every rank.
    /// - Throws: Whatever `key` throws ends the job on all ranks.
    /// - Complexity: O(*n*) for *n* records; nearly all of their bytes travel when there are many ranks.
    @inlinable @inline(__always)
    public func groupBy<Key: Hashable & Sendable, Failure: Error>(
        _ key: @escaping @Sendable (Element) throws(Failure) -> Key
    ) -> KeyedStream<Key, Element> {
        let grouped = partition("groupBy", wire: .resolve()) {
            (cursor: inout Cursor, input: UnsafeMutablePointer<Element>, partition: inout Partition<Element>) in
            let (seed, scrutiny) = (partition.seed, KeyScrutiny(Key.self))
            try partition.route(&cursor, input) { place in
                try place.withValue { KeyHash.hash(try key($0), seed: seed, scrutiny) }
            }
        }
        return KeyedStream(grouped) { record in try key(record) }
    }
}
