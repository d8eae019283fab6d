/// How it is found out whether a key of some type holds a NaN, so that `==` says nothing about it.
///
/// What depends on the type alone is looked up once for a batch of keys.
@frozen
public enum KeyScrutiny: Sendable {
    /// No key of the type can hold one that matters, or its type has a rule for it.
    case none
    /// A key that holds one is not equal to itself.
    case comparison
    /// Even a key that holds one may be equal to itself, as two arrays are that share their memory.
    case search

    @inlinable @inline(__always)
    public init<Key: Hashable>(_ type: Key.Type) {
        if KeyHash.hasOwnRule(type) {
            self = .none
        } else if _isPOD(type) {
            self = .comparison
        } else {
            self = KeyShape.scrutiny(of: type)
        }
    }

    /// Whether `key` is to be hashed and compared by its parts.
    @inlinable @inline(__always)
    func finds<Key: Hashable>(_ key: UnsafePointer<Key>) -> Bool {
        switch self {
        case .none: false
        case .comparison: !(key.pointee == key.pointee) && KeyShape.holdsNaN(key)
        case .search: KeyShape.holdsNaN(key)
        }
    }
}
