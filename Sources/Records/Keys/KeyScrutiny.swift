/// What is to be known of a type of keys before one is hashed.
///
/// It depends on the type alone, and is looked up once for a batch of keys.
@frozen
public struct KeyScrutiny: Sendable {
    /// How it is found out whether a key holds a NaN, so that `==` says nothing about it.
    @frozen @usableFromInline
    enum NaNs: Sendable {
        /// No key of the type can hold one that matters, or its type has a rule for it.
        case none
        /// A key that holds one is not equal to itself.
        case comparison
        /// Even a key that holds one may be equal to itself, as two arrays are that share their memory.
        case search
    }

    @usableFromInline let nans: NaNs
    /// Whether the type is ``StableHashable``. Asked of a value, an optional or an `AnyHashable` would answer for what is in it.
    @usableFromInline let isStable: Bool

    @inlinable @inline(__always)
    public init<Key: Hashable>(_ type: Key.Type) {
        if KeyHash.hasOwnRule(type) {
            self.init(.none, isStable: false)
        } else {
            self.init(_isPOD(type) ? .comparison : KeyShape.nans(in: type), isStable: type is any StableHashable.Type)
        }
    }

    @inlinable @inline(__always)
    init(_ nans: NaNs, isStable: Bool) {
        self.nans = nans
        self.isStable = isStable
    }

    /// For keys of which it is known that there is no NaN in them.
    @inlinable @inline(__always)
    static func withoutNaNs<Key: Hashable>(_ type: Key.Type) -> KeyScrutiny {
        KeyScrutiny(.none, isStable: !KeyHash.hasOwnRule(type) && type is any StableHashable.Type)
    }

    /// Whether `key` is to be hashed and compared by its parts.
    @inlinable @inline(__always)
    func finds<Key: Hashable>(_ key: UnsafePointer<Key>) -> Bool {
        switch nans {
        case .none: false
        case .comparison: !(key.pointee == key.pointee) && KeyShape.holdsNaN(key)
        case .search: KeyShape.holdsNaN(key)
        }
    }
}
