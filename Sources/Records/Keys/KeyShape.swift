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
        /// Hashed and compared as it is.
        case whole
        /// So many bytes, which mean nothing to another process.
        case bytes(Int)
        /// Whether there is a NaN among so many numbers, one behind the other.
        case number(hasNaN: (UnsafeRawPointer, Int) -> Bool)
        case fields([KeyField])
        /// Its payload lies where it does.
        case optional(any KeyOptional.Type)
        case array(any KeyArray.Type)
        case cases(KeyCases)
        /// Parts that are copied to be looked at; nil if they can't be told.
        case copies(isOrdered: Bool, (UnsafeRawPointer) -> KeyCopies?)
    }

    let kind: Kind
    let type: Any.Type
    let reach: KeyReach
    let equals: ((UnsafeRawPointer, UnsafeRawPointer) -> Bool)?
    let ownHash: ((UnsafeRawPointer, UInt64) -> UInt64)?

    private init(_ type: Any.Type) {
        self.type = type
        reach = KeyReach.of(type)
        if let hashable = type as? any Hashable.Type {
            kind = reach == .none ? .whole : .of(type)
            equals = Self.equality(hashable)
            ownHash = Self.hash(hashable)
        } else {
            kind = .of(type)
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
    /// Those asked for last, by the addresses of their types: keys of a few types ask for millions.
    private static let recent = {
        let places = UnsafeMutablePointer<Atomic<Unmanaged<KeyShape>?>>.allocate(capacity: recentCount)
        for index in 0..<recentCount { (places + index).initialize(to: Atomic(nil)) }
        return Places(first: places)
    }()
    private static var recentCount: Int { 256 }

    private struct Places: @unchecked Sendable { let first: UnsafeMutablePointer<Atomic<Unmanaged<KeyShape>?>> }

    static func of(_ type: Any.Type) -> KeyShape { unowned(type).takeUnretainedValue() }

    /// Without counting a reference: workers would do it in one place.
    @inline(__always)
    static func with<Result>(_ type: Any.Type, _ body: (KeyShape) -> Result) -> Result {
        unowned(type)._withUnsafeGuaranteedRef(body)
    }

    /// None ever goes.
    private static func unowned(_ type: Any.Type) -> Unmanaged<KeyShape> {
        let address = UInt(bitPattern: ObjectIdentifier(type))
        let place = recent.first + Int((address >> 4 ^ address >> 12) % UInt(recentCount))
        if let shape = place.pointee.load(ordering: .acquiring), shape._withUnsafeGuaranteedRef({ $0.type == type }) {
            return shape
        }
        let shape = Unmanaged.passUnretained(find(type))
        place.pointee.store(shape, ordering: .releasing)
        return shape
    }

    private static func find(_ type: Any.Type) -> KeyShape {
        let name = ObjectIdentifier(type)
        // Made outside of the lock, as shapes of parts are looked for; the first one stays.
        let made = known.withLock { $0[name] } ?? KeyShape(type)
        return known.withLock { known in
            let shape = known[name] ?? made
            known[name] = shape
            return shape
        }
    }

    @usableFromInline
    static func nans(in type: Any.Type) -> KeyScrutiny.NaNs {
        switch of(type).reach {
        case .none: .none
        case .plain: .comparison
        case .hidden: .search
        }
    }

    // MARK: Keys

    @usableFromInline
    static func holdsNaN<Key: Hashable>(_ key: UnsafePointer<Key>) -> Bool { with(Key.self) { $0.holdsNaN(key) } }

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
}

/// A stored field that is a part of a key.
struct KeyField {
    let offset: Int
    let shape: KeyShape
}
