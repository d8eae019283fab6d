/// One of the 65,536 sets of keys that move between replicas as a whole.
///
/// ```swift
/// let group = KeyGroup(hash: KeyHash.hash(key))
/// let replica = group.replica(of: 12)
/// ```
///
/// The number of groups is fixed for ever: replicas own contiguous ranges of groups, so that a state
/// that was saved by groups can be taken up by any other number of replicas, which the remainder of a
/// hash does not allow.
public struct KeyGroup: Hashable, Sendable {
    /// The group's number.
    public let index: UInt16

    /// The number of groups.
    @inlinable public static var count: Int { 65_536 }

    @inlinable
    public init(index: UInt16) {
        self.index = index
    }

    /// The group of all keys with `hash`: its top 16 bits. Tables of keys use the low ones.
    @inlinable @inline(__always)
    public init(hash: UInt64) {
        index = UInt16(truncatingIfNeeded: hash &>> 48)
    }

    /// The replica that owns this group when there are `replicas` of them.
    ///
    /// - Precondition: `replicas` > 0.
    @inlinable @inline(__always)
    public func replica(of replicas: Int) -> Int {
        Self.replica(of: replicas, hash: UInt64(index) &<< 48)
    }

    /// The replica that owns the group of all keys with `hash`, in fewer instructions than by way of the group.
    ///
    /// - Precondition: `replicas` > 0.
    @inlinable @inline(__always)
    public static func replica(of replicas: Int, hash: UInt64) -> Int {
        Int(truncatingIfNeeded: ((hash &>> 48) &* UInt64(truncatingIfNeeded: replicas)) &>> 16)
    }

    /// The numbers of the groups that `replica` owns.
    @inlinable
    public static func indices(of replica: Int, of replicas: Int) -> Range<Int> {
        precondition(replica >= 0 && replica < replicas, "replica \(replica) of \(replicas)")
        // The least index with (index * replicas) >> 16 >= replica is the quotient rounded up.
        return (replica * count + replicas - 1) / replicas..<((replica + 1) * count + replicas - 1) / replicas
    }
}
