internal import Synchronization

/// What keys of one type consist of, for those in which there is a NaN.
///
/// Such a key is equal to none, not even to itself, and its hash depends on which of the many NaNs it holds. So it is hashed and
/// compared part by part: a part that holds a NaN by its own parts, any other by `==` and its hash. All NaNs are one.
///
/// Never changed once it's made; its closures know nothing but types.
@usableFromInline
final class KeyShape: @unchecked Sendable {
    enum Kind {
        /// No part can be a NaN.
        case exact
        case number(isNaN: (UnsafeRawPointer) -> Bool)
        case fields([KeyField])
        /// Its payload lies where it does.
        case optional(any KeyOptional.Type)
        case array(any KeyArray.Type)
        /// Parts that are copied to be looked at, by a description of their own where it tells values apart.
        case copies(isOrdered: Bool, (UnsafeRawPointer) -> (label: String, parts: [Any]))
    }

    let kind: Kind
    /// Whether values may be equal to themselves though they hold a NaN.
    let isHiding: Bool
    let equals: ((UnsafeRawPointer, UnsafeRawPointer) -> Bool)?
    private let ownHash: ((UnsafeRawPointer, UInt64) -> UInt64)?

    private init(_ type: Any.Type) {
        let reach = KeyReach.of(type)
        isHiding = reach == .hidden
        kind = reach == .none ? .exact : Kind.of(type)
        if let hashable = type as? any Hashable.Type {
            equals = Self.equality(hashable)
            ownHash = Self.hash(hashable)
        } else {
            equals = nil
            ownHash = nil
        }
    }

    private static func equality<Key: Hashable>(
        _ type: Key.Type
    ) -> (UnsafeRawPointer, UnsafeRawPointer) -> Bool {
        { $0.assumingMemoryBound(to: Key.self).pointee == $1.assumingMemoryBound(to: Key.self).pointee }
    }

    private static func hash<Key: Hashable>(_ type: Key.Type) -> (UnsafeRawPointer, UInt64) -> UInt64 {
        let scrutiny = KeyScrutiny.withoutNaNs(type)
        return { KeyHash.hash($0.assumingMemoryBound(to: Key.self).pointee, seed: $1, scrutiny) }
    }

    // MARK: Shapes of types

    private static let known = Mutex<[ObjectIdentifier: KeyShape]>([:])

    static func of(_ type: Any.Type) -> KeyShape {
        let name = ObjectIdentifier(type)
        if let shape = known.withLock({ $0[name] }) { return shape }
        let shape = KeyShape(type)
        known.withLock { $0[name] = shape }
        return shape
    }

    @usableFromInline
    static func nans(in type: Any.Type) -> KeyScrutiny.NaNs {
        let shape = of(type)
        if case .exact = shape.kind { return .none }
        return shape.isHiding ? .search : .comparison
    }

    // MARK: Keys

    @usableFromInline
    static func holdsNaN<Key: Hashable>(_ key: UnsafePointer<Key>) -> Bool { of(Key.self).holdsNaN(key) }

    @usableFromInline
    static func hash<Key: Hashable>(_ key: UnsafePointer<Key>, seed: UInt64) -> UInt64 {
        of(Key.self).hash(key, seed: seed)
    }

    /// Whether two keys that `==` tells apart are the same but for their NaNs.
    @usableFromInline
    static func areSame<Key: Hashable>(_ left: UnsafePointer<Key>, _ right: UnsafePointer<Key>) -> Bool {
        let scrutiny = KeyScrutiny(Key.self)
        return scrutiny.finds(left) && scrutiny.finds(right) && of(Key.self).areSame(left, right)
    }

    // MARK: Values

    func holdsNaN(_ place: UnsafeRawPointer) -> Bool {
        switch kind {
        case .exact: return false
        case .number(let isNaN): return isNaN(place)
        case .fields(let fields): return fields.contains { $0.shape.holdsNaN(place + $0.offset) }
        default: return withExtendedLifetime(KeyParts(of: place, kind)) { $0.contains { $1.holdsNaN($0) } }
        }
    }

    func hash(_ place: UnsafeRawPointer, seed: UInt64) -> UInt64 {
        if let ownHash, !holdsNaN(place) { return ownHash(place, seed) }
        return withExtendedLifetime(KeyParts(of: place, kind)) { parts in
            let start = KeyHash.hash(parts.label, seed: KeyHash.mix(UInt64(parts.count), seed: seed))
            if parts.isOrdered { return parts.reduce(start) { $2.hash($1, seed: $0) } }
            return KeyHash.mix(parts.reduce(0) { $0 &+ $2.hash($1, seed: start) }, seed: start)
        }
    }

    func areSame(_ left: UnsafeRawPointer, _ right: UnsafeRawPointer) -> Bool {
        if let equals {
            if equals(left, right) { return true }
            guard holdsNaN(left), holdsNaN(right) else { return false }
        }
        let (left, right) = (KeyParts(of: left, kind), KeyParts(of: right, kind))
        return withExtendedLifetime((left, right)) { left.areSame(right) }
    }
}

/// A stored field that is a part of a key.
struct KeyField {
    let offset: Int
    let shape: KeyShape
}
