/// What stands before each value of a `Codable` record: with it any value can be passed by without knowing its type.
enum WireTag: UInt8 {
    case empty
    /// Entries follow, a key and a value each, and a 0.
    case keyed
    /// A count and that many values follow.
    case unkeyed
    case `false`, `true`
    case int8, int16, int32, int64
    case uint8, uint16, uint32, uint64
    case float, double
    /// A count and that many bytes of UTF-8 follow.
    case string
    /// A count and that many bytes follow.
    case bytes
}

/// A number of fixed size, with its tag.
protocol TaggedNumber {
    static var tag: WireTag { get }
}

extension Int: TaggedNumber { static var tag: WireTag { .int64 } }
extension Int8: TaggedNumber { static var tag: WireTag { .int8 } }
extension Int16: TaggedNumber { static var tag: WireTag { .int16 } }
extension Int32: TaggedNumber { static var tag: WireTag { .int32 } }
extension Int64: TaggedNumber { static var tag: WireTag { .int64 } }
extension UInt: TaggedNumber { static var tag: WireTag { .uint64 } }
extension UInt8: TaggedNumber { static var tag: WireTag { .uint8 } }
extension UInt16: TaggedNumber { static var tag: WireTag { .uint16 } }
extension UInt32: TaggedNumber { static var tag: WireTag { .uint32 } }
extension UInt64: TaggedNumber { static var tag: WireTag { .uint64 } }
extension Float: TaggedNumber { static var tag: WireTag { .float } }
extension Double: TaggedNumber { static var tag: WireTag { .double } }
